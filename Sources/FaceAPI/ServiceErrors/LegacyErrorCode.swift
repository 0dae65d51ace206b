// SPDX-License-Identifier: Apache-2.0

/// A numeric code of the legacy face service, as `livedetectpicture` answers it in `code`.
///
/// The page lists the codes of the whole legacy service; those from -4006 to -5807 belong to calls with
/// videos and identity cards. A number that the page does not know keeps its value.
public struct LegacyErrorCode: RawRepresentable, Hashable, Sendable {
    /// The number as the service writes it.
    public let rawValue: Int

    /// Takes any number, known or not.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// No error.
    public static let success = LegacyErrorCode(rawValue: 0)
    /// The signature is past its expiry.
    public static let signatureExpired = LegacyErrorCode(rawValue: 9)
    /// A single-use signature was used before.
    public static let replayed = LegacyErrorCode(rawValue: 13)
    /// The signature does not match.
    public static let signatureMismatch = LegacyErrorCode(rawValue: 14)
    /// Too many requests.
    public static let tooFrequent = LegacyErrorCode(rawValue: 15)
    /// The body is larger than 6 MB.
    public static let bodyTooLarge = LegacyErrorCode(rawValue: 23)

    /// What the page says; nil for a number it does not know.
    public var meaning: String? { Self.table[self]?.meaning }

    /// Whether a further attempt can succeed; `.never` for a number the page does not know.
    public var retryAdvice: RetryAdvice { Self.table[self]?.retryAdvice ?? .never }

    /// Every number of the page, without 0, in the page's order.
    public static var documented: [LegacyErrorCode] { entries.map { LegacyErrorCode(rawValue: $0.number) } }

    private static let table = Dictionary(
        uniqueKeysWithValues: entries.map { (LegacyErrorCode(rawValue: $0.number), $0) })
}

extension LegacyErrorCode: CustomStringConvertible {
    /// The number and, where it is known, its meaning.
    public var description: String { meaning.map { "\(rawValue): \($0)" } ?? "\(rawValue)" }
}
