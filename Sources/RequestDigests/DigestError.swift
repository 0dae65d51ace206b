// SPDX-License-Identifier: Apache-2.0

/// Why a digest could not be computed.
///
/// Two errors are equal when their codes are; the message is for people and may change.
public struct DigestError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; new kinds may be added in a minor version.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String {
            case algorithmUnavailable
        }

        private let base: Base

        private init(_ base: Base) { self.base = base }

        /// The installed libcrypto does not offer the digest.
        public static let algorithmUnavailable = Code(.algorithmUnavailable)

        /// The code's name, such as `algorithmUnavailable`.
        public var description: String { base.rawValue }
    }

    /// The kind of failure.
    public let code: Code
    /// What was wrong, in one sentence without a full stop.
    public let message: String
    /// What to do about it, when that is known.
    public let hint: String?

    /// Makes an error.
    public init(_ code: Code, _ message: String, hint: String? = nil) {
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
