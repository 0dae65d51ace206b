// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FaceAPI

struct ServerClockTests {
    @Test("a correction moves every later time, and a small one says that it cannot help")
    func correction() {
        let clock = ServerClock(systemTime: { 1_000_000 })
        #expect(clock.now == 1_000_000)
        #expect(clock.correct(to: 1_003_600))
        #expect(clock.now == 1_003_600)
        #expect(!clock.correct(to: 1_003_601))
        #expect(clock.now == 1_003_601)
        #expect(clock.correct(to: 999_000))
        #expect(clock.now == 999_000)
    }
}
