// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Lets requests in while the bodies that are in memory at once stay within a limit.
///
/// A body larger than the whole limit goes in alone. Requests go in in the order in which they came.
final class BodyGate: Sendable {
    /// How waiting at the gate ended.
    enum Admission: Sendable {
        /// There is room, and it is taken until ``BodyGate/leave(_:)``.
        case entered
        /// The task was cancelled; nothing is held.
        case cancelled
        /// The deadline came; nothing is held.
        case late
    }

    private struct Waiter {
        let id: UInt64
        let byteCount: Int
        let continuation: CheckedContinuation<Admission, Never>
    }

    private struct State {
        var inUse = 0
        var nextID: UInt64 = 0
        var waiters: [Waiter] = []
        /// Waiters that were cancelled before they began to wait.
        var cancelled: Set<UInt64> = []
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    /// Waits for room.
    ///
    /// - Parameters:
    ///   - byteCount: the body's.
    ///   - end: when there is no use in waiting any longer.
    /// - Returns: how it ended. After `entered`, ``leave(_:)`` must follow.
    func enter(_ byteCount: Int, until end: ContinuousClock.Instant? = nil) async -> Admission {
        guard !Task.isCancelled else { return .cancelled }
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        var timer: Task<Void, any Error>?
        defer {
            timer?.cancel()
            // A cancellation that came between admission and return has left its mark.
            state.withLock { _ = $0.cancelled.remove(id) }
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Admission? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return .cancelled }
                    guard state.waiters.isEmpty, fits(byteCount, state) else {
                        state.waiters.append(Waiter(id: id, byteCount: byteCount, continuation: continuation))
                        return nil
                    }
                    state.inUse += byteCount
                    return .entered
                }
                if let answer { return continuation.resume(returning: answer) }
                // Begun once the waiter is in its place: a timer that finds none has nothing to end.
                timer = end.map { end in
                    Task {
                        try await Task.sleep(until: end, clock: .continuous)
                        self.dismiss(id, .late)
                    }
                }
            }
        } onCancel: {
            dismiss(id, .cancelled)
        }
    }

    /// Gives room back.
    func leave(_ byteCount: Int) {
        state.withLock { $0.inUse -= byteCount }
        admit()
    }

    /// Ends one wait; those behind it may fit now.
    private func dismiss(_ id: UInt64, _ answer: Admission) {
        let waiter: Waiter? = state.withLock { state in
            guard let index = state.waiters.firstIndex(where: { $0.id == id }) else {
                if answer == .cancelled { state.cancelled.insert(id) }
                return nil
            }
            return state.waiters.remove(at: index)
        }
        waiter?.continuation.resume(returning: answer)
        admit()
    }

    private func admit() {
        let admitted = state.withLock { state in
            var admitted: [Waiter] = []
            while let first = state.waiters.first, fits(first.byteCount, state) {
                state.inUse += first.byteCount
                admitted.append(state.waiters.removeFirst())
            }
            return admitted
        }
        for waiter in admitted { waiter.continuation.resume(returning: .entered) }
    }

    private func fits(_ byteCount: Int, _ state: State) -> Bool {
        state.inUse == 0 || state.inUse + byteCount <= limit
    }
}
