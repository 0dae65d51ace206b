// SPDX-License-Identifier: Apache-2.0

/// Why there is no credential to sign with.
///
/// Two errors are equal when their codes are. No error carries a secret key or a token.
public struct CredentialError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; new kinds may be added in a minor version.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String { case notFound, incomplete, unreadable, malformed }

        private let base: Base

        private init(_ base: Base) { self.base = base }

        /// No place that was looked at has a credential.
        public static let notFound = Code(.notFound)
        /// A place has a secret ID without a key, or the reverse.
        public static let incomplete = Code(.incomplete)
        /// A credential file is there and cannot be read.
        public static let unreadable = Code(.unreadable)
        /// A credential file, or a value in it, is not of the right form.
        public static let malformed = Code(.malformed)

        /// The code's name, such as `notFound`.
        public var description: String { base.rawValue }
    }

    /// The kind of failure.
    public let code: Code
    /// What was wrong, with the place, in one sentence without a full stop.
    public let message: String
    /// What to do about it, when that is known.
    public let hint: String?

    init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// Whether both errors are of the same kind.
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }

    /// Feeds the code, and only the code, into the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }

    /// The message, and the hint when there is one.
    public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}
