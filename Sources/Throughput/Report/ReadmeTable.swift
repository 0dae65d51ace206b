// SPDX-License-Identifier: Apache-2.0

/// The part of a Markdown page that says how fast this is: machine, cases, peers and goals, between two markers.
public struct ReadmeTable: Sendable {
    /// The line before the part.
    public static let start = "<!-- numbers: made by Scripts/bench -->"
    /// The line after it.
    public static let end = "<!-- end of numbers -->"

    private let report: ThroughputReport
    private let portable: ThroughputReport?
    private let stream: ThroughputReport?

    /// Takes the reports of one session.
    ///
    /// - Parameters:
    ///   - report: All cases, with the peers.
    ///   - portable: The same with `TCFACE_KERNEL=scalar`; gives the goals of the portable path.
    ///   - stream: A stream that no memory holds.
    public init(report: ThroughputReport, portable: ThroughputReport? = nil, stream: ThroughputReport? = nil) {
        self.report = report
        self.portable = portable
        self.stream = stream
    }

    /// The page with the part between the markers made anew; `nil` when they are not there once each, in this order.
    public func replacing(in page: String) -> String? {
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count(where: { $0 == Self.start }) == 1, lines.count(where: { $0 == Self.end }) == 1,
            let first = lines.firstIndex(of: Self.start), let last = lines.firstIndex(of: Self.end), first < last
        else { return nil }
        return (lines[...first] + [""] + markdown + [""] + lines[last...]).joined(separator: "\n")
    }

    /// The part itself.
    public var markdown: [String] {
        var lines = heading + [""] + cases
        if !parts.isEmpty { lines += ["", parts.joined(separator: " ")] }
        if !report.peers.isEmpty { lines += ["", "\(peerHeading)", ""] + peers }
        return lines + ["", "Goals, as ratios within one run:", ""] + goals
    }

    private var heading: [String] {
        let machine = report.machine
        let libraries = machine.libraries.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let missing = Self.telling.filter { !machine.features.contains($0) }
        var lines = [
            "Measured \(report.date) on \(machine.processor), \(machine.coreCount) cores, \(machine.system); "
                + "\(libraries.joined(separator: ", ")); kernels: \(machine.kernel). "
                + "Medians of \(report.rounds) rounds; \"against\" is the time against the named library call over the "
                + "same bytes in the same round, with its best quartile. "
                + "\(report.quietSampleCount) of \(report.sampleCount) samples were taken while no neighbour disturbed the "
                + "core; where there are enough of them, the others do not count."
        ]
        if let load = report.otherLoad, !report.isIdle {
            lines += [
                "",
                "Other processes wanted the cores at the same time, \(FixedText.text(load, digits: 1)) of them on average. What one "
                    + "thread does is timed by its own clock; first calls, peers, `cores` and what takes two threads are timed on the "
                    + "wall, took longer for it, and are worth as much as their ratios.",
            ]
        }
        if !missing.isEmpty {
            lines += [
                "",
                "This processor has no \(missing.joined(separator: ", ")): what these are for cannot be shown on it, "
                    + "and the goals that need them are not judged.",
            ]
        }
        return lines
    }

    /// What was measured in runs of its own, with their dates and rounds.
    private var parts: [String] {
        let named = [("The goals of the portable path", portable), ("The streams of 4 GiB", stream)]
        return named.compactMap { name, part in
            part.map { part in
                let load = part.otherLoad.map { ", other processes at \(FixedText.text($0, digits: 1)) cores" } ?? ""
                return "\(name) come from a run of their own: \(part.date), medians of \(part.rounds) rounds, "
                    + "\(part.quietSampleCount) of \(part.sampleCount) samples quiet\(load)."
            }
        }
    }

    /// The features whose lack a reader should know of.
    private static let telling = ["sha", "avx512_vbmi", "gfni", "vaes"]

    private var cases: [String] {
        var table = TextTable([
            "work", "time", "MB/s", "cycles/byte", "spread", "against", "first call", "peak MiB",
            "allocations",
        ])
        for (source, result) in shown {
            guard let figures = source.statistics(of: result) else { continue }
            table.append([
                "`\(result.name)`", FixedText.time(figures.seconds.median),
                figures.megabytesPerSecond.map { FixedText.text($0, digits: 0) } ?? "",
                figures.cyclesPerByte.map { FixedText.short($0) } ?? "", FixedText.percent(figures.cycles.spread),
                source.ratio(of: result).map { "\(FixedText.short($0.median)), \(FixedText.short($0.bestQuartile))" }
                    ?? "", FixedText.time(result.firstCallSeconds),
                result.peakByteCount.map { FixedText.text(Double($0) / 1048576, digits: 1) } ?? "",
                result.allocations.map { String($0) } ?? "",
            ])
        }
        return table.markdown + ["", legend]
    }

    /// What the first parts of the names mean.
    private var legend: String {
        var families: [String] = []
        for (_, result) in shown {
            let line = "`\(result.family)`: \(result.summary)"
            if !families.contains(where: { $0.hasPrefix("`\(result.family)`") }) { families.append(line) }
        }
        return families.joined(separator: "; ") + "."
    }

    /// What a reader looks for: sealing at all sizes, the rest at a small and the largest, floors at the largest.
    private var shown: [(ThroughputReport, CaseResult)] {
        let largest = report.results.filter { $0.name.hasPrefix("seal/") }.map(\.byteCount).max() ?? 0
        let own = report.results.filter { result in
            let isLargest = result.byteCount == largest
            return switch result.name.prefix(while: { $0 != "/" }) {
            case "floor", "foundation", "cipher": isLargest
            case "base64", "open", "seal-wrapped": isLargest || result.byteCount == 16 << 10
            default: true
            }
        }
        let long = (stream?.results ?? []).filter { $0.name.hasPrefix("stream") }
        return own.map { (report, $0) } + long.compactMap { one in stream.map { ($0, one) } }
    }

    private var peerHeading: String {
        let size = report.peers.first.map { ByteSize($0.byteCount).description } ?? ""
        let rounds = report.peers.map(\.seconds.count).max() ?? 0
        return
            "Other implementations, \(size) of media in memory to a sealed and signed body, each in \(rounds) processes of its "
            + "own that took turns with ours; what they sealed was opened and verified by this package:"
    }

    private var peers: [String] { report.peerTable.markdown }

    /// The run that has what a gate is about: the portable path and a long stream have one of their own.
    private func run(of gate: Gate) -> ThroughputReport {
        if gate.kernel != nil { return portable ?? report }
        guard let name = gate.measure.cases.first, report.result(named: name) == nil, let stream,
            stream.result(named: name) != nil
        else { return report }
        return stream
    }

    private var goals: [String] {
        var table = TextTable(["goal", "must", "measured", "verdict"])
        for result in report.gates {
            let judged = GateResult(result.gate, in: run(of: result.gate))
            table.append([
                judged.gate.work + judged.gate.statisticText, judged.gate.boundText,
                judged.measured.map { FixedText.short($0) } ?? "", judged.verdict.text,
            ])
        }
        return table.markdown
    }
}

extension CaseResult {
    /// What the case's name says about the kind of work: a library's call with its own name, else the first part.
    fileprivate var family: String {
        let parts = name.split(separator: "/").map(String.init)
        switch parts.first {
        case "floor", "foundation", "base64", "wrap": return parts.prefix(2).joined(separator: "/")
        case let first: return first ?? name
        }
    }
}
