// SPDX-License-Identifier: Apache-2.0

/// What may differ from one call to the next.
public struct CallOptions: Sendable {
    /// Whether the signature covers the body.
    public enum PayloadSigning: Hashable, Sendable {
        /// It does.
        case signed
        /// It does not, as the vendor's SDKs do for `UNSIGNED-PAYLOAD`; the body can then be made while it is sent, and
        /// nothing of it is held in memory. Refused for AES-256-CBC, which does not show changes by itself.
        case unsigned
    }

    /// An instant after which no answer is waited for, further attempts included.
    public var deadline: ContinuousClock.Instant?
    /// The time for the whole call, further attempts and waiting for a turn included.
    public var timeout: Duration?
    /// How often this request is made again; nil for the client's policy.
    public var retry: RetryPolicy?
    /// Where to report how far the upload has got; its updates span all attempts and end with the call, however the
    /// reporter was made.
    public var progress: ProgressReporter?
    /// Whether to send what the documentation says the service will not take.
    public var skipsPreflight = false
    /// Takes what the documentation advises against, before anything is sent.
    public var onWarnings: (@Sendable ([PreflightFinding]) -> Void)?
    /// Whether the signature covers the body.
    public var payloadSigning = PayloadSigning.signed
    /// Further headers to send, the same with each attempt; what the signer or the transport writes is refused.
    ///
    /// Downloads go to another server, and without these.
    public var additionalHeaders = HTTPHeaders()
    /// Whether the signature covers ``additionalHeaders`` too, as the vendor's page allows; its SDKs leave them out.
    ///
    /// The legacy signature covers no header.
    public var signsAdditionalHeaders = false
    /// What the service's log is to find this call by, sent as `X-TC-TraceId`; nil for a random UUID, as the vendor's
    /// SDKs send one.
    ///
    /// Each attempt carries the same. ``RequestLogEntry/headers`` has it, also where no answer gave a RequestId.
    public var traceID: String?

    /// The defaults.
    public init() {}

    /// Checks a request unless that is to be skipped, and hands on what is only advised against.
    ///
    /// - Throws: ``FaceAPIError`` with `refusedByPreflight`.
    func check(_ findings: @autoclosure () -> [PreflightFinding], action: String) throws(FaceAPIError) {
        guard !skipsPreflight else { return }
        let findings = findings()
        if let error = PreflightError(findings) { throw FaceAPIError(error, action: action) }
        if !findings.isEmpty { onWarnings?(findings) }
    }

    /// The deadline and the timeout as one instant.
    func end(from start: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        let ends = [deadline, timeout.map { start.advanced(by: $0) }].compactMap(\.self)
        return ends.min()
    }
}
