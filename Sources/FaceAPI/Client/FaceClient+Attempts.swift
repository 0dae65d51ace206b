// SPDX-License-Identifier: Apache-2.0

internal import TC3Signing

extension FaceClient {
    /// Makes attempts until one is answered, or none can help, or the time is over.
    ///
    /// - Throws: the failure of the last attempt; `noCredential`, `deadlineExceeded`, `cancelled`.
    func run<Answer: Sendable>(
        _ exchange: Exchange<Answer>, options: CallOptions, end: ContinuousClock.Instant?
    ) async throws(FaceAPIError) -> ExchangeOutcome<Answer> {
        let policy = options.retry ?? configuration.retry
        var state = AttemptState()
        while true {
            state.attempt += 1
            do throws(FaceAPIError) {
                try await waitForTurn(exchange.action, state, end: end)
            } catch {
                var error = error
                error.attemptCount = state.attempt - 1
                throw error
            }
            let result = await attempt(exchange, state, options: options, end: end)
            switch result.outcome {
            case .success(let answered):
                note(exchange, state, result, requestID: exchange.requestID(answered.answer), failure: nil, pause: nil)
                return ExchangeOutcome(
                    answer: answered.answer, attemptCount: state.attempt, endpoint: result.endpoint,
                    timings: answered.timings)
            case .failure(let failure):
                let pause = await next(after: failure, result, exchange, policy, &state, end: end)
                note(exchange, state, result, requestID: failure.requestID, failure: failure, pause: pause)
                guard let pause else { throw failure }
                try await sleep(pause, exchange.action, state)
            }
        }
    }

    /// What is remembered from one attempt to the next.
    struct AttemptState {
        var attempt = 0
        var endpointIndex = 0
        var hasCorrectedClock = false
        var hasRenewedCredential = false

        /// The attempts without those that were refused for the clock or the token: the service looked at nothing else
        /// in them.
        var countedAttempt: Int { attempt - (hasCorrectedClock ? 1 : 0) - (hasRenewedCredential ? 1 : 0) }
    }

    /// What came of one attempt.
    private struct AttemptResult<Answer: Sendable> {
        var outcome: Result<(answer: Answer, timings: TransportTimings), FaceAPIError>
        var response: HTTPResponse?
        var headers = HTTPHeaders()
        /// What it was signed with.
        var timestamp: Int64 = 0
        var endpoint: Endpoint
        var duration: Duration = .zero
    }

    private func attempt<Answer: Sendable>(
        _ exchange: Exchange<Answer>, _ state: AttemptState, options: CallOptions, end: ContinuousClock.Instant?
    ) async -> AttemptResult<Answer> {
        let endpoint = exchange.endpoints[state.endpointIndex]
        var result = AttemptResult<Answer>(
            outcome: .failure(Self.cancelled(exchange.action)), endpoint: endpoint)
        let started = ContinuousClock.now
        var sentCount = state.attempt - 1
        do throws(FaceAPIError) {
            let credential = try await credential(for: exchange.action, until: end)
            do throws(TC3SigningError) {
                // The time of sending: to get a credential may have taken a while.
                result.timestamp = clock.now
                result.headers = try exchange.sign(endpoint, credential, result.timestamp)
            } catch {
                throw FaceAPIError(.invalidRequest, error.message, hint: error.hint, action: exchange.action)
            }
            let request = HTTPRequest(
                url: endpoint.url + exchange.path, headers: result.headers, body: exchange.body, deadline: end,
                mayBeResent: (options.retry ?? configuration.retry).repeatsUnanswered)
            sentCount = state.attempt
            let response: HTTPResponse
            do throws(TransportError) {
                response = try await transport.send(request, progress: options.progress, mayBeFollowed: true)
            } catch {
                throw transportError(error, exchange.action, end: end)
            }
            result.response = response
            result.outcome = .success((try exchange.read(response), response.timings))
        } catch {
            var error = error
            error.attemptCount = sentCount
            result.outcome = .failure(error)
        }
        result.duration = started.duration(to: .now)
        return result
    }

    private func credential(
        for action: String, until end: ContinuousClock.Instant?
    ) async throws(FaceAPIError) -> Credential {
        let credentials = credentials
        let wait = await BoundedWait.result(until: end) { () -> Result<Credential, CredentialError> in
            do throws(CredentialError) {
                return .success(try await credentials.credential())
            } catch {
                return .failure(error)
            }
        }
        switch wait {
        case .value(.success(let credential)): return credential
        case .value(.failure(let error)):
            throw FaceAPIError(.noCredential, error.message, hint: error.hint, action: action)
        case .cancelled: throw Self.cancelled(action)
        case .late:
            throw Self.deadlineExceeded(
                action, hint: "the time went by while a credential was fetched: allow more, or look at its source")
        }
    }

