// SPDX-License-Identifier: Apache-2.0

/// Why a sandbox does not start, or does not take a scenario or a fault.
///
/// Two errors are equal when their codes are; the message is for people and may change. No error
/// carries a key.
public struct SandboxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; new kinds may be added in a minor version.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String {
            case cannotListen, cannotMakeKeys, alreadyStarted, invalidConfiguration
            case unreadableScenario, malformedScenario, malformedFault
        }

        private let base: Base

        private init(_ base: Base) { self.base = base }

        /// A port that is in use or not allowed.
        public static let cannotListen = Code(.cannotListen)
        /// Keys or a credential that could not be made.
        public static let cannotMakeKeys = Code(.cannotMakeKeys)
        /// A sandbox starts once.
        public static let alreadyStarted = Code(.alreadyStarted)
        /// A number in the configuration that cannot be kept to.
        public static let invalidConfiguration = Code(.invalidConfiguration)
        /// A scenario file, or a media file that it names, that cannot be read.
        public static let unreadableScenario = Code(.unreadableScenario)
        /// A scenario that is no JSON, or that says something that is not known.
        public static let malformedScenario = Code(.malformedScenario)
        /// A fault that is not of the documented form.
        public static let malformedFault = Code(.malformedFault)

        /// The code's name, such as `cannotListen`.
        public var description: String { base.rawValue }
    }

    /// The kind of failure.
    public let code: Code
    /// What was wrong, with the place and the value, in one sentence without a full stop.
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
