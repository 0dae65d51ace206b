// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import FaceAPI

struct BodyGateTests {
    @Test("the bodies inside never exceed the limit, and everybody gets in")
    func limit() async {
        let gate = BodyGate(limit: 100)
        let inside = Occupancy()
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<500 {
                group.addTask {
                    let size = 1 + index % 60
                    guard await gate.enter(size) == .entered else { return }
                    inside.change(by: size)
                    await Task.yield()
                    inside.change(by: -size)
                    gate.leave(size)
                }
            }
        }
        let counts = inside.counts
        #expect(counts.now == 0)
        #expect(counts.most <= 100)
        #expect(counts.most > 60)
        #expect(counts.entries == 500)
    }

    @Test("a body larger than the limit goes in alone")
    func tooLarge() async {
        let gate = BodyGate(limit: 10)
        #expect(await gate.enter(1_000) == .entered)
        let next = Task { await gate.enter(1) }
        await Task.yield()
        gate.leave(1_000)
        #expect(await next.value == .entered)
    }

    @Test("a waiter that is cancelled leaves, and those behind it get in")
    func cancelled() async {
        let gate = BodyGate(limit: 10)
        #expect(await gate.enter(10) == .entered)
        let large = Task { await gate.enter(10) }
        let small = Task { await gate.enter(1) }
        for _ in 0..<10 { await Task.yield() }
        large.cancel()
        #expect(await large.value == .cancelled)
        gate.leave(10)
        #expect(await small.value == .entered)
    }

    @Test("a waiter whose time is over leaves, and those behind it get in")
    func late() async {
        let gate = BodyGate(limit: 10)
        #expect(await gate.enter(9) == .entered)
        let large = Task { await gate.enter(10, until: .now + .milliseconds(50)) }
        for _ in 0..<10 { await Task.yield() }
        let small = Task { await gate.enter(1, until: .now + .seconds(60)) }
        #expect(await large.value == .late)
        #expect(await small.value == .entered)
        gate.leave(9)
        gate.leave(1)
        // Who finds room needs no time.
        #expect(await gate.enter(10, until: .now) == .entered)
    }

    @Test("a task that was cancelled before it came does not get in when it would have to wait")
    func cancelledBefore() async {
        let gate = BodyGate(limit: 10)
        #expect(await gate.enter(10) == .entered)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await gate.enter(1)
        }
        #expect(await task.value == .cancelled)
    }
}

/// Counts what is inside, for any task.
private final class Occupancy: Sendable {
    struct Counts {
        var now = 0
        var most = 0
        var entries = 0
    }

    private let state = Mutex(Counts())

    var counts: Counts { state.withLock { $0 } }

    func change(by size: Int) {
        state.withLock { state in
            state.now += size
            state.most = max(state.most, state.now)
            if size > 0 { state.entries += 1 }
        }
    }
}
