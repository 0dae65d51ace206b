// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
public import StrictJSON

/// What LivenessCompare answers to a check that succeeded.
public struct LivenessCompareResult: Hashable, Sendable {
    /// How alike the two faces are, 0 to 100.
    public let similarity: Double
    /// What the service says about the check, in its language.
    public let resultDescription: String?
    /// The best frame of the video, a JPEG in base64; nil when the service sends none.
    ///
    /// Personal data.
    public let bestFrameBase64: String?
    /// Further frames in base64, when they were asked for.
    ///
    /// Personal data.
    public let bestFrameListBase64: [String]
    /// What the service calls the request.
    public let requestID: String

    /// The similarity that the page recommends to take for the same person: of 1,000 pairs of different
    /// people, one reaches it.
    public static let recommendedThreshold = 70.0
    /// A stricter threshold: of 10,000 pairs of different people, one reaches it.
    public static let strictThreshold = 80.0

    /// Reads the object under `Response`.
    ///
    /// - Throws: ``FaceAPIError`` with `businessFailure` for any `Result` but `Success`;
    ///   `malformedResponse` and the path of the field when `Result`, or in a success `Sim`, is missing or
    ///   no such value as the page says.
    public init(response: JSONValue) throws(FaceAPIError) {
        let fields = try AnswerFields(response: response, of: .livenessCompare)
        requestID = fields.requestID
        let result = try fields.text("Result")
        let words = try fields.optionalText("Description")
        guard result == "Success" else {
            throw FaceAPIError(
                service: ServiceErrorCode(rawValue: result), message: words, api: .livenessCompare,
                requestID: fields.requestID, code: .businessFailure)
        }
        resultDescription = words
        similarity = try fields.number("Sim", in: 0...100)
        bestFrameBase64 = try fields.optionalText("BestFrameBase64")
        bestFrameListBase64 = try fields.texts("BestFrameList")
    }

    /// Whether both are taken for the same person.
    public func isSamePerson(threshold: Double = recommendedThreshold) -> Bool { similarity >= threshold }

    /// The best frame, a JPEG; nil when the service sent none.
    ///
    /// - Throws: ``FaceAPIError`` with `malformedResponse` when it is not base64.
    public func bestFrame() throws(FaceAPIError) -> [UInt8]? {
        guard let text = bestFrameBase64, !text.isEmpty else { return nil }
        return try decoded(text, "BestFrameBase64")
    }

    /// The further frames, each a JPEG.
    ///
    /// - Throws: ``FaceAPIError`` with `malformedResponse` when one is not base64.
    public func bestFrameList() throws(FaceAPIError) -> [[UInt8]] {
        var frames: [[UInt8]] = []
        for (index, text) in bestFrameListBase64.enumerated() {
            frames.append(try decoded(text, "BestFrameList[\(index)]"))
        }
        return frames
    }

    private func decoded(_ text: String, _ name: String) throws(FaceAPIError) -> [UInt8] {
        do throws(Base64Error) {
            return try Base64.decode(text)
        } catch {
            var failure = FaceAPIError(
                .malformedResponse, "LivenessCompare: Response.\(name) is not base64: \(error.message)",
                action: APIDescription.livenessCompare.action)
            failure.requestID = requestID
            throw failure
        }
    }
}
