// SPDX-License-Identifier: Apache-2.0

/// What changed between two runs, beyond what their own noise explains.
public struct Comparison: Hashable, Sendable {
    /// What became of a case.
    public enum Change: String, Hashable, Sendable {
        case faster, slower, same, new, gone
    }

    /// One case in both runs.
    public struct Row: Hashable, Sendable {
        /// The case's name.
        public let name: String
        /// Seconds before; `nil` for a new case.
        public let before: Double?
        /// Seconds now; `nil` for a case that is gone.
        public let now: Double?
        /// The part by which it takes longer now, negative for less; of ratios to the floor where both runs have them.
        public let change: Double
        /// The part that noise alone may make.
        public let noise: Double
        /// The verdict.
        public let verdict: Change
    }

    /// One row a case, in the order of the new run, then what is gone.
    public let rows: [Row]
    /// What differs between the machines, so that a difference of figures need not be the code's.
    public let differences: [String]

    /// Compares two runs.
    ///
    /// A case that has a floor in both runs is compared by its ratio to the floor, which holds from machine to machine;
    /// others by their cycles. A change counts beyond the spreads of both runs together, and beyond 3 %.
    public init(of new: ThroughputReport, with old: ThroughputReport) {
        var rows: [Row] = []
        for result in new.results {
            let now = new.statistics(of: result)
            guard let earlier = old.result(named: result.name), let before = old.statistics(of: earlier), let now else {
                rows.append(
                    Row(
                        name: result.name, before: nil, now: now?.seconds.median, change: 0, noise: 0, verdict: .new))
                continue
            }
            let figures: (old: Statistics, new: Statistics)
            if let oldRatio = old.ratio(of: earlier), let newRatio = new.ratio(of: result) {
                figures = (oldRatio.statistics, newRatio.statistics)
            } else {
                figures = (before.cycles, now.cycles)
            }
            let change = figures.old.median > 0 ? figures.new.median / figures.old.median - 1 : 0
            let spreads = figures.old.spread * figures.old.spread + figures.new.spread * figures.new.spread
            let noise = max(Self.smallestChange, spreads.squareRoot())
            rows.append(
                Row(
                    name: result.name, before: before.seconds.median, now: now.seconds.median, change: change,
                    noise: noise, verdict: change > noise ? .slower : change < -noise ? .faster : .same))
        }
        for result in old.results where new.result(named: result.name) == nil {
            rows.append(
                Row(
                    name: result.name, before: old.statistics(of: result)?.seconds.median, now: nil, change: 0,
                    noise: 0,
                    verdict: .gone))
        }
        self.rows = rows
        differences = Self.differences(old.machine, new.machine)
    }

    /// The cases that are slower.
    public var regressions: [Row] { rows.filter { $0.verdict == .slower } }

    /// The comparison for a terminal.
    public var text: String {
        var table = TextTable(["case", "before", "now", "change", "noise", "verdict"])
        for row in rows {
            let isCompared = row.before != nil && row.now != nil
            table.append([
                row.name, row.before.map { FixedText.time($0) } ?? "", row.now.map { FixedText.time($0) } ?? "",
                isCompared ? (row.change > 0 ? "+" : "") + FixedText.percent(row.change) : "",
                isCompared ? FixedText.percent(row.noise) : "", row.verdict.rawValue,
            ])
        }
        return (differences.map { "not the same: \($0)" } + table.lines).joined(separator: "\n")
    }

    /// Below this no change is believed: code moves in memory from build to build.
    private static let smallestChange = 0.03

    private static func differences(_ old: Machine, _ new: Machine) -> [String] {
        var found: [String] = []
        func compare(_ what: String, _ before: String, _ now: String) {
            if before != now { found.append("\(what), \(before) before, \(now) now") }
        }
        compare("processor", old.processor, new.processor)
        compare("kernel", old.kernel, new.kernel)
        compare("system", old.system, new.system)
        for name in Set(old.libraries.keys).union(new.libraries.keys).sorted() {
            compare(name, old.libraries[name] ?? "none", new.libraries[name] ?? "none")
        }
        compare("build", old.isReleaseBuild ? "release" : "debug", new.isReleaseBuild ? "release" : "debug")
        return found
    }
}
