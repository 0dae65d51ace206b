// SPDX-License-Identifier: Apache-2.0

public import StrictJSON

/// The verdict of a liveness check, as GetLivenessResult answers it.
public struct LivenessResult: Hashable, Sendable {
    /// The verdict; anything but `0` is a check that failed.
    public let code: LivenessResultCode
    /// What the service says about it, in its language.
    public let resultDescription: String?
    /// The frame that was taken for the face; nil when there is none.
    public let bestFrame: LivenessFile?
    /// The video of the check; nil when there is none.
    public let video: LivenessFile?
    /// What the service calls the request.
    public let requestID: String

    /// Reads the object under `Response`, whatever the verdict is.
    ///
    /// - Throws: ``FaceAPIError`` with `malformedResponse` and the path of the field when `Result` is
    ///   missing, or a field has another type than the page says.
    public init(response: JSONValue) throws(FaceAPIError) {
        let fields = try AnswerFields(response: response, of: .getLivenessResult)
        requestID = fields.requestID
        code = LivenessResultCode(rawValue: try fields.text("Result"))
        resultDescription = try fields.optionalText("Description")
        bestFrame = try fields.optionalObject("BestFrame").flatMap(LivenessFile.init(reading:))
        video = try fields.optionalObject("Video").flatMap(LivenessFile.init(reading:))
    }

    /// The error that a failed check stands for; nil when it succeeded.
    public var failure: FaceAPIError? {
        guard !code.isSuccess else { return nil }
        let action = APIDescription.getLivenessResult.action
        let words = resultDescription ?? code.meaning ?? "no description"
        var error = FaceAPIError(
            .businessFailure, "\(action): \(code.rawValue): \(words.prefix(400))",
            hint: FaceAPIError.saysTheSame(resultDescription, code.meaning) ? nil : code.meaning, action: action)
        error.livenessCode = code
        error.serviceMessage = resultDescription
        error.requestID = requestID
        return error
    }
}
