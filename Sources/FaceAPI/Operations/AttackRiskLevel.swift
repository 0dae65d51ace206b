// SPDX-License-Identifier: Apache-2.0

/// How likely a photo or video is an attack, by DetectAIFakeFaces.
///
/// A level that the page does not know keeps its text.
public struct AttackRiskLevel: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The text as the service writes it.
    public let rawValue: String

    /// Takes any text, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Low risk.
    public static let low = AttackRiskLevel(rawValue: "Low")
    /// Moderately suspected.
    public static let mid = AttackRiskLevel(rawValue: "Mid")
    /// Highly suspected.
    public static let high = AttackRiskLevel(rawValue: "High")

    /// Whether the person should be refused: the page advises to let `Low` and `Mid` pass and to
    /// refuse `High`.
    ///
    /// A level that the page does not know counts as one to refuse.
    public var isBlockingAdvised: Bool { self != .low && self != .mid }

    /// The text as the service writes it.
    public var description: String { rawValue }
}
