// SPDX-License-Identifier: Apache-2.0

internal import TC3Signing

/// Everything that one run found, and what it was run on.
public struct ThroughputReport: Hashable, Sendable {
    /// The machine.
    public let machine: Machine
    /// When the run began, in seconds since 1970.
    public let unixSeconds: Int64
    /// What the media were made from.
    public let seed: UInt64
    /// The rounds that count.
    public let rounds: Int
    /// The core that work of one thread was kept on.
    public let core: Int?
    /// How many other threads of the machine wanted a core on average while this ran; `nil` where it is not told.
    public let otherLoad: Double?
    /// One result a case.
    public let results: [CaseResult]
    /// What could not be run, and why.
    public let skipped: [SkippedCase]
    /// Other implementations, when they were run beside this one.
    public let peers: [PeerResult]

    /// A report from its parts.
    public init(
        machine: Machine, unixSeconds: Int64, seed: UInt64, rounds: Int, core: Int?, otherLoad: Double? = nil,
        results: [CaseResult], skipped: [SkippedCase] = [], peers: [PeerResult] = []
    ) {
        self.machine = machine
        self.unixSeconds = unixSeconds
        self.seed = seed
        self.rounds = rounds
        self.core = core
        self.otherLoad = otherLoad
        self.results = results
        self.skipped = skipped
        self.peers = peers
    }

    /// Measures cases and writes down what there is to know.
    ///
    /// - Throws: What the work throws.
    public init(
        measuring cases: [BenchmarkCase], options: RoundRobin.Options = .init(), seed: UInt64 = 1,
        at unixSeconds: Int64,
        progress: (@Sendable (String) -> Void)? = nil
    ) throws {
        let outcome = try RoundRobin(options, progress: progress).run(cases, on: BenchmarkMaterial(seed: seed))
        self.init(
            machine: .current, unixSeconds: unixSeconds, seed: seed, rounds: options.rounds, core: outcome.core,
            otherLoad: Machine.otherLoad, results: outcome.results, skipped: outcome.skipped)
    }

    /// The same report with the peers of the same run.
    public func with(peers: [PeerResult]) -> ThroughputReport {
        ThroughputReport(
            machine: machine, unixSeconds: unixSeconds, seed: seed, rounds: rounds, core: core,
            otherLoad: otherLoad, results: results, skipped: skipped, peers: peers)
    }

    /// The day of the run, `2026-11-21`.
    public var date: String { String(describing: UTCDate(unixSeconds: unixSeconds)) }

    /// The width of the core from which on a sample counts as quiet: nine tenths of the best that the run saw.
    ///
    /// The width of a core that is left alone differs between processors, so that the run itself says what it is.
    public var quietWidth: Double {
        let widths = results.flatMap { $0.samples.map(\.freeWidth) }.sorted()
        // Not the very best: a frequency that was taken too low makes a single probe look too good.
        guard !widths.isEmpty else { return 0 }
        return 0.9 * widths[Int(Double(widths.count - 1) * 0.95)]
    }

    /// How many samples there are.
    public var sampleCount: Int { results.reduce(0) { $0 + $1.samples.count } }

    /// How many of them were quiet.
    public var quietSampleCount: Int {
        let width = quietWidth
        return results.reduce(0) { $0 + $1.samples.count { sample in sample.freeWidth >= width } }
    }

    /// Whether times on the wall mean something.
    ///
    /// One thread more than ours on a machine of two cores makes them 1.5 times as long. What one thread needs is timed
    /// by its own clock and does not suffer.
    public var isIdle: Bool { (otherLoad ?? 0) < 0.5 }

    /// The result of a case.
    public func result(named name: String) -> CaseResult? { results.first { $0.name == name } }

    /// The figures of a case, over its samples that count.
    public func statistics(of result: CaseResult) -> CaseStatistics? {
        CaseStatistics(of: result, threshold: quietWidth)
    }

    /// The case's time against that of its floors; `nil` when it has none, or they were not run.
    public func ratio(of result: CaseResult) -> RoundRatio? {
        let floors = result.floors.compactMap { self.result(named: $0) }
        guard floors.count == result.floors.count else { return nil }
        return RoundRatio(of: result, to: floors, threshold: quietWidth)
    }

    /// How many times as long as this package a peer takes, by the rounds in which both took their turn; `nil` when one
    /// of them was not run.
    public func factor(of peer: PeerResult) -> Double? {
        let ours = peers.first { $0.peer == PeerResult.ours && $0.algorithm == peer.algorithm }
        return Statistics(zip(peer.seconds, ours?.seconds ?? []).map { $0 / $1 })?.median
    }

    /// How many times as long the fastest of the vendor's peers takes.
    ///
    /// Swift's own are shown, but no goal was set for them.
    func fastestPeer(algorithm: String) -> Double? {
        peers.filter { $0.algorithm == algorithm && ["python", "java", "node", "go"].contains($0.peer) }
            .compactMap { factor(of: $0) }.min()
    }
}

/// The figures of one case in one run.
public struct CaseStatistics: Hashable, Sendable {
    /// Seconds a repetition.
    public let seconds: Statistics
    /// Cycles a repetition.
    public let cycles: Statistics
    /// How many samples were quiet, of all.
    public let quietCount: Int
    /// How many samples there are.
    public let sampleCount: Int
    /// Bytes a repetition takes in.
    public let byteCount: Int
    /// Whether cycles are cycles: the processor's frequency could be told.
    public let hasFrequency: Bool

    init?(of result: CaseResult, threshold: Double) {
        let counted = result.counted(threshold: threshold)
        guard let seconds = Statistics(counted.map(\.seconds)), let cycles = Statistics(counted.map(\.cycles)) else {
            return nil
        }
        self.seconds = seconds
        self.cycles = cycles
        quietCount = result.samples.count { result.isQuiet($0, threshold: threshold) }
        sampleCount = result.samples.count
        byteCount = result.byteCount
        hasFrequency = counted.allSatisfy { $0.gigahertz > 0 }
    }

    /// Megabytes (10^6 bytes) of media a second; `nil` for work that has no bytes.
    public var megabytesPerSecond: Double? {
        byteCount > 0 && seconds.median > 0 ? Double(byteCount) / seconds.median / 1e6 : nil
    }

    /// Cycles for a byte of media.
    public var cyclesPerByte: Double? {
        byteCount > 0 && hasFrequency ? cycles.median / Double(byteCount) : nil
    }
}
