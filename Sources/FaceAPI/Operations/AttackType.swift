// SPDX-License-Identifier: Apache-2.0

/// A trace of an attack that DetectAIFakeFaces found.
///
/// A type that the page does not know keeps its text.
public struct AttackType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The type's name in its current spelling.
    public let rawValue: String

    /// Takes any name, known or not.
    ///
    /// `SuspectedeAnomalyAttack`, which older pages show and older answers hold, is read as
    /// ``anomalyAttack``.
    public init(rawValue: String) {
        self.rawValue = rawValue == "SuspectedeAnomalyAttack" ? "SuspectedAnomalyAttack" : rawValue
    }

    /// A presentation attack, such as a mask or a screen.
    public static let spoofingAttack = AttackType(rawValue: "SuspectedSpoofingAttack")
    /// A photo that was generated or altered.
    public static let synthesisImage = AttackType(rawValue: "SuspectedSynthesisImage")
    /// A video that was generated or altered.
    public static let synthesisVideo = AttackType(rawValue: "SuspectedSynthesisVideo")
    /// Something else about it is not as in a recording of a person.
    public static let anomalyAttack = AttackType(rawValue: "SuspectedAnomalyAttack")
    /// Content that is made to mislead a model.
    public static let adversarialAttack = AttackType(rawValue: "SuspectedAdversarialAttack")
    /// Material of organised fraud.
    public static let blackIndustry = AttackType(rawValue: "SuspectedBlackIndustry")
    /// A watermark of a tool that generates faces.
    public static let watermark = AttackType(rawValue: "SuspectedWatermark")

    /// The type's name in its current spelling.
    public var description: String { rawValue }
}
