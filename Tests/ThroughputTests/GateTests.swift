// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Throughput

@Suite("Goals")
struct GateTests {
    private let ratio = Gate("work", .ratio(of: "work", to: ["floor"], .median), 1.5)

    private func report(
        _ work: [Double], features: [String] = [], kernel: String = "avx2", skipped: [SkippedCase] = []
    ) -> ThroughputReport {
        Samples.report(
            [Samples.result("work", work), Samples.result("floor", work.map { _ in 1 })], features: features,
            kernel: kernel, skipped: skipped)
    }

    @Test("a ratio is met at the bound and missed above it", arguments: [(1.4, true), (1.5, true), (1.6, false)])
    func bound(_ seconds: Double, _ isMet: Bool) throws {
        let result = GateResult(ratio, in: report([seconds, seconds, seconds]))
        #expect(result.verdict == (isMet ? .met : .missed))
        #expect(abs(try #require(result.measured) - seconds) < 1e-9)
    }

    @Test("the best quartile is what a quiet quarter of the rounds gives")
    func bestQuartile() {
        let gate = Gate("work", .ratio(of: "work", to: ["floor"], .bestQuartile), 1.5)
        let rounds = report([1, 1, 3, 3, 3])
        #expect(GateResult(gate, in: rounds).verdict == .met)
        #expect(GateResult(ratio, in: rounds).verdict == .missed)
    }

    @Test("without what the processor must have there is a figure and no verdict, and the reason names it")
    func features() {
        let gate = Gate("work", .ratio(of: "work", to: ["floor"], .median), 1.5, features: ["sha", "gfni"])
        let result = GateResult(gate, in: report([1, 1, 1], features: ["sha"]))
        #expect(result.measured == 1)
        #expect(result.verdict == .notMeasurable("this processor has no gfni"))
        #expect(GateResult(gate, in: report([1, 1, 1], features: ["sha", "gfni"])).verdict == .met)
    }

    @Test("a goal for a family of kernels is judged in a run with that family only")
    func kernel() {
        let gate = Gate("work", .ratio(of: "work", to: ["floor"], .median), 1.5, kernel: "scalar")
        #expect(GateResult(gate, in: report([1, 1], kernel: "scalar")).verdict == .met)
        #expect(GateResult(gate, in: report([1, 1])).verdict == .notMeasurable("needs TCFACE_KERNEL=scalar"))
    }

    @Test("a case that was not run, or could not be, is said to be so")
    func missing() {
        let gate = Gate("work", .microseconds(of: "other"), 1)
        #expect(GateResult(gate, in: report([1])).verdict == .notMeasurable("other was not run"))
        let skipped = report([1], skipped: [SkippedCase(name: "other", reason: "no library has it")])
        #expect(GateResult(gate, in: skipped).verdict == .notMeasurable("no library has it"))
    }

    @Test("of a speed-up and of peers more is better")
    func more() {
        let gate = Gate("two cores", .speedup(of: "two", over: "one"), 1.8)
        let report = Samples.report([
            Samples.result("one", [1, 1], byteCount: 100), Samples.result("two", [1.05, 1.05], byteCount: 200),
        ])
        #expect(GateResult(gate, in: report).verdict == .met)
        #expect(gate.wantsMore)
    }

    @Test("on a machine that others use at the same time, what is timed on the wall gets no verdict")
    func busy() {
        let gate = Gate("two cores", .speedup(of: "two", over: "one"), 1.8)
        let results = [Samples.result("one", [1]), Samples.result("two", [1])]
        let busy = GateResult(gate, in: Samples.report(results, otherLoad: 3))
        #expect(busy.verdict == .notMeasurable("other processes had the cores, and this is timed on the wall"))
        #expect(GateResult(gate, in: Samples.report(results, otherLoad: 0)).verdict == .missed)
        #expect(GateResult(gate, in: Samples.report(results, otherLoad: nil)).verdict == .missed)
        let alone = Gate("one thread", .microseconds(of: "one"), 2e6)
        #expect(GateResult(alone, in: Samples.report(results, otherLoad: 3)).verdict == .met)
    }

    @Test("the fastest of the vendor's peers counts, by the median of the rounds, against ours")
    func peers() throws {
        func peer(_ name: String, _ seconds: [Double]) -> PeerResult {
            PeerResult(peer: name, description: "", algorithm: "SM4-GCM", byteCount: 1, seconds: seconds)
        }
        let report = Samples.report(
            [],
            peers: [
                peer("tcface", [1, 1, 5]), peer("go", [20, 20, 90]), peer("java", [9, 9, 90]),
                peer("swift-foundation", [2]),
            ])
        let result = GateResult(Gate("peers", .fastestPeer(algorithm: "SM4-GCM"), 8), in: report)
        #expect(result.measured == 9 && result.verdict == .met)
        let other = GateResult(Gate("peers", .fastestPeer(algorithm: "AES-256-CBC"), 8), in: report)
        #expect(other.verdict == .notMeasurable("no peers were run"))
    }

    @Test("memory, allocations and time are compared in the units of their names")
    func units() {
        let report = Samples.report([
            Samples.result("work", [2e-6, 2e-6], peak: 3 << 20, allocations: 12), Samples.result("untold", [1]),
        ])
        #expect(GateResult(Gate("", .microseconds(of: "work"), 3), in: report).measured == 2)
        #expect(GateResult(Gate("", .peakMebibytes(of: "work"), 3), in: report).verdict == .met)
        #expect(GateResult(Gate("", .allocations(of: "work"), 12), in: report).verdict == .met)
        #expect(
            GateResult(Gate("", .allocations(of: "untold"), 12), in: report).verdict
                == .notMeasurable("no counting allocator is loaded"))
    }

    @Test("every goal is about cases that exist, or that another part of the run brings")
    func standard() {
        let long = StandardCases.all(sizes: [ByteSize(4 << 30)])
        let names = Set((StandardCases.all() + long).map(\.name))
        for gate in StandardGates.all {
            for name in gate.measure.cases where !name.hasPrefix("foundation/") {
                #expect(names.contains(name), "\(gate.work): \(name)")
            }
        }
    }
}
