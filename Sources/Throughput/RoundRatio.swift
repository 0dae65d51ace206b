// SPDX-License-Identifier: Apache-2.0

/// The time of one case against the sum of others, taken inside each round and only then summed up: what disturbs a
/// round disturbs both sides of its ratio.
public struct RoundRatio: Hashable, Sendable {
    /// Median and quartiles of the rounds' ratios.
    public let statistics: Statistics

    /// The ratio's median.
    public var median: Double { statistics.median }
    /// The 25th percentile of the rounds' ratios: what a quiet round gives.
    public var bestQuartile: Double { statistics.lowerQuartile }

    /// Divides round by round; `nil` without a common round.
    ///
    /// Rounds in which all samples were quiet are taken where there are at least three, else all.
    public init?(of case: CaseResult, to floors: [CaseResult], threshold: Double) {
        guard !floors.isEmpty else { return nil }
        let all = [`case`] + floors
        let rounds = all.map(\.samples.count).min() ?? 0
        var quiet: [Double] = []
        var ratios: [Double] = []
        for round in 0..<rounds {
            let below = floors.reduce(0) { $0 + $1.samples[round].cycles }
            guard below > 0 else { continue }
            let ratio = `case`.samples[round].cycles / below
            ratios.append(ratio)
            if all.allSatisfy({ $0.isQuiet($0.samples[round], threshold: threshold) }) { quiet.append(ratio) }
        }
        guard let statistics = Statistics(quiet.count >= 3 ? quiet : ratios) else { return nil }
        self.statistics = statistics
    }
}
