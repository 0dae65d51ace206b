// SPDX-License-Identifier: Apache-2.0

/// A figure that must be reached, and on what machine.
public struct Gate: Hashable, Sendable {
    /// How the figure is made.
    public enum Measure: Hashable, Sendable {
        /// The time of one case against the sum of others in the same round.
        case ratio(of: String, to: [String], Statistic)
        /// How many times as many bytes in the same time.
        case speedup(of: String, over: String)
        /// Microseconds a repetition.
        case microseconds(of: String)
        /// Mebibytes that a first call takes beside what was there.
        case peakMebibytes(of: String)
        /// How often a repetition asks for memory.
        case allocations(of: String)
        /// How many times as long the fastest peer takes.
        case fastestPeer(algorithm: String)

        /// The cases that the figure is made of, first the one that the goal is about.
        public var cases: [String] {
            switch self {
            case .ratio(let name, let floors, _): [name] + floors
            case .speedup(let name, let other): [name, other]
            case .microseconds(let name), .peakMebibytes(let name), .allocations(let name): [name]
            case .fastestPeer: []
            }
        }
    }

    /// Which of the rounds' ratios counts.
    public enum Statistic: String, Hashable, Sendable {
        case median
        case bestQuartile = "best quartile"
    }

    /// What work it is about.
    public let work: String
    /// How the figure is made.
    public let measure: Measure
    /// The figure that must be reached.
    public let bound: Double
    /// What the processor must have for the bound to be fair.
    public let features: [String]
    /// The family of kernels that must be selected; `nil` for any.
    public let kernel: String?

    /// Describes a gate.
    public init(
        _ work: String, _ measure: Measure, _ bound: Double, features: [String] = [], kernel: String? = nil
    ) {
        self.work = work
        self.measure = measure
        self.bound = bound
        self.features = features
        self.kernel = kernel
    }

    /// Whether more is better.
    public var wantsMore: Bool {
        switch measure {
        case .speedup, .fastestPeer: true
        case .ratio, .microseconds, .peakMebibytes, .allocations: false
        }
    }
}
