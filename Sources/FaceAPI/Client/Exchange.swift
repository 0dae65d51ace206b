// SPDX-License-Identifier: Apache-2.0

internal import TC3Signing

/// One call as the attempts at it see it: what to send where, and how to read the answer.
struct Exchange<Answer: Sendable>: Sendable {
    /// The action, for limits, errors and the log.
    let action: String
    /// Whether making the same request again changes nothing at the service.
    let isRepeatable: Bool
    /// The places to try, the preferred one first; at least one.
    let endpoints: [Endpoint]
    /// The body, the same in every attempt.
    let body: RequestBody
    /// How the body is encrypted, for the log.
    let encryption: String?
    /// The path behind the endpoint.
    let path: String
    /// Signs an attempt: the headers for an endpoint, by a credential, at a time.
    let sign: @Sendable (Endpoint, Credential, Int64) throws(TC3SigningError) -> HTTPHeaders
    /// Reads an answer; the errors it throws say by their codes whether another attempt can help.
    let read: @Sendable (HTTPResponse) throws(FaceAPIError) -> Answer
    /// What the service calls an answer, for the log.
    let requestID: @Sendable (Answer) -> String?
}

/// What came of an exchange.
struct ExchangeOutcome<Answer: Sendable>: Sendable {
    let answer: Answer
    let attemptCount: Int
    let endpoint: Endpoint
    let timings: TransportTimings
}
