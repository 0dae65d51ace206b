// SPDX-License-Identifier: Apache-2.0

/// What can be done about a failed attempt.
enum RetryDecision: Hashable {
    /// Nothing: the failure goes to the caller.
    case giveUp
    /// The same again, after a pause.
    case pause(atLeast: Duration?)
    /// The same again after a pause, at the next endpoint where there is one.
    case turnElsewhere(atLeast: Duration?)
    /// At once, by the service's clock.
    case correctClock
    /// At once, with a credential that is renewed.
    case renewCredential

    /// Judges a failure.
    ///
    /// - Parameters:
    ///   - error: the failure of one attempt.
    ///   - retryAfter: what the answer's `Retry-After` asks for.
    ///   - isRepeatable: whether making the request again changes nothing at the service.
    ///   - policy: what the caller allows.
    init(_ error: FaceAPIError, retryAfter: Duration?, isRepeatable: Bool, policy: RetryPolicy) {
        switch error.code {
        case .transportFailed: self = Self.onTransport(error.transport, policy: policy)
        case .httpStatus: self = Self.onStatus(error.httpStatus, retryAfter: retryAfter, isRepeatable: isRepeatable)
        case .serviceError:
            if let code = error.serviceCode {
                self = Self.onService(code, retryAfter: retryAfter, isRepeatable: isRepeatable)
            } else if let code = error.legacyCode {
                self = Self.onLegacy(code, retryAfter: retryAfter, isRepeatable: isRepeatable)
            } else {
                self = .giveUp
            }
        default: self = .giveUp
        }
    }

    private static func onTransport(_ error: TransportError?, policy: RetryPolicy) -> RetryDecision {
        guard let error else { return .giveUp }
        // Whatever was sent whole may have been worked on, and billed even where it changes nothing. Anything less, the
        // service cannot have acted on.
        guard error.exposure != .complete || policy.repeatsUnanswered else { return .giveUp }
        switch error.code {
        case .couldNotResolve, .couldNotConnect, .proxyFailed, .tlsHandshakeFailed, .connectionReset, .timedOut,
            .stalled,
            .truncatedResponse, .malformedResponse:
            return .turnElsewhere(atLeast: nil)
        // A certificate that does not fit is no fault to get around: it may be somebody in the way.
        default: return .giveUp
        }
    }

    private static func onStatus(_ status: Int?, retryAfter: Duration?, isRepeatable: Bool) -> RetryDecision {
        switch status {
        // Both say that the request was not worked on.
        case 429: .pause(atLeast: retryAfter)
        case 503: .turnElsewhere(atLeast: retryAfter)
        case 500, 502, 504: isRepeatable ? .turnElsewhere(atLeast: retryAfter) : .giveUp
        default: .giveUp
        }
    }

    private static func onService(
        _ code: ServiceErrorCode, retryAfter: Duration?, isRepeatable: Bool
    ) -> RetryDecision {
        switch code {
        case .authFailureSignatureExpire: .correctClock
        case .authFailureTokenFailure: .renewCredential
        default: on(code.retryAdvice, retryAfter: retryAfter, isRepeatable: isRepeatable)
        }
    }

    private static func onLegacy(
        _ code: LegacyErrorCode, retryAfter: Duration?, isRepeatable: Bool
    ) -> RetryDecision {
        switch code {
        case .signatureExpired: .correctClock
        default: on(code.retryAdvice, retryAfter: retryAfter, isRepeatable: isRepeatable)
        }
    }

    private static func on(_ advice: RetryAdvice, retryAfter: Duration?, isRepeatable: Bool) -> RetryDecision {
        switch advice {
        // Every attempt has a signature of its own.
        case .backOff, .signAgain: .pause(atLeast: retryAfter)
        case .transient: isRepeatable ? .pause(atLeast: retryAfter) : .giveUp
        case .never, .otherMedia: .giveUp
        }
    }
}
