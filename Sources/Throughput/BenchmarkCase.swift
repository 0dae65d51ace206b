// SPDX-License-Identifier: Apache-2.0

/// One thing that is measured: a name, how much it works on, and how to set it up.
public struct BenchmarkCase: Sendable {
    /// The work itself, set up and ready to be repeated.
    ///
    /// It gives the same result each time and leaves nothing behind.
    public typealias Work = () throws -> Void

    /// Parts from the general to the special, `seal/aes/6MiB`: `--filter` looks for a part of it.
    public let name: String
    /// What one repetition does, in a few words.
    public let summary: String
    /// How many bytes one repetition takes in; 0 where the work does not grow with bytes, such as a signature.
    ///
    /// Of sealing, opening and the floors beside them that is media, so that their MB/s can be compared.
    public let byteCount: Int
    /// How many operations one repetition is; 16 for a batch of 16.
    public let operations: Int
    /// How many threads work.
    public let threads: Int
    /// Whether the work starts threads.
    ///
    /// It is then timed by the clock on the wall, and its caller is not kept on a core.
    public let startsThreads: Bool
    /// The cases whose times together are 1 in the column of ratios.
    public let floors: [String]

    private let makeWork: @Sendable (BenchmarkMaterial) throws -> Work

    /// Describes a case.
    ///
    /// - Parameter makeWork: Sets the work up; what is done in here is not measured.
    public init(
        _ name: String, _ summary: String, byteCount: Int = 0, operations: Int = 1, threads: Int = 1,
        startsThreads: Bool = false, floors: [String] = [],
        makeWork: @escaping @Sendable (BenchmarkMaterial) throws -> Work
    ) {
        self.name = name
        self.summary = summary
        self.byteCount = byteCount
        self.operations = operations
        self.threads = threads
        self.startsThreads = startsThreads
        self.floors = floors
        self.makeWork = makeWork
    }

    /// Sets the work up.
    ///
    /// - Throws: ``ThroughputError`` with `unavailable` when the machine has not what the case needs; else what the
    ///   code under measurement throws.
    public func work(on material: BenchmarkMaterial) throws -> Work { try makeWork(material) }
}
