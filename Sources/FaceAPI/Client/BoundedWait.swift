// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// What came of a wait that ends with its task or at a deadline, whatever it was for.
enum BoundedWait<Value: Sendable>: Sendable {
    case value(Value)
    /// The task that waited was cancelled.
    case cancelled
    /// The deadline came.
    case late

    /// Waits for work whose author may have thought of neither cancellation nor deadlines.
    ///
    /// Whoever stops waiting cancels the work, and leaves it behind where it does not heed that.
    static func result(
        until end: ContinuousClock.Instant?, of work: @escaping @Sendable () async -> Value
    ) async -> BoundedWait {
        let outcome = FirstOutcome<BoundedWait>()
        let worker = Task { outcome.settle(.value(await work())) }
        let timer = end.map { end in
            Task {
                try await Task.sleep(until: end, clock: .continuous)
                outcome.settle(.late)
            }
        }
        defer {
            worker.cancel()
            timer?.cancel()
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { outcome.resume($0) }
        } onCancel: {
            outcome.settle(.cancelled)
        }
    }
}

/// Hands the first of several outcomes to the one who waits.
private final class FirstOutcome<Outcome: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Outcome, Never>)
        case settled(Outcome)
        case over
    }

    private let state = Mutex(State.open)

    /// Takes an outcome; every one but the first is dropped.
    func settle(_ outcome: Outcome) {
        let continuation: CheckedContinuation<Outcome, Never>? = state.withLock { state in
            switch state {
            case .open:
                state = .settled(outcome)
                return nil
            case .awaited(let continuation):
                state = .over
                return continuation
            case .settled, .over: return nil
            }
        }
        continuation?.resume(returning: outcome)
    }

    /// Resumes with the first outcome, now or when it comes; called once.
    func resume(_ continuation: CheckedContinuation<Outcome, Never>) {
        let outcome: Outcome? = state.withLock { state in
            guard case .settled(let outcome) = state else {
                state = .awaited(continuation)
                return nil
            }
            state = .over
            return outcome
        }
        if let outcome { continuation.resume(returning: outcome) }
    }
}
