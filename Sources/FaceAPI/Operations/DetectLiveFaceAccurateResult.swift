// SPDX-License-Identifier: Apache-2.0

public import StrictJSON

/// What DetectLiveFaceAccurate answers.
public struct DetectLiveFaceAccurateResult: Hashable, Sendable {
    /// How surely the photo shows a person, 0 to 100.
    public let score: Double
    /// The model that was used; nil when the service does not say.
    public let faceModelVersion: String?
    /// What the service calls the request.
    public let requestID: String

    /// The thresholds that the page names, from the most lenient to the strictest.
    public static let thresholds = [5.0, 10, 40, 70, 90]
    /// The threshold that the page recommends.
    public static let recommendedThreshold = 40.0

    /// Reads the object under `Response`.
    ///
    /// - Throws: ``FaceAPIError`` with `malformedResponse` and the path of the field when `Score` is missing
    ///   or no number from 0 to 100, or another field has another type than the page says.
    public init(response: JSONValue) throws(FaceAPIError) {
        let fields = try AnswerFields(response: response, of: .detectLiveFaceAccurate)
        requestID = fields.requestID
        score = try fields.number("Score", in: 0...100)
        faceModelVersion = try fields.optionalText("FaceModelVersion")
    }

    /// Whether the photo is taken for one of a person.
    public func isLive(threshold: Double = recommendedThreshold) -> Bool { score >= threshold }
}
