// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FaceAPI

struct RateLimiterTests {
    private let start = ContinuousClock.now

    private func offset(_ turn: RateLimiter.Turn) -> Duration? {
        if case .at(let instant) = turn { start.duration(to: instant) } else { nil }
    }

    @Test("no second has more turns than the limit, in a burst of a hundred")
    func burst() {
        let limiter = RateLimiter(RateLimits(perSecond: ["A": 5]))
        let turns = (0..<100).map { _ in offset(limiter.nextTurn(of: "A", now: start, deadline: nil)) ?? .zero }
        #expect(turns == turns.sorted())
        #expect(turns.prefix(5).allSatisfy { $0 == .zero })
        for index in turns.indices.dropLast(5) { #expect(turns[index + 5] - turns[index] >= .seconds(1)) }
    }

    @Test("turns that come slowly are not held back")
    func slow() {
        let limiter = RateLimiter(RateLimits(perSecond: ["A": 2]))
        for step in 0..<10 {
            let now = start.advanced(by: .milliseconds(1_100 * step))
            #expect(limiter.nextTurn(of: "A", now: now, deadline: nil) == .at(now))
            #expect(limiter.nextTurn(of: "A", now: now, deadline: nil) == .at(now))
        }
    }

    @Test("actions do not share their turns, and one without a limit has none to wait for")
    func actions() {
        let limiter = RateLimiter(RateLimits(perSecond: ["A": 1, "B": 1]))
        for _ in 0..<3 { _ = limiter.nextTurn(of: "A", now: start, deadline: nil) }
        #expect(limiter.nextTurn(of: "B", now: start, deadline: nil) == .at(start))
        for _ in 0..<1000 { #expect(limiter.nextTurn(of: "C", now: start, deadline: nil) == .at(start)) }
    }

    @Test("a turn after the deadline is not taken, and whoever can wait gets it")
    func deadline() {
        let limiter = RateLimiter(RateLimits(perSecond: ["A": 1]))
        _ = limiter.nextTurn(of: "A", now: start, deadline: nil)
        for _ in 0..<3 {
            guard
                case .afterDeadline = limiter.nextTurn(of: "A", now: start, deadline: start.advanced(by: .seconds(0.5)))
            else {
                Issue.record("the turn was taken")
                return
            }
        }
        #expect(offset(limiter.nextTurn(of: "A", now: start, deadline: nil)).map { $0 < .seconds(2) } == true)
    }

    @Test("the pages' limits are the default")
    func documented() {
        #expect(RateLimits.documented.perSecond["DetectAIFakeFaces"] == 5)
        #expect(RateLimits.documented.perSecond["GetLivenessResult"] == 20)
        #expect(RateLimits.documented.perSecond["LivenessCompare"] == 100)
        #expect(ClientConfiguration().rateLimits == .documented)
    }
}