    private func transportError(
        _ error: TransportError, _ action: String, end: ContinuousClock.Instant?
    ) -> FaceAPIError {
        guard error.code == .timedOut, let end, end <= .now else { return FaceAPIError(error, action: action) }
        var failure = Self.deadlineExceeded(action)
        failure.transport = error
        return failure
    }

    /// Judges a failure, and prepares the next attempt.
    ///
    /// - Returns: the pause before it; nil when there is to be none.
    private func next<Answer: Sendable>(
        after failure: FaceAPIError, _ result: AttemptResult<Answer>, _ exchange: Exchange<Answer>,
        _ policy: RetryPolicy, _ state: inout AttemptState, end: ContinuousClock.Instant?
    ) async -> Duration? {
        guard !Task.isCancelled else { return nil }
        let retryAfter = result.response.flatMap { Self.retryAfter($0) }
        let decision = RetryDecision(
            failure, retryAfter: retryAfter, isRepeatable: exchange.isRepeatable, policy: policy)
        switch decision {
        case .giveUp: return nil
        case .correctClock:
            guard !state.hasCorrectedClock, let response = result.response,
                let time = ServerTime.seconds(of: response, message: failure.serviceMessage),
                clock.correct(to: time, from: result.timestamp)
            else { return nil }
            state.hasCorrectedClock = true
            return .zero
        case .renewCredential:
            let credentials = credentials
            guard !state.hasRenewedCredential,
                case .value(true) = await BoundedWait.result(until: end, of: { await credentials.renew() })
            else { return nil }
            state.hasRenewedCredential = true
            return .zero
        case .pause(let least), .turnElsewhere(let least):
            guard state.countedAttempt < policy.maximumAttempts else { return nil }
            let turns = if case .turnElsewhere = decision { exchange.endpoints.count > 1 } else { false }
            if turns { state.endpointIndex = (state.endpointIndex + 1) % exchange.endpoints.count }
            let pause = policy.pause(
                before: state.countedAttempt + 1, retryAfter: least, random: Double.random(in: 0...1))
            // An attempt that could not be answered in time is not begun.
            if let end, ContinuousClock.now.advanced(by: pause) >= end { return nil }
            return pause
        }
    }

    /// The seconds of a `Retry-After` (RFC 9110, section 10.2.3), at most an hour; its other form, a date, is measured
    /// by the answer's own.
    static func retryAfter(_ response: HTTPResponse) -> Duration? {
        guard let value = response.headers["retry-after"] else { return nil }
        if let seconds = Int64(value) { return .seconds(min(max(seconds, 0), 3_600)) }
        guard let date = HTTPDate(value), let now = response.remoteDate else { return nil }
        return .seconds(min(max(date.secondsSince1970 - now, 0), 3_600))
    }

    private func waitForTurn(
        _ action: String, _ state: AttemptState, end: ContinuousClock.Instant?
    ) async throws(FaceAPIError) {
        guard !Task.isCancelled else { throw Self.cancelled(action) }
        let now = ContinuousClock.now
        if let end, end <= now { throw Self.deadlineExceeded(action) }
        switch limiter.nextTurn(of: action, now: now, deadline: end) {
        case .at(let turn):
            if turn > now { try await sleep(now.duration(to: turn), action, state) }
        case .afterDeadline(let turn):
            var error = Self.deadlineExceeded(action)
            error.hint =
                "\(action) has its next turn in \(now.duration(to: turn)), by the limit of "
                + "\(configuration.rateLimits.perSecond[action] ?? 0) a second"
            throw error
        }
    }

    private func sleep(_ duration: Duration, _ action: String, _ state: AttemptState) async throws(FaceAPIError) {
        guard duration > .zero else { return }
        do {
            try await Task.sleep(for: duration, clock: .continuous)
        } catch {
            var error = Self.cancelled(action)
            error.attemptCount = state.attempt
            throw error
        }
    }

    static func deadlineExceeded(_ action: String, hint: String = "allow more time") -> FaceAPIError {
        FaceAPIError(
            .deadlineExceeded, "no answer to \(action) came in the time allowed", hint: hint, action: action)
    }

    private func note<Answer: Sendable>(
        _ exchange: Exchange<Answer>, _ state: AttemptState, _ result: AttemptResult<Answer>, requestID: String?,
        failure: FaceAPIError?, pause: Duration?
    ) {
        guard let log = configuration.log else { return }
        log(
            RequestLogEntry(
                action: exchange.action, attempt: state.attempt, endpoint: result.endpoint.description,
                headers: RequestLogEntry.redacted(result.headers), bodyByteCount: exchange.body.byteCount,
                encryption: exchange.encryption, status: result.response?.status,
                version: result.response?.version.description, requestID: requestID,
                responseByteCount: result.response?.bodyByteCount ?? 0, duration: result.duration,
                failure: failure.map(RequestLogEntry.codes), retryPause: pause))
    }
}
