// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FaceAPI

struct RetryDecisionTests {
    private func decision(
        _ error: FaceAPIError, retryAfter: Duration? = nil, isRepeatable: Bool = true,
        policy: RetryPolicy = RetryPolicy()
    ) -> RetryDecision {
        RetryDecision(error, retryAfter: retryAfter, isRepeatable: isRepeatable, policy: policy)
    }

    private func transport(_ code: TransportError.Code, _ exposure: TransportError.Exposure) -> FaceAPIError {
        FaceAPIError(TransportError(code, "it failed", exposure: exposure), action: "A")
    }

    private func service(_ code: ServiceErrorCode) -> FaceAPIError {
        var error = FaceAPIError(.serviceError, "it failed")
        error.serviceCode = code
        return error
    }

    private func legacy(_ code: LegacyErrorCode) -> FaceAPIError {
        var error = FaceAPIError(.serviceError, "it failed")
        error.legacyCode = code
        return error
    }

    private func status(_ status: Int) -> FaceAPIError {
        var error = FaceAPIError(.httpStatus, "it failed")
        error.httpStatus = status
        return error
    }

    @Test(
        "a connection that fails before the whole request is sent is tried again, elsewhere where there is one",
        arguments: [
            TransportError.Code.couldNotResolve, .couldNotConnect, .connectionReset, .timedOut, .stalled,
            .tlsHandshakeFailed, .truncatedResponse, .malformedResponse,
        ], [TransportError.Exposure.none, .partial])
    func unsent(_ code: TransportError.Code, _ exposure: TransportError.Exposure) {
        #expect(decision(transport(code, exposure), isRepeatable: false) == .turnElsewhere(atLeast: nil))
    }

    @Test("a request that was sent whole and not answered is tried again only where that is allowed")
    func unanswered() {
        let error = transport(.connectionReset, .complete)
        #expect(decision(error) == .giveUp)
        #expect(decision(error, policy: RetryPolicy(repeatsUnanswered: true)) == .turnElsewhere(atLeast: nil))
    }

    @Test(
        "what another attempt cannot mend is not tried again",
        arguments: [
            TransportError.Code.tlsVerificationFailed, .tlsTooOld, .redirected, .responseTooLarge, .uploadFailed,
            .libraryFailure,
        ])
    func hopeless(_ code: TransportError.Code) {
        #expect(decision(transport(code, .none)) == .giveUp)
    }

    @Test("a cancelled request, a bad one and a missing credential are not tried again")
    func callersOwn() {
        #expect(decision(transport(.cancelled, .none)) == .giveUp)
        #expect(decision(transport(.invalidHeader, .none)) == .giveUp)
        #expect(decision(FaceAPIError(.noCredential, "none")) == .giveUp)
        #expect(decision(FaceAPIError(.malformedResponse, "odd")) == .giveUp)
        #expect(decision(FaceAPIError(.businessFailure, "no face")) == .giveUp)
    }

    @Test("statuses that say the request was not worked on are tried again, after the time they name")
    func statuses() {
        #expect(decision(status(429), retryAfter: .seconds(3), isRepeatable: false) == .pause(atLeast: .seconds(3)))
        #expect(decision(status(503), retryAfter: .seconds(3)) == .turnElsewhere(atLeast: .seconds(3)))
        #expect(decision(status(502)) == .turnElsewhere(atLeast: nil))
        #expect(decision(status(502), isRepeatable: false) == .giveUp)
        #expect(decision(status(404)) == .giveUp)
    }

    @Test(
        "every code for too many requests is waited for, iai's own and unknown ones among them",
        arguments: [
            ServiceErrorCode.requestLimitExceeded, .requestLimitExceededUinLimitExceeded,
            .requestLimitExceededGlobalRegionUinLimitExceeded, .requestLimitExceededIPLimitExceeded,
            "FailedOperation.RequestLimitExceeded", "RequestLimitExceeded.SomethingNew",
        ])
    func rate(_ code: ServiceErrorCode) {
        #expect(decision(service(code), isRepeatable: false) == .pause(atLeast: nil))
    }

    @Test("the service's own faults are tried again only where that changes nothing")
    func transient() {
        #expect(decision(service("InternalError")) == .pause(atLeast: nil))
        #expect(decision(service("InternalError"), isRepeatable: false) == .giveUp)
        #expect(decision(service("InvalidParameter")) == .giveUp)
        #expect(decision(service("FailedOperation.CoveredFace")) == .giveUp)
    }

    @Test("a refused timestamp corrects the clock, a refused token renews the credential")
    func signing() {
        #expect(decision(service(.authFailureSignatureExpire), isRepeatable: false) == .correctClock)
        #expect(decision(service(.authFailureTokenFailure), isRepeatable: false) == .renewCredential)
        #expect(decision(service(.authFailureSignatureFailure)) == .giveUp)
    }
}

extension RetryDecisionTests {
    @Test("the legacy service's numbers are decided as the codes of API 3.0 are")
    func legacyCodes() {
        #expect(decision(legacy(.signatureExpired), isRepeatable: false) == .correctClock)
        #expect(decision(legacy(.replayed)) == .pause(atLeast: nil))
        #expect(decision(legacy(.tooFrequent), isRepeatable: false) == .pause(atLeast: nil))
        #expect(decision(legacy(.signatureMismatch)) == .giveUp)
    }

    @Test("what the tables call worth another attempt gets one, and nothing else does")
    func agreesWithAdvice() {
        for code in LegacyErrorCode.documented {
            #expect((decision(legacy(code)) != .giveUp) == code.retryAdvice.allowsAutomaticRetry, "\(code)")
        }
    }
}

struct RetryPolicyTests {
    @Test("pauses double, have a random half, and stay below the longest")
    func pauses() {
        let policy = RetryPolicy(maximumAttempts: 9, baseDelay: .milliseconds(100), maximumDelay: .seconds(1))
        #expect(policy.pause(before: 2, retryAfter: nil, random: 1) == .milliseconds(100))
        #expect(policy.pause(before: 2, retryAfter: nil, random: 0) == .milliseconds(50))
        #expect(policy.pause(before: 3, retryAfter: nil, random: 1) == .milliseconds(200))
        #expect(policy.pause(before: 5, retryAfter: nil, random: 1) == .milliseconds(800))
        #expect(policy.pause(before: 6, retryAfter: nil, random: 1) == .seconds(1))
        #expect(policy.pause(before: 10_000, retryAfter: nil, random: 1) == .seconds(1))
    }

    @Test("Retry-After is a minimum, also beyond the longest pause")
    func retryAfter() {
        let policy = RetryPolicy(baseDelay: .milliseconds(100), maximumDelay: .seconds(1))
        #expect(policy.pause(before: 2, retryAfter: .seconds(7), random: 0) == .seconds(7))
        #expect(policy.pause(before: 2, retryAfter: .zero, random: 1) == .milliseconds(100))
    }

    @Test("there is always a first attempt")
    func atLeastOne() {
        #expect(RetryPolicy(maximumAttempts: -3).maximumAttempts == 1)
        #expect(RetryPolicy.none.maximumAttempts == 1)
    }
}
