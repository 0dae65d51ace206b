// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Gives each request of an action its turn, so that no second has more of them than the limit.
final class RateLimiter: Sendable {
    /// The turns of one action: as many of the latest as the limit has, in a ring.
    private struct Turns {
        var latest: [ContinuousClock.Instant] = []
        var oldest = 0
    }

    private let limits: RateLimits
    private let turns = Mutex<[String: Turns]>([:])

    init(_ limits: RateLimits) { self.limits = limits }

    /// Takes the next turn; nil when there is no limit, or when the turn would come after the deadline and is not
    /// taken.
    ///
    /// - Returns: when the request may start, now or later.
    func nextTurn(
        of action: String, now: ContinuousClock.Instant, deadline: ContinuousClock.Instant?
    ) -> Turn {
        guard let limit = limits.perSecond[action], limit > 0 else { return .at(now) }
        return turns.withLock { turns in
            var line = turns[action] ?? Turns()
            guard line.latest.count == limit else {
                line.latest.append(now)
                turns[action] = line
                return .at(now)
            }
            // The window slides: a turn comes a second after the one that it replaces in the ring. The service counts
            // when requests arrive, so a little more than a second keeps two bursts apart.
            let turn = max(now, line.latest[line.oldest].advanced(by: .milliseconds(1_020)))
            if let deadline, turn > deadline { return .afterDeadline(turn) }
            line.latest[line.oldest] = turn
            line.oldest = (line.oldest + 1) % limit
            turns[action] = line
            return .at(turn)
        }
    }

    /// When a request may start.
    enum Turn: Hashable {
        case at(ContinuousClock.Instant)
        /// The turn would be then, which is too late; it was not taken.
        case afterDeadline(ContinuousClock.Instant)
    }
}
