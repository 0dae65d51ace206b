// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Lets only so many bytes of request bodies be in memory at once; who comes too late waits in line.
///
/// A connection that waits does not read, so that its sender is held back by TCP.
final class ByteBudget: Sendable {
    private struct State {
        var free: Int
        var isClosed = false
        var waiting: [(byteCount: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private let state: Mutex<State>

    init(byteCount: Int) {
        state = Mutex(State(free: byteCount))
    }

    /// Takes bytes out of the budget, when it is this caller's turn.
    ///
    /// - Parameter byteCount: at most the whole budget
    /// - Returns: whether the bytes were given; `false` when the budget has been closed.
    func take(_ byteCount: Int) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                if state.isClosed { return false }
                // In line behind those who wait: large bodies would never get their turn otherwise.
                guard state.waiting.isEmpty, byteCount <= state.free else {
                    state.waiting.append((byteCount, continuation))
                    return nil
                }
                state.free -= byteCount
                return true
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Puts bytes back.
    func giveBack(_ byteCount: Int) {
        let served = state.withLock { state in
            state.free += byteCount
            var served: [CheckedContinuation<Bool, Never>] = []
            while let next = state.waiting.first, next.byteCount <= state.free {
                state.free -= next.byteCount
                served.append(state.waiting.removeFirst().continuation)
            }
            return served
        }
        for continuation in served { continuation.resume(returning: true) }
    }

    /// Sends away everyone who waits, and whoever comes later.
    func close() {
        let refused = state.withLock { state in
            state.isClosed = true
            let refused = state.waiting.map(\.continuation)
            state.waiting.removeAll()
            return refused
        }
        for continuation in refused { continuation.resume(returning: false) }
    }
}
