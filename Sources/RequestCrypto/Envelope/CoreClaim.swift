// SPDX-License-Identifier: Apache-2.0

internal import CFaceKernels
internal import Synchronization

/// Cores on which this process seals large bodies, for as long as this value lives.
///
/// One body may hash on a second core, and a batch may spread over all; many calls at once keep the cores busy by
/// themselves, and more threads would only take turns with them. So whoever wants further cores asks for them here.
struct CoreClaim: ~Copyable {
    private static let claimed = Atomic(0)

    /// How many cores they are.
    let count: Int

    /// Claims the core of the calling thread, which works there anyway.
    init() {
        count = 1
        Self.claimed.add(1, ordering: .relaxed)
    }

    /// Claims cores for so many more threads, as far as the cores that this thread may use are not claimed.
    init(atMost limit: Int, of cores: Int = tcface_processors()) {
        var seen = Self.claimed.load(ordering: .relaxed)
        while true {
            let free = max(0, min(limit, cores - seen))
            // Nothing but the number itself is shared, so that no ordering is needed.
            let (isDone, now) = Self.claimed.compareExchange(
                expected: seen, desired: seen + free, ordering: .relaxed)
            if isDone {
                count = free
                return
            }
            seen = now
        }
    }

    deinit { Self.claimed.subtract(count, ordering: .relaxed) }
}
