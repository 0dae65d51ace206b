// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// How often a request is made again, and after which pause.
///
/// Every attempt is signed anew, at the time it is sent. What is tried again: requests that the service refused for their
/// rate or their age, failures that the service calls its own, statuses 429, 500, 502, 503 and 504, and connections that
/// failed before the whole request was sent. A request that was sent whole and never answered may have been worked on,
/// and billed: it is sent again only where that is harmless or allowed.
public struct RetryPolicy: Hashable, Sendable {
    /// The most attempts, the first included; at least 1.
    public var maximumAttempts: Int
    /// The pause before the second attempt; it doubles with each further one.
    public var baseDelay: Duration
    /// The longest pause, unless the service's `Retry-After` names a longer one.
    public var maximumDelay: Duration
    /// Whether a request that was sent whole and never answered is sent again, even if the service may have billed it.
    public var repeatsUnanswered: Bool

    /// Sets a policy.
    public init(
        maximumAttempts: Int = 3, baseDelay: Duration = .milliseconds(500), maximumDelay: Duration = .seconds(20),
        repeatsUnanswered: Bool = false
    ) {
        self.maximumAttempts = max(1, maximumAttempts)
        self.baseDelay = baseDelay
        self.maximumDelay = maximumDelay
        self.repeatsUnanswered = repeatsUnanswered
    }

    /// One attempt.
    public static let none = RetryPolicy(maximumAttempts: 1)

    /// The pause before attempt `next`: a random time from half of the full pause to all of it, so that many clients
    /// that failed together do not come back together.
    func pause(before next: Int, retryAfter: Duration?, random: Double) -> Duration {
        let doublings = min(max(next - 2, 0), 30)
        let full = min(baseDelay * (1 << doublings), maximumDelay)
        let jittered = full * (0.5 + 0.5 * min(max(random, 0), 1))
        // What the server asks for is a minimum; coming sooner would be refused again.
        return retryAfter.map { max($0, jittered) } ?? jittered
    }
}
