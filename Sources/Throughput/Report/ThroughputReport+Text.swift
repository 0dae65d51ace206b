// SPDX-License-Identifier: Apache-2.0

extension ThroughputReport {
    /// The report for a terminal: the machine, the table of cases, the gates, the peers.
    public var text: String {
        var lines = machineLines + [""] + caseTable.lines
        for one in skipped { lines.append("skipped \(one.name): \(one.reason)") }
        if !peers.isEmpty { lines += [""] + peerTable.lines }
        let touched = gates.filter(isTouched)
        if !touched.isEmpty { lines += [""] + Self.table(of: touched).lines }
        if touched.count < gates.count {
            lines.append("\(gates.count - touched.count) goals are about cases or peers that were not run")
        }
        return lines.joined(separator: "\n")
    }

    /// What it was measured on.
    var machineLines: [String] {
        let libraries = machine.libraries.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let kernel = machine.kernel + (machine.kernelIsForced ? " (TCFACE_KERNEL)" : "")
        return [
            "\(date), \(machine.processor), \(machine.coreCount) cores, \(machine.system)",
            "features: \(machine.features.joined(separator: " "))",
            "kernel: \(kernel); \(libraries.joined(separator: ", ")); "
                + (machine.isReleaseBuild ? "release build" : "DEBUG BUILD, figures mean nothing"),
            "\(rounds) rounds, seed \(seed), "
                + (core.map { "one thread on core \($0)" } ?? "threads not kept on a core, times on the wall")
                + ", \(quietSampleCount) of \(sampleCount) samples quiet"
                + (otherLoad.map { ", load of others \(FixedText.text($0, digits: 1))" } ?? ""),
        ]
    }

    var caseTable: TextTable {
        var table = TextTable([
            "case", "time", "MB/s", "c/B", "spread", "ratio", "best 1/4", "first call", "peak MiB", "allocs", "quiet",
        ])
        for result in results {
            guard let figures = statistics(of: result) else { continue }
            let ratio = ratio(of: result)
            table.append([
                result.name, FixedText.time(figures.seconds.median),
                figures.megabytesPerSecond.map { FixedText.text($0, digits: 0) } ?? "",
                figures.cyclesPerByte.map { FixedText.short($0) } ?? "", FixedText.percent(figures.cycles.spread),
                ratio.map { FixedText.short($0.median) } ?? "", ratio.map { FixedText.short($0.bestQuartile) } ?? "",
                FixedText.time(result.firstCallSeconds),
                result.peakByteCount.map { FixedText.text(Double($0) / 1048576, digits: 1) } ?? "",
                result.allocations.map { String($0) } ?? "", "\(figures.quietCount)/\(figures.sampleCount)",
            ])
        }
        return table
    }

    /// The gates with what this run says of them.
    public var gates: [GateResult] { StandardGates.all.map { GateResult($0, in: self) } }

    /// Whether a goal is about something that was to be run.
    private func isTouched(_ result: GateResult) -> Bool {
        guard let name = result.gate.measure.cases.first else { return !peers.isEmpty }
        return self.result(named: name) != nil || skipped.contains { $0.name == name }
    }

    /// All goals.
    var gateTable: TextTable { Self.table(of: gates) }

    private static func table(of results: [GateResult]) -> TextTable {
        var table = TextTable(["goal", "must", "measured", "verdict"])
        for result in results {
            table.append([
                result.gate.work + result.gate.statisticText, result.gate.boundText,
                result.measured.map { FixedText.short($0) } ?? "", result.verdict.text,
            ])
        }
        return table
    }

    var peerTable: TextTable {
        var table = TextTable(["peer", "algorithm", "a request", "times ours", "first call", "peak MiB", "proved"])
        for peer in peers {
            let seconds = Statistics(peer.seconds)
            table.append([
                peer.description.isEmpty ? peer.peer : "\(peer.peer): \(peer.description)", peer.algorithm,
                seconds.map { FixedText.time($0.median) } ?? peer.skipped ?? "",
                factor(of: peer).map { FixedText.short($0) } ?? "",
                Statistics(peer.firstSeconds).map { FixedText.time($0.median) } ?? "",
                peer.peakByteCount.map { FixedText.text(Double($0) / 1048576, digits: 0) } ?? "",
                peer.isProved ? "opened" : "no",
            ])
        }
        return table
    }
}

extension Gate {
    /// `at most 0.65`.
    var boundText: String { "\(wantsMore ? ">=" : "<=") \(FixedText.short(bound))" }

    var statisticText: String {
        guard case .ratio(_, _, let statistic) = measure else { return "" }
        return ", \(statistic.rawValue)"
    }
}

extension GateResult.Verdict {
    /// The verdict in words.
    public var text: String {
        switch self {
        case .met: "met"
        case .missed: "MISSED"
        case .notMeasurable(let reason): "not judged: \(reason)"
        }
    }
}
