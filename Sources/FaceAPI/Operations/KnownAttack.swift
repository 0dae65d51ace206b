// SPDX-License-Identifier: Apache-2.0

/// A known attack that a photo or video resembles, from DetectAIFakeFaces' `ExtraInfo`.
public struct KnownAttack: Hashable, Sendable {
    /// The collection it is in: `Common`, `Auto` or `Owner`; nil when the service does not say.
    public let hitGroup: String?
    /// How far the content is from it, 0 to 2; below 0.6 it counts as an attack.
    ///
    /// Nil when the service does not say.
    public let similarityScore: Double?
    /// Its name in the collection; nil when the service does not say.
    public let hitTemplate: String?

    init(_ fields: AnswerFields) throws(FaceAPIError) {
        hitGroup = try fields.optionalText("HitGroup")
        similarityScore = try fields.optionalNumber("SimilarityScore")
        hitTemplate = try fields.optionalText("HitTemplate")
    }
}
