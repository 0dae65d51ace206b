// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Lets requests in while the bodies that are in memory at once stay within a limit.
///
/// A body larger than the whole limit goes in alone. Requests go in in the order in which they came.
final class BodyGate: Sendable {
    private struct Waiter {
        let id: UInt64
        let byteCount: Int
        let continuation: CheckedContinuation<Bool, Never>
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
    /// - Returns: false when the task was cancelled meanwhile; nothing is held then. After true, ``leave(_:)`` must follow.
    func enter(_ byteCount: Int) async -> Bool {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        // A cancellation that came between admission and return has left its mark.
        defer { state.withLock { _ = $0.cancelled.remove(id) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return false }
                    guard state.waiters.isEmpty, fits(byteCount, state) else {
                        state.waiters.append(Waiter(id: id, byteCount: byteCount, continuation: continuation))
                        return nil
                    }
                    state.inUse += byteCount
                    return true
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter: Waiter? = state.withLock { state in
                guard let index = state.waiters.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return nil
                }
                return state.waiters.remove(at: index)
            }
            waiter?.continuation.resume(returning: false)
            admit()
        }
    }

    /// Gives room back.
    func leave(_ byteCount: Int) {
        state.withLock { $0.inUse -= byteCount }
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
        for waiter in admitted { waiter.continuation.resume(returning: true) }
    }

    private func fits(_ byteCount: Int, _ state: State) -> Bool {
        state.inUse == 0 || state.inUse + byteCount <= limit
    }
}
