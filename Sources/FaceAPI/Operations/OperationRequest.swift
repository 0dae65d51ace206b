// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import StrictJSON

/// A request of one of the typed operations, as ``FaceClient`` sends it.
protocol OperationRequest: Sendable {
    /// What preflight looks at.
    associatedtype Description: PreflightRequest
    /// What the service answers.
    associatedtype Answer: Sendable

    /// What is called.
    static var api: APIDescription { get }
    /// `X-TC-Region`.
    var region: String? { get }

    /// The cipher of the whole body; nil for a plain one.
    var wholeBodyAlgorithm: ContentAlgorithm? { get }

    /// Describes the request for preflight; media is inspected.
    ///
    /// - Throws: ``FaceAPIError`` with `invalidRequest` for a file that cannot be read.
    func described() throws(FaceAPIError) -> Description
    /// About how many bytes the body will hold in memory.
    func bodyByteCount(_ options: CallOptions) throws(FaceAPIError) -> Int
    /// Builds the body; media is read now.
    func body(_ options: CallOptions) throws(FaceAPIError) -> CallBody
    /// Reads the object under `Response`.
    static func answer(_ response: JSONValue) throws(FaceAPIError) -> Answer
    /// What an answer says of a failure; nil where it is one like any other.
    func failure(in answer: Answer) -> FaceAPIError?
}

extension OperationRequest {
    var wholeBodyAlgorithm: ContentAlgorithm? { nil }
    func failure(in answer: Answer) -> FaceAPIError? { nil }
}

extension FaceClient {
    /// Checks, sends and reads.
    func operate<Request: OperationRequest>(
        _ request: Request, _ options: CallOptions
    ) async throws(FaceAPIError) -> Request.Answer {
        // Also where nothing is sent, so that whoever waits for updates does not wait for ever.
        defer { options.progress?.finish() }
        let api = Request.api
        let response: APIResponse
        do throws(FaceAPIError) {
            if !options.skipsPreflight {
                let findings = try request.described().findings()
                try options.check(findings, action: api.action)
            }
            let byteCount = try request.bodyByteCount(options)
            response = try await perform(api, region: request.region, options: options, bodyByteCount: byteCount) {
                () throws(FaceAPIError) in
                let body = try request.body(options)
                // What was estimated before is known now: a `CiphertextBlob` may be longer than it was taken for.
                let findings = Preflight.bodyFindings(
                    bodyByteCount: body.content.byteCount, encryption: request.wholeBodyAlgorithm)
                try options.check(findings.filter { $0.severity == .refusal }, action: api.action)
                return body
            }
        } catch {
            var error = error
            error.action = api.action
            throw error
        }
        do throws(FaceAPIError) {
            let answer = try Request.answer(response.content)
            if let failure = request.failure(in: answer) { throw failure }
            return answer
        } catch {
            var error = error
            error.attemptCount = response.attemptCount
            throw error
        }
    }
}
