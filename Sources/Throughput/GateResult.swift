// SPDX-License-Identifier: Apache-2.0

/// What became of a gate in one run.
public struct GateResult: Hashable, Sendable {
    /// The verdict.
    public enum Verdict: Hashable, Sendable {
        /// The figure is as good as it must be.
        case met
        /// It is not.
        case missed
        /// This run cannot tell, and why. A figure that was measured all the same stands beside it.
        case notMeasurable(String)
    }

    /// The gate.
    public let gate: Gate
    /// The figure, when there is one.
    public let measured: Double?
    /// The verdict.
    public let verdict: Verdict

    /// Judges a gate by the results of one run.
    public init(_ gate: Gate, in report: ThroughputReport) {
        self.gate = gate
        let measured = Self.figure(gate.measure, in: report)
        self.measured = try? measured.get()
        let missing = gate.features.filter { !report.machine.features.contains($0) }
        switch measured {
        case .failure(let reason): verdict = .notMeasurable(reason.text)
        case .success where !missing.isEmpty:
            verdict = .notMeasurable("this processor has no \(missing.joined(separator: ", "))")
        case .success where Self.isTimedOnWall(gate.measure, in: report) && !report.isIdle:
            verdict = .notMeasurable("other processes had the cores, and this is timed on the wall")
        case .success where gate.kernel != nil && gate.kernel != report.machine.kernel:
            verdict = .notMeasurable("needs TCFACE_KERNEL=\(gate.kernel ?? "")")
        case .success(let figure):
            verdict = (gate.wantsMore ? figure >= gate.bound : figure <= gate.bound) ? .met : .missed
        }
    }

    private static func isTimedOnWall(_ measure: Gate.Measure, in report: ThroughputReport) -> Bool {
        switch measure {
        case .speedup: true
        case .ratio, .microseconds: measure.cases.contains { (report.result(named: $0)?.threads ?? 1) > 1 }
        // Peers take turns, and only the ratio inside a turn counts.
        case .peakMebibytes, .allocations, .fastestPeer: false
        }
    }

    private struct Reason: Error { let text: String }

    private static func figure(_ measure: Gate.Measure, in report: ThroughputReport) -> Result<Double, Reason> {
        switch measure {
        case .ratio(let name, let floors, let statistic):
            return all([name] + floors, in: report).flatMap { found in
                let ratio = RoundRatio(of: found[0], to: Array(found.dropFirst()), threshold: report.quietWidth)
                return result(statistic == .median ? ratio?.median : ratio?.bestQuartile, "there are no rounds")
            }
        case .speedup(let name, let other):
            return all([name, other], in: report).flatMap { found in
                let bytes = Double(found[0].byteCount) / Double(found[1].byteCount)
                // Several threads: time on the wall, whatever the frequency of the one core that was asked.
                let ratio = zip(found[0].samples, found[1].samples).map { bytes * $1.seconds / $0.seconds }
                return result(Statistics(ratio)?.median, "there are no rounds")
            }
        case .microseconds(let name):
            return all([name], in: report).flatMap { found in
                result(report.statistics(of: found[0])?.seconds.median, "there are no rounds").map { $0 * 1e6 }
            }
        case .peakMebibytes(let name):
            return all([name], in: report).flatMap { found in
                result(found[0].peakByteCount, "this system does not tell").map { Double($0) / 1048576 }
            }
        case .allocations(let name):
            return all([name], in: report).flatMap { found in
                result(found[0].allocations, "no counting allocator is loaded").map { Double($0) }
            }
        case .fastestPeer(let algorithm):
            return result(report.fastestPeer(algorithm: algorithm), "no peers were run")
        }
    }

    private static func all(_ names: [String], in report: ThroughputReport) -> Result<[CaseResult], Reason> {
        var found: [CaseResult] = []
        for name in names {
            guard let one = report.result(named: name) else {
                let skipped = report.skipped.first { $0.name == name }
                return .failure(Reason(text: skipped?.reason ?? "\(name) was not run"))
            }
            found.append(one)
        }
        return .success(found)
    }

    private static func result<T>(_ value: T?, _ reason: String) -> Result<T, Reason> {
        value.map { .success($0) } ?? .failure(Reason(text: reason))
    }
}
