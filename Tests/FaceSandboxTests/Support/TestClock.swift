// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A clock that a test moves on.
final class TestClock: Sendable {
    private let seconds = Mutex(SandboxUnderTest.now)

    var now: Int64 { seconds.withLock { $0 } }

    func advance(by amount: Int64) { seconds.withLock { $0 += amount } }
}
