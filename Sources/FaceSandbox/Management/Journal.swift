// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// The most recent exchanges, newest last.
final class Journal: Sendable {
    private struct State {
        var entries: [SandboxExchange] = []
        var count = 0
    }

    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Keeps an exchange under the next number.
    func append(_ exchange: (Int) -> SandboxExchange) -> SandboxExchange {
        state.withLock { state in
            state.count += 1
            let exchange = exchange(state.count)
            state.entries.append(exchange)
            // In pieces, so that an entry does not move with every request.
            let surplus = state.entries.count - capacity
            if surplus >= max(1, capacity) { state.entries.removeFirst(surplus) }
            return exchange
        }
    }

    /// What is kept.
    var exchanges: [SandboxExchange] { state.withLock { Array($0.entries.suffix(capacity)) } }

    /// How many exchanges there were.
    var count: Int { state.withLock { $0.count } }

    /// Forgets all exchanges, and counts from 1 again.
    func removeAll() { state.withLock { $0 = State() } }
}
