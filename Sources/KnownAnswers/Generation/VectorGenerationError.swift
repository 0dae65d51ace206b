// SPDX-License-Identifier: Apache-2.0

/// Why no vectors were generated.
///
/// Two errors are equal when their codes are.
public struct VectorGenerationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; new kinds may be added in a minor version.
    public struct Code: Hashable, Sendable {
        private enum Base { case invalidCount, folderNotEmpty, unwritable, notComputed }

        private let base: Base

        private init(_ base: Base) { self.base = base }

        /// The number of cases is out of range.
        public static let invalidCount = Code(.invalidCount)
        /// The folder holds something, or is no folder.
        public static let folderNotEmpty = Code(.folderNotEmpty)
        /// The folder or a file in it cannot be made.
        public static let unwritable = Code(.unwritable)
        /// A value cannot be computed here, such as one of an algorithm that no installed library has.
        public static let notComputed = Code(.notComputed)
    }

    /// The kind of failure.
    public let code: Code
    /// What is wrong.
    public let message: String
    /// What to do about it.
    public let hint: String?

    init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// The message.
    public var description: String { message }

    /// Whether the codes are the same.
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }

    /// Hashes the code.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
