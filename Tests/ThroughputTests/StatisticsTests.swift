// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Throughput

@Suite("Statistics")
struct StatisticsTests {
    @Test(
        "median and quartiles lie where a quarter of the figures is below",
        arguments: [
            ([3.0], 3.0, 3.0, 3.0), ([1, 2], 1.25, 1.5, 1.75), ([5, 1, 3], 2, 3, 4), ([4, 1, 3, 2], 1.75, 2.5, 3.25),
            ([1, 2, 3, 4, 5], 2, 3, 4),
        ])
    func quartiles(_ figures: [Double], _ lower: Double, _ median: Double, _ upper: Double) throws {
        let statistics = try #require(Statistics(figures))
        #expect(statistics.lowerQuartile == lower)
        #expect(statistics.median == median)
        #expect(statistics.upperQuartile == upper)
        #expect(statistics.count == figures.count)
        #expect(statistics.spread == (upper - lower) / median)
    }

    @Test("of nothing there are no statistics")
    func nothing() {
        #expect(Statistics([]) == nil)
    }

    @Test("one sample that a neighbour spoils changes neither median nor quartiles much")
    func outlier() throws {
        let statistics = try #require(Statistics([1, 1, 1, 1, 1, 1, 1, 1, 100]))
        #expect(statistics.median == 1 && statistics.upperQuartile == 1)
    }

    @Test("a ratio is taken inside each round before the median, so that a slow round cancels out")
    func ratioInsideRounds() throws {
        let floor = Samples.result("floor", [1, 10, 1])
        let work = Samples.result("work", [2, 20, 2])
        let ratio = try #require(RoundRatio(of: work, to: [floor], threshold: 0))
        #expect(ratio.median == 2 && ratio.bestQuartile == 2)
    }

    @Test("a ratio to several floors is to their sum")
    func ratioToSum() throws {
        let work = Samples.result("work", [6, 6])
        let floors = [Samples.result("a", [1, 1]), Samples.result("b", [2, 2])]
        #expect(try #require(RoundRatio(of: work, to: floors, threshold: 0)).median == 2)
        #expect(RoundRatio(of: work, to: [], threshold: 0) == nil)
    }

    @Test("quiet rounds are taken where there are three, else all")
    func quietRounds() throws {
        let floor = Samples.result("floor", [1, 1, 1, 1, 1, 1, 1])
        let disturbed = Samples.result("work", [2, 2, 2, 2, 2, 9, 9], widths: [4, 4, 4, 4, 4, 2, 2])
        let quiet = try #require(RoundRatio(of: disturbed, to: [floor], threshold: 3))
        #expect(quiet.statistics.count == 5 && quiet.statistics.upperQuartile == 2)
        let few = Samples.result("work", [2, 2, 2, 2, 9, 9, 9], widths: [4, 4, 2, 2, 2, 2, 2])
        #expect(try #require(RoundRatio(of: few, to: [floor], threshold: 3)).statistics.count == 7)
    }

    @Test("the run itself says how wide a quiet core is")
    func quietWidth() throws {
        let report = Samples.report([
            Samples.result("a", [1, 1, 1, 1, 5, 5], widths: [4, 4, 4, 4, 2.5, 3.4])
        ])
        #expect(abs(report.quietWidth - 3.6) < 1e-9)
        let figures = try #require(report.statistics(of: report.results[0]))
        #expect(figures.quietCount == 4 && figures.sampleCount == 6 && figures.seconds.upperQuartile == 1)
    }

    @Test("cycles for a byte and megabytes a second follow from time, frequency and bytes")
    func derived() throws {
        let report = Samples.report([Samples.result("a", [1e-6, 1e-6, 1e-6], byteCount: 1000)])
        let figures = try #require(report.statistics(of: report.results[0]))
        #expect(abs(try #require(figures.megabytesPerSecond) - 1000) < 1e-6)
        #expect(abs(try #require(figures.cyclesPerByte) - 2) < 1e-9)
    }
}
