// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

extension FaceClient {
    /// Fetches a file of a liveness check into memory.
    ///
    /// Size and MD5 are checked as far as the service announced them. Failed and damaged transfers are
    /// made again as the retry policy allows. The file is personal data: whoever holds it decides how
    /// long it lives.
    ///
    /// - Parameters:
    ///   - file: from ``LivenessResult``, a few minutes old at most.
    ///   - options: deadline, retries and progress.
    /// - Throws: ``FaceAPIError`` with `downloadMismatch` when other bytes come than were announced,
    ///   `httpStatus` when the link is no longer good, `malformedResponse` for a URL that cannot be used,
    ///   `transportFailed`, `deadlineExceeded`, `cancelled`, `shutDown`.
    public func download(
        _ file: LivenessFile, options: CallOptions = CallOptions()
    ) async throws(FaceAPIError) -> [UInt8] {
        defer { options.progress?.finish() }
        let end = options.end(from: .now)
        let limit = configuration.transport.maximumResponseByteCount
        let expected = min(file.byteCount ?? 0, limit)
        try await waitForRoom(expected, Self.download, until: end)
        defer { gate.leave(expected) }
        let latest = Mutex<DownloadBuffer?>(nil)
        try await download(file, limit: limit, options: options, end: end) {
            let buffer = DownloadBuffer(byteCount: expected)
            latest.withLock { $0 = buffer }
            return buffer
        }
        return latest.withLock { $0 }?.take() ?? []
    }

    /// Fetches a file of a liveness check to a new file of mode 600, which appears there whole or not at
    /// all; a file of that name is replaced.
    ///
    /// Memory does not grow with the file; size and MD5 are checked on the way.
    ///
    /// - Parameters:
    ///   - file: from ``LivenessResult``, a few minutes old at most.
    ///   - path: where it goes.
    ///   - options: deadline, retries and progress.
    /// - Throws: ``FaceAPIError`` as ``download(_:options:)``; `transportFailed` also when the file cannot be
    ///   written.
    public func download(
        _ file: LivenessFile, to path: String, options: CallOptions = CallOptions()
    ) async throws(FaceAPIError) {
        defer { options.progress?.finish() }
        try await download(
            file, limit: file.byteCount ?? configuration.transport.maximumResponseByteCount, options: options,
            end: options.end(from: .now)
        ) { try DownloadFile(path: path) }
    }

    /// The name of a download in errors and in the log.
    private static let download = "GetLivenessResult's download"

    private func download(
        _ file: LivenessFile, limit: Int, options: CallOptions, end: ContinuousClock.Instant?,
        to makeTarget: @escaping @Sendable () throws -> any ResponseSink
    ) async throws(FaceAPIError) {
        var policy = options.retry ?? configuration.retry
        // Fetching changes nothing, however often it is done.
        policy.repeatsUnanswered = true
        var attempt = 0
        while true {
            attempt += 1
            let started = ContinuousClock.now
            let (response, failure) = await fetch(file, limit: limit, end: end, options, to: makeTarget)
            var pause: Duration?
            if var failure {
                failure.attemptCount = attempt
                pause = self.pause(after: failure, response, policy, attempt: attempt, end: end)
                note(file, attempt, response, failure, pause, started)
                guard let pause else { throw failure }
                do {
                    try await Task.sleep(for: pause, clock: .continuous)
                } catch {
                    var cancelled = Self.cancelled(Self.download)
                    cancelled.attemptCount = attempt
                    throw cancelled
                }
            } else {
                return note(file, attempt, response, nil, nil, started)
            }
        }
    }

    private func fetch(
        _ file: LivenessFile, limit: Int, end: ContinuousClock.Instant?, _ options: CallOptions,
        to makeTarget: @escaping @Sendable () throws -> any ResponseSink
    ) async -> (HTTPResponse?, FaceAPIError?) {
        let verdict = CheckedSink.Verdict()
        let request = HTTPRequest(
            method: .get, url: file.url,
            destination: .sink { try CheckedSink(file, target: try makeTarget(), verdict: verdict) },
            maximumResponseByteCount: limit, deadline: end, mayBeResent: true)
        do throws(TransportError) {
            let response = try await transport.send(request, progress: options.progress, mayBeFollowed: true)
            return (response, response.isSuccess ? nil : Self.statusError(response))
        } catch {
            return (nil, Self.failure(error, verdict.mismatch, end: end))
        }
    }

    private static func failure(
        _ error: TransportError, _ mismatch: String?, end: ContinuousClock.Instant?
    ) -> FaceAPIError {
        if let mismatch {
            return FaceAPIError(
                .downloadMismatch, "the file is not the one that was announced: \(mismatch)",
                hint: "ask for the result again, and fetch its files at once", action: download)
        }
        switch error.code {
        case .responseTooLarge:
            return FaceAPIError(
                .downloadMismatch, "the file is larger than announced, or than this client takes", hint: error.hint,
                action: download)
        case .invalidURL, .insecureURL:
            var failure = FaceAPIError(
                .malformedResponse, "the URL of the file cannot be used: \(error.message)", action: download)
            failure.transport = error
            return failure
        case .timedOut where end.map({ $0 <= .now }) ?? false:
            var failure = FaceAPIError(
                .deadlineExceeded, "the file did not come in the time allowed", hint: "allow more time",
                action: download)
            failure.transport = error
            return failure
        default: return FaceAPIError(error, action: download)
        }
    }

    private static func statusError(_ response: HTTPResponse) -> FaceAPIError {
        var error = FaceAPIError(
            .httpStatus, "the file was answered with status \(response.status)",
            hint: response.status < 500 ? "links live for minutes: ask for the result again" : "try again later",
            action: download)
        error.httpStatus = response.status
        return error
    }

    private func pause(
        after failure: FaceAPIError, _ response: HTTPResponse?, _ policy: RetryPolicy, attempt: Int,
        end: ContinuousClock.Instant?
    ) -> Duration? {
        guard !Task.isCancelled, attempt < policy.maximumAttempts else { return nil }
        let retryAfter = response.flatMap { Self.retryAfter($0) }
        let decision =
            failure.code == .downloadMismatch
            ? .pause(atLeast: nil)
            : RetryDecision(failure, retryAfter: retryAfter, isRepeatable: true, policy: policy)
        switch decision {
        case .pause(let least), .turnElsewhere(let least):
            let pause = policy.pause(before: attempt + 1, retryAfter: least, random: Double.random(in: 0...1))
            if let end, ContinuousClock.now.advanced(by: pause) >= end { return nil }
            return pause
        case .giveUp, .correctClock, .renewCredential: return nil
        }
    }

    private func note(
        _ file: LivenessFile, _ attempt: Int, _ response: HTTPResponse?, _ failure: FaceAPIError?, _ pause: Duration?,
        _ started: ContinuousClock.Instant
    ) {
        guard let log = configuration.log else { return }
        // The host alone: path and query are what opens the file.
        let host = (try? TransportURL(file.url)).map { "\($0.scheme)://\($0.authority)" } ?? "an unusable URL"
        log(
            RequestLogEntry(
                action: Self.download, attempt: attempt, endpoint: host, headers: HTTPHeaders(), bodyByteCount: 0,
                encryption: nil, status: response?.status, version: response?.version.description, requestID: nil,
                responseByteCount: response?.bodyByteCount ?? 0, duration: started.duration(to: .now),
                failure: failure.map(RequestLogEntry.codes), retryPause: pause))
    }
}
