// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FaceAPI

struct ServerClockTests {
    @Test("a correction moves every later time, and one near the refused timestamp says that it cannot help")
    func correction() {
        let clock = ServerClock(systemTime: { 1_000_000 })
        #expect(clock.now == 1_000_000)
        #expect(clock.correct(to: 1_003_600, from: 1_000_000))
        #expect(clock.now == 1_003_600)
        #expect(!clock.correct(to: 1_003_601, from: 1_003_600))
        #expect(clock.now == 1_003_601)
        #expect(clock.correct(to: 999_000, from: 1_003_601))
        #expect(clock.now == 999_000)
    }

    @Test("a call that was refused before another one corrected the clock has something to gain from it too")
    func correctedMeanwhile() {
        let clock = ServerClock(systemTime: { 1_000_000 })
        #expect(clock.correct(to: 1_003_600, from: 1_000_000))
        #expect(clock.correct(to: 1_003_600, from: 1_000_000))
        #expect(clock.now == 1_003_600)
    }
}
