// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

extension APIDescription {
    static let getLivenessResult = APIDescription(
        service: "faceid", action: "GetLivenessResult", version: "2018-03-01", topic: .getLivenessResult,
        isRepeatable: true)
}

extension FaceClient {
    /// Asks for the verdict of a liveness check that ran in the vendor's app SDK.
    ///
    /// A check that failed comes as an error unless
    /// ``GetLivenessResultRequest/acceptsFailedChecks`` is set. A verdict can be asked for during two hours;
    /// its files are to be fetched at once with ``download(_:options:)``, their links live for minutes.
    ///
    /// - Parameters:
    ///   - request: the token of the check.
    ///   - options: deadline and the like.
    /// - Throws: ``FaceAPIError``; `businessFailure` with ``FaceAPIError/livenessCode`` for any `Result` but
    ///   `0`; `refusedByPreflight` before anything is sent; `serviceError`, `malformedResponse`.
    public func getLivenessResult(
        _ request: GetLivenessResultRequest, options: CallOptions = CallOptions()
    ) async throws(FaceAPIError) -> LivenessResult {
        try await operate(request, options)
    }
}

extension GetLivenessResultRequest: OperationRequest {
    static var api: APIDescription { .getLivenessResult }

    func described() -> Preflight.GetLivenessResult {
        Preflight.GetLivenessResult(sdkToken: sdkToken, region: region)
    }

    func bodyByteCount(_ options: CallOptions) -> Int { json().count }

    func body(_ options: CallOptions) throws(FaceAPIError) -> CallBody { CallBody(json: json()) }

    static func answer(_ response: JSONValue) throws(FaceAPIError) -> LivenessResult {
        try LivenessResult(response: response)
    }

    func failure(in answer: LivenessResult) -> FaceAPIError? { acceptsFailedChecks ? nil : answer.failure }
}
