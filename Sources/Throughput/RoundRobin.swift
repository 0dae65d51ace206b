// SPDX-License-Identifier: Apache-2.0

internal import CFaceClock

/// Measures cases in rounds: each round takes one sample of every case, so that whatever changes on the machine
/// changes for all of them.
public struct RoundRobin: Sendable {
    /// How it is measured.
    public struct Options: Hashable, Sendable {
        /// How many rounds count; one more before them warms everything up.
        public var rounds: Int
        /// How long a sample is at least, in seconds: short work is repeated.
        public var sampleSeconds: Double
        /// The core that work of one thread stays on, one of those that the process may use; the last of them unless
        /// it is named.
        public var core: Int?
        /// Leaves the threads where the system puts them, whatever ``core`` says.
        public var staysUnpinned: Bool

        /// Sets how it is measured.
        public init(rounds: Int = 15, sampleSeconds: Double = 0.002, core: Int? = nil, staysUnpinned: Bool = false) {
            self.rounds = rounds
            self.sampleSeconds = sampleSeconds
            self.core = core
            self.staysUnpinned = staysUnpinned
        }
    }

    /// What was found.
    public struct Outcome: Sendable {
        /// One result a case that could be run, in the order of the cases.
        public let results: [CaseResult]
        /// The cases that could not be run, and why.
        public let skipped: [SkippedCase]
        /// The core that work of one thread ran on; `nil` when it was not kept on one.
        public let core: Int?
    }

    private let options: Options
    private let progress: (@Sendable (String) -> Void)?

    /// Takes the options.
    ///
    /// - Parameter progress: Is told now and then what is going on.
    public init(_ options: Options = Options(), progress: (@Sendable (String) -> Void)? = nil) {
        self.options = options
        self.progress = progress
    }

    /// Measures the cases.
    ///
    /// - Throws: ``ThroughputError`` with `noSuchCore` before anything runs, when the thread cannot be kept on the core
    ///   that the options name; what the work throws. A case that the machine cannot run is skipped instead, and named.
    public func run(_ cases: [BenchmarkCase], on material: BenchmarkMaterial) throws -> Outcome {
        let core = try pin()
        defer { tcface_clock_unpin() }
        var running: [RunningCase] = []
        var skipped: [SkippedCase] = []
        progress?("first calls of \(cases.count) cases")
        for `case` in cases {
            do {
                running.append(try RunningCase(`case`, on: material, core: core, sampleSeconds: options.sampleSeconds))
            } catch let error as ThroughputError where error.code == .unavailable {
                skipped.append(SkippedCase(name: `case`.name, reason: error.message))
            }
        }
        for round in 0...options.rounds {
            progress?(round == 0 ? "warming up" : "round \(round) of \(options.rounds)")
            for index in running.indices { try running[index].takeSample(counts: round > 0) }
        }
        return Outcome(results: running.map(\.result), skipped: skipped, core: core)
    }

    private func pin() throws(ThroughputError) -> Int? {
        guard !options.staysUnpinned else { return nil }
        guard let named = options.core else {
            // Numbers of the system fit its own type.
            guard let core = Cores.allowed.last, tcface_clock_pin(Int32(core)) else { return nil }
            return core
        }
        guard Cores.allowed.contains(named), tcface_clock_pin(Int32(named)) else {
            let allowed = Cores.allowed.map(String.init).joined(separator: ", ")
            throw ThroughputError(
                .noSuchCore, "core \(named) is not one that this process may use",
                hint: allowed.isEmpty ? "this system keeps no thread on a core" : "it may use \(allowed)")
        }
        return named
    }
}

/// A case that could not be run.
public struct SkippedCase: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// What is missing.
    public let reason: String

    /// Names a case and what is missing.
    public init(name: String, reason: String) {
        self.name = name
        self.reason = reason
    }
}

/// A case between its first call and its last sample.
private struct RunningCase {
    private let `case`: BenchmarkCase
    private let work: BenchmarkCase.Work
    private let core: Int?
    private let firstCallSeconds: Double
    private let peakByteCount: Int?
    private let allocations: Int?
    private let repetitions: Int
    private let isLong: Bool
    private var samples: [Sample] = []

    init(_ case: BenchmarkCase, on material: BenchmarkMaterial, core: Int?, sampleSeconds: Double) throws {
        let work = try `case`.work(on: material)
        if `case`.startsThreads { tcface_clock_unpin() }
        defer { if let core, `case`.startsThreads { _ = tcface_clock_pin(Int32(core)) } }

        tcface_clock_trim_heap()
        let before = ProcessMemory.resetPeak() ? ProcessMemory.status() : nil
        var counted = tcface_clock_allocations()
        let first = try Self.seconds(of: work)
        firstCallSeconds = first
        let after = ProcessMemory.status()
        peakByteCount = before.flatMap { before in after.map { max(0, $0.peak - before.resident) } }

        // Work of seconds needs no second call to be warm, nor to be told from a sample.
        isLong = first > Self.longSeconds
        if !isLong {
            counted = tcface_clock_allocations()
            try work()
        }
        allocations = counted < 0 ? nil : Int(tcface_clock_allocations() - counted)
        repetitions = isLong ? 1 : max(1, Int((sampleSeconds / max(try Self.seconds(of: work), 1e-8)).rounded(.up)))
        self.case = `case`
        self.work = work
        self.core = core
    }

    private static let longSeconds = 1.0

    private static func seconds(of work: BenchmarkCase.Work) throws -> Double {
        let start = tcface_clock_wall()
        try work()
        return Double(tcface_clock_wall() - start) / 1e9
    }

    mutating func takeSample(counts: Bool) throws {
        guard counts || !isLong else { return }
        // A thread that may use all cores may have help that its own clock does not see.
        let isAlone = !`case`.startsThreads && core != nil
        if `case`.startsThreads { tcface_clock_unpin() }
        defer { if `case`.startsThreads, let core { _ = tcface_clock_pin(Int32(core)) } }

        let frequencyBefore = tcface_clock_gigahertz()
        let widthBefore = tcface_clock_free_width(frequencyBefore)
        let start = isAlone ? tcface_clock_thread() : tcface_clock_wall()
        for _ in 0..<repetitions { try work() }
        let elapsed = (isAlone ? tcface_clock_thread() : tcface_clock_wall()) - start
        let frequencyAfter = tcface_clock_gigahertz()
        let widthAfter = tcface_clock_free_width(frequencyAfter)
        guard counts else { return }
        samples.append(
            Sample(
                seconds: Double(elapsed) / 1e9 / Double(repetitions),
                gigahertz: (frequencyBefore + frequencyAfter) / 2, freeWidth: min(widthBefore, widthAfter)))
    }

    var result: CaseResult {
        CaseResult(
            name: `case`.name, summary: `case`.summary, byteCount: `case`.byteCount, operations: `case`.operations,
            threads: `case`.threads, floors: `case`.floors, samples: samples, firstCallSeconds: firstCallSeconds,
            peakByteCount: peakByteCount, allocations: allocations)
    }
}
