// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The end of ``ProgressUpdates`` that a request writes to.
///
/// ```swift
/// let (updates, reporter) = ProgressReporter.make()
/// async let response = transport.send(request, progress: reporter)
/// for await progress in updates { print(progress.fractionSent) }
/// let answer = try await response
/// ```
public final class ProgressReporter: Sendable {
    private struct State {
        var attempt = 0
        var total = 0
        var sent = 0
        var received = 0
        var lastUpdate: ContinuousClock.Instant?
        var hasReportedEnd = false
    }

    private let state = Mutex(State())
    private let continuation: AsyncStream<TransportProgress>.Continuation
    private let interval: Duration
    private let spansAttempts: Bool

    private init(
        _ continuation: AsyncStream<TransportProgress>.Continuation, every interval: Duration, spansAttempts: Bool
    ) {
        self.continuation = continuation
        self.interval = interval
        self.spansAttempts = spansAttempts
    }

    deinit { continuation.finish() }

    /// Makes a reporter and the updates it gives.
    ///
    /// - Parameters:
    ///   - interval: the least time between two updates; the first and the last are never held back.
    ///   - spansAttempts: for ``HTTPTransport/send(_:progress:)``: false ends the updates with the first request that
    ///     is given the reporter; true leaves that to ``finish()``, for a caller that may send again. A ``FaceClient``
    ///     ends them with its call either way.
    public static func make(
        every interval: Duration = .milliseconds(100), spansAttempts: Bool = false
    ) -> (updates: ProgressUpdates, reporter: ProgressReporter) {
        let (stream, continuation) = AsyncStream.makeStream(
            of: TransportProgress.self, bufferingPolicy: .bufferingNewest(1))
        let reporter = ProgressReporter(continuation, every: interval, spansAttempts: spansAttempts)
        return (ProgressUpdates(stream), reporter)
    }

    /// Ends the updates.
    public func finish() { continuation.finish() }

    func attemptBegan(totalByteCount: Int) {
        state.withLock { state in
            state = State(attempt: state.attempt + 1, total: totalByteCount)
            yield(&state, at: .now)
        }
    }

    /// Takes counts from the event loop; lower counts than before, from a body that is sent again,
    /// change nothing.
    func report(sent: Int, received: Int) {
        state.withLock { state in
            guard sent > state.sent || received > state.received else { return }
            state.sent = min(max(sent, state.sent), state.total)
            state.received = max(received, state.received)
            let now = ContinuousClock.now
            let isFullySent = state.sent == state.total && !state.hasReportedEnd
            guard isFullySent || state.lastUpdate.map({ $0.duration(to: now) >= interval }) ?? true else { return }
            state.hasReportedEnd = state.hasReportedEnd || isFullySent
            yield(&state, at: now)
        }
    }

    /// Gives the last counts, so that the final update is complete, and ends the updates unless they span attempts.
    ///
    /// - Parameter mayHaveFollower: whether the sender may try again, and ends the updates itself.
    func attemptEnded(mayHaveFollower: Bool) {
        state.withLock { state in yield(&state, at: .now) }
        if !spansAttempts && !mayHaveFollower { continuation.finish() }
    }

    private func yield(_ state: inout State, at now: ContinuousClock.Instant) {
        state.lastUpdate = now
        continuation.yield(
            TransportProgress(
                attempt: state.attempt, sentByteCount: state.sent, totalByteCount: state.total,
                receivedByteCount: state.received))
    }
}
