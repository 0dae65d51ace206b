// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Throughput

@Suite("Comparison")
struct ComparisonTests {
    private func verdict(_ old: [Double], _ new: [Double]) -> Comparison.Change? {
        let before = Samples.report([Samples.result("a", old)])
        let now = Samples.report([Samples.result("a", new)])
        return Comparison(of: now, with: before).rows.first?.verdict
    }

    @Test("a change within 3 % is none")
    func small() {
        #expect(verdict([1, 1, 1], [1.02, 1.02, 1.02]) == .same)
        #expect(verdict([1, 1, 1], [0.98, 0.98, 0.98]) == .same)
    }

    @Test("a change beyond it counts where the rounds agree")
    func large() {
        #expect(verdict([1, 1, 1], [1.05, 1.05, 1.05]) == .slower)
        #expect(verdict([1, 1, 1], [0.9, 0.9, 0.9]) == .faster)
    }

    @Test("a change that the spread of the rounds explains is none")
    func noise() {
        #expect(verdict([0.9, 1, 1.1, 1.2, 0.8], [1, 1.1, 1.2, 0.9, 1.3]) == .same)
    }

    @Test("where both have a floor their ratios are compared, so that a slower machine is no slower code")
    func ratios() {
        func report(_ factor: Double, _ work: Double) -> ThroughputReport {
            Samples.report([
                Samples.result("floor", [factor, factor, factor]),
                Samples.result("work", [work * factor, work * factor, work * factor], floors: ["floor"]),
            ])
        }
        let comparison = Comparison(of: report(2, 3), with: report(1, 3))
        #expect(comparison.rows.first { $0.name == "work" }?.verdict == .same)
        let slower = Comparison(of: report(1, 3.5), with: report(2, 3))
        #expect(slower.regressions.map(\.name) == ["work"])
    }

    @Test("new cases and those that are gone are named, and are no regressions")
    func cases() {
        let before = Samples.report([Samples.result("old", [1])])
        let now = Samples.report([Samples.result("new", [1])])
        let comparison = Comparison(of: now, with: before)
        #expect(comparison.rows.map(\.name) == ["new", "old"])
        #expect(comparison.rows.map(\.verdict) == [.new, .gone])
        #expect(comparison.regressions.isEmpty)
    }

    @Test("what differs between the machines is said first")
    func machines() {
        let before = Samples.report([Samples.result("a", [1])], kernel: "scalar")
        let comparison = Comparison(of: Samples.report([Samples.result("a", [1])]), with: before)
        #expect(comparison.differences == ["kernel, scalar before, avx2 now"])
        #expect(comparison.text.hasPrefix("not the same: kernel, scalar before, avx2 now\n"))
    }
}
