// SPDX-License-Identifier: Apache-2.0

/// What was measured of one case.
public struct CaseResult: Hashable, Sendable {
    /// The case's name.
    public let name: String
    /// What one repetition does.
    public let summary: String
    /// Bytes that one repetition takes in, or 0.
    public let byteCount: Int
    /// Operations that one repetition is.
    public let operations: Int
    /// Threads that worked.
    public let threads: Int
    /// The cases that the ratio is taken to.
    public let floors: [String]
    /// One sample a round, in the order of the rounds.
    public let samples: [Sample]
    /// Seconds of the very first repetition in the process, on the wall: page faults and look-ups included.
    public let firstCallSeconds: Double
    /// How many bytes more than before were in memory at most while the first repetition ran; `nil` where the system
    /// does not tell.
    public let peakByteCount: Int?
    /// How often a repetition asked for memory; `nil` unless a counting allocator is loaded.
    public let allocations: Int?

    /// A result from its figures.
    public init(
        name: String, summary: String, byteCount: Int, operations: Int = 1, threads: Int = 1, floors: [String] = [],
        samples: [Sample], firstCallSeconds: Double, peakByteCount: Int? = nil, allocations: Int? = nil
    ) {
        self.name = name
        self.summary = summary
        self.byteCount = byteCount
        self.operations = operations
        self.threads = threads
        self.floors = floors
        self.samples = samples
        self.firstCallSeconds = firstCallSeconds
        self.peakByteCount = peakByteCount
        self.allocations = allocations
    }

    /// Whether a sample was taken while nothing took part of the core.
    public func isQuiet(_ sample: Sample, threshold: Double) -> Bool { sample.freeWidth >= threshold }

    /// The samples that count: the quiet ones where there are at least three of them, else all.
    public func counted(threshold: Double) -> [Sample] {
        let quiet = samples.filter { isQuiet($0, threshold: threshold) }
        return quiet.count >= 3 ? quiet : samples
    }
}
