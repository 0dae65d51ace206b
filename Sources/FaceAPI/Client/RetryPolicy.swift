// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// How often a request is made again, and after which pause.
///
/// Every attempt is signed anew, at the time it is sent. What is tried again: requests that the service refused for
/// their rate, statuses 429 and 503, and connections that failed before the whole request was sent; failures that the
/// service calls its own and statuses 500, 502 and 504 only where the same request made twice changes nothing. A
/// request that was sent whole and never answered may have been worked on, and billed: ``repeatsUnanswered`` alone
/// decides.
///
/// Two attempts are not counted, each made once in a call at most: the one after a timestamp was refused and the clock
/// corrected, and the one after a token was refused and renewed.
public struct RetryPolicy: Hashable, Sendable {
    /// The most attempts that are counted, the first included; at least 1.
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

    /// One attempt, besides those that are not counted.
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
