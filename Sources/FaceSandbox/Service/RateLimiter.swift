// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Counts the requests of each action in the second before now.
final class RateLimiter: Sendable {
    private let limits: SandboxRateLimits
    private let recent = Mutex<[String: [ContinuousClock.Instant]]>([:])

    init(_ limits: SandboxRateLimits) {
        self.limits = limits
    }

    /// Counts a request, and refuses it when there were too many.
    ///
    /// A refused request does not count: a client that goes on asking is served again as soon as the second is over.
    func admit(
        _ action: ActionDescription, at now: ContinuousClock.Instant = .now
    ) throws(ServiceFailure) {
        guard let limit = limits.limit(for: action) else { return }
        let count = recent.withLock { recent in
            var times = recent[action.name, default: []]
            times.removeAll { $0 <= now - .seconds(1) }
            let count = times.count + 1
            if count <= limit { times.append(now) }
            recent[action.name] = times
            return count
        }
        guard count <= limit else { throw action.throttled(count: count, limit: limit) }
    }

    /// Forgets what was counted.
    func reset() { recent.withLock { $0 = [:] } }
}
