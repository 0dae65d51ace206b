// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import Throughput

@Suite("Rounds")
struct RoundRobinTests {
    /// What ran, in order.
    private final class Diary: Sendable {
        private let lines = Mutex<[String]>([])

        func write(_ line: String) { lines.withLock { $0.append(line) } }

        var all: [String] { lines.withLock { $0 } }
    }

    /// Work long enough that it is done once a sample.
    private func spin() {
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(3)
        while clock.now < end {}
    }

    private let options = RoundRobin.Options(rounds: 3, sampleSeconds: 0.001)

    @Test("every round takes one sample of every case, in order, after one round that does not count")
    func order() throws {
        let diary = Diary()
        let cases = ["a", "b", "c"].map { name in
            BenchmarkCase(name, "writes its name") { _ in
                return {
                    diary.write(name)
                    spin()
                }
            }
        }
        let outcome = try RoundRobin(options).run(cases, on: BenchmarkMaterial())
        // First, second and third call of each, then four rounds.
        let firstCalls = ["a", "a", "a", "b", "b", "b", "c", "c", "c"]
        #expect(diary.all == firstCalls + Array(repeating: ["a", "b", "c"], count: 4).flatMap(\.self))
        #expect(outcome.results.map(\.name) == ["a", "b", "c"])
        #expect(outcome.results.allSatisfy { $0.samples.count == 3 })
        #expect(outcome.results.allSatisfy { $0.firstCallSeconds >= 0.003 })
    }

    @Test("short work is repeated until a sample is long enough")
    func repetitions() throws {
        let diary = Diary()
        let short = BenchmarkCase("short", "next to nothing") { _ in { diary.write("") } }
        let outcome = try RoundRobin(options).run([short], on: BenchmarkMaterial())
        #expect(diary.all.count > 100)
        #expect(try #require(Statistics(outcome.results[0].samples.map(\.seconds))).median < 0.0005)
    }

    @Test("a case that the machine cannot run is named with the reason, and the others run")
    func unavailable() throws {
        let cases = [
            BenchmarkCase("missing", "") { _ in throw ThroughputError(.unavailable, "there is no such thing") },
            BenchmarkCase("there", "") { _ in {} },
        ]
        let outcome = try RoundRobin(options).run(cases, on: BenchmarkMaterial())
        #expect(outcome.skipped == [SkippedCase(name: "missing", reason: "there is no such thing")])
        #expect(outcome.results.map(\.name) == ["there"])
    }

    @Test("work that gives a wrong result ends the run: its time means nothing")
    func wrong() {
        let wrong = BenchmarkCase("wrong", "") { _ in throw ThroughputError(.wrongResult, "not the same") }
        #expect(throws: ThroughputError(.wrongResult, "")) {
            try RoundRobin(options).run([wrong], on: BenchmarkMaterial())
        }
    }

    @Test(
        "a core that the process may not use is refused before anything runs",
        arguments: [-1, .min, 1 << 20, Int(Int32.max) + 1, 3_000_000_000, .max])
    func noSuchCore(_ core: Int) {
        let diary = Diary()
        let alone = BenchmarkCase("alone", "") { _ in { diary.write("ran") } }
        let options = RoundRobin.Options(rounds: 1, sampleSeconds: 0, core: core)
        #expect(throws: ThroughputError(.noSuchCore, "")) {
            try RoundRobin(options).run([alone], on: BenchmarkMaterial())
        }
        #expect(diary.all.isEmpty)
    }

    @Test("the core that is asked for is the one")
    func namedCore() throws {
        let alone = BenchmarkCase("alone", "") { _ in {} }
        for core in Cores.allowed {
            let options = RoundRobin.Options(rounds: 1, sampleSeconds: 0, core: core)
            #expect(try RoundRobin(options).run([alone], on: BenchmarkMaterial()).core == core)
        }
    }

    @Test("threads that a case starts may use every core, and one thread stays on one")
    func cores() throws {
        let alone = BenchmarkCase("alone", "") { _ in {} }
        let outcome = try RoundRobin(options).run([alone], on: BenchmarkMaterial())
        if let core = outcome.core { #expect(Cores.allowed.contains(core)) }
        let unpinned = RoundRobin.Options(rounds: 1, sampleSeconds: 0.0001, staysUnpinned: true)
        #expect(try RoundRobin(unpinned).run([alone], on: BenchmarkMaterial()).core == nil)
    }
}
