// SPDX-License-Identifier: Apache-2.0

/// The verdict of a liveness check, as GetLivenessResult answers it in the string `Result`.
///
/// The page shows one value only; the meanings come from the code table of the eKYC product. Which of
/// them GetLivenessResult returns is not documented, so every other text is kept as it is.
public struct LivenessResultCode: RawRepresentable, Hashable, Sendable {
    /// The text as the service writes it.
    public let rawValue: String

    /// Takes any text, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The check succeeded.
    public static let success: Self = "0"
    /// The token is past its validity.
    public static let tokenExpired: Self = "15"
    /// The liveness engine could not be called.
    public static let engineCallFailed: Self = "1001"
    /// The recording is suspected of being spoofed.
    public static let suspectedSpoofing: Self = "1002"
    /// The check has not been finished yet.
    public static let notFinished: Self = "-999"

    /// Whether the check succeeded.
    public var isSuccess: Bool { self == .success }

    /// What the eKYC code table says; nil for a text it does not know.
    public var meaning: String? { Self.table[rawValue] }

    /// Every text of the code table, in its order.
    public static var documented: [LivenessResultCode] { entries.map { LivenessResultCode(rawValue: $0.text) } }

    private static let table = Dictionary(uniqueKeysWithValues: entries.map { ($0.text, $0.meaning) })
}

extension LivenessResultCode: ExpressibleByStringLiteral, CustomStringConvertible {
    /// Takes any text, known or not.
    public init(stringLiteral value: String) { self.init(rawValue: value) }

    /// The text and, where it is known, its meaning.
    public var description: String { meaning.map { "\(rawValue): \($0)" } ?? rawValue }
}
