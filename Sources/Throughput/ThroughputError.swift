// SPDX-License-Identifier: Apache-2.0

/// Why something could not be measured or read.
public struct ThroughputError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String { case noSuchCore, unavailable, libraryFailure, wrongResult, malformedReport }

        private let base: Base

        private init(_ base: Base) { self.base = base }

        /// The core that is asked for is not one that the process may use.
        public static let noSuchCore = Code(.noSuchCore)
        /// The machine has not what the case needs.
        public static let unavailable = Code(.unavailable)
        /// A library that is measured failed.
        public static let libraryFailure = Code(.libraryFailure)
        /// The work that is measured gave a wrong result, so that its time means nothing.
        public static let wrongResult = Code(.wrongResult)
        /// A report is not one that this version wrote.
        public static let malformedReport = Code(.malformedReport)

        /// The name of the code.
        public var description: String { base.rawValue }
    }

    /// The kind, by which errors are equal.
    public let code: Code
    /// What was wrong.
    public let message: String
    /// What to do about it.
    public let hint: String?

    /// Makes an error.
    public init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// Whether the codes are the same.
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }

    /// Hashes the code.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }

    /// The message, with the hint when there is one.
    public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}
