// SPDX-License-Identifier: Apache-2.0

public import StrictJSON

/// What `livedetectpicture` answers.
public struct LiveDetectPictureResult: Hashable, Sendable {
    /// How surely the photo shows a living person, 0 to 100; mostly 80 to 100, and often 0.
    public let score: Int

    /// The score above which the page recommends to take the person for living.
    public static let recommendedThreshold = 87

    /// Whether the person is taken for living: a score above the threshold.
    public func isLive(threshold: Int = recommendedThreshold) -> Bool { score > threshold }

    /// Reads an answer: `{"data":{"score":30},"code":0,"message":"OK"}`.
    ///
    /// - Throws: ``FaceAPIError`` with `serviceError` and ``FaceAPIError/legacyCode`` for any `code` but 0;
    ///   `malformedResponse` and the path of the field when `code`, or in a success `data.score`, is
    ///   missing or no such number as the page says.
    public init(answer: JSONValue) throws(FaceAPIError) {
        let api = APIDescription(service: "", action: LiveDetectPicture.action, version: "")
        guard answer.object != nil else {
            throw FaceAPIError(
                .malformedResponse, "\(api.action): the answer is not an object", action: api.action)
        }
        let fields = AnswerFields(object: answer, path: "answer", api: api, requestID: "")
        let code = LegacyErrorCode(rawValue: try fields.int("code"))
        let words = try fields.optionalText("message")
        guard code == .success else { throw Self.failure(code, words) }
        guard let data = try fields.optionalObject("data") else { throw fields.malformed("data", "is missing") }
        score = Int(try data.number("score", in: 0...100).rounded(.down))
    }

    /// Reads a complete answer, of whatever status.
    init(content: [UInt8], status: Int) throws(FaceAPIError) {
        do throws(FaceAPIError) {
            self = try Self.read(content, status: status)
        } catch {
            var error = error
            error.httpStatus = status
            throw error
        }
    }

    private static func read(_ content: [UInt8], status: Int) throws(FaceAPIError) -> Self {
        let isSuccess = (200...299).contains(status)
        // The page's own example has a comma before a closing brace, so the service may.
        let parsed =
            (try? JSONValue(parsing: content.span))
            ?? (try? JSONValue(parsing: TrailingCommas.removed(from: content).span))
        guard let parsed, parsed["code"] != nil || isSuccess else {
            throw FaceAPIError(
                isSuccess ? .malformedResponse : .httpStatus,
                "\(LiveDetectPicture.action): \(isSuccess ? "the answer is not JSON" : "status \(status), and no code")",
                hint: "is the endpoint one of this service?", action: LiveDetectPicture.action)
        }
        return try LiveDetectPictureResult(answer: parsed)
    }

    private static func failure(_ code: LegacyErrorCode, _ words: String?) -> FaceAPIError {
        let text = words ?? code.meaning ?? "no message"
        var error = FaceAPIError(
            .serviceError, "\(LiveDetectPicture.action): \(code.rawValue): \(text.prefix(400))",
            hint: code.meaning == words ? nil : code.meaning, action: LiveDetectPicture.action)
        error.legacyCode = code
        error.serviceMessage = words
        return error
    }
}
