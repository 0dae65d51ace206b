// SPDX-License-Identifier: Apache-2.0

/// What became of all the vectors that were asked for.
public struct VectorReport: Sendable {
    /// One entry for each file, or folder of cases, in the order they were found.
    public private(set) var files: [VectorFileReport] = []
    /// Files of a folder that are no vectors by their name or form, such as licences and schemas.
    public private(set) var ignored: [String] = []
    /// The files that the result depends on, signature folders' steps included: what no report may be written over.
    public private(set) var read: [String] = []

    /// How many cases passed.
    public var passed: Int { files.reduce(0) { $0 + $1.passed } }
    /// How many cases did not come out as their files say.
    public var failed: Int { files.reduce(0) { $0 + $1.failures.count } }
    /// How many cases were skipped.
    public var skipped: Int { files.reduce(0) { $0 + $1.skippedCount } }
    /// How many files were not understood or not whole.
    public var problems: Int { files.count { $0.problem != nil } }

    /// Why cases were skipped, and how many for each reason, the most frequent first.
    public var skipReasons: [(reason: String, count: Int)] {
        var counts: [String: Int] = [:]
        for file in files { counts.merge(file.skipped, uniquingKeysWith: +) }
        return counts.map { (reason: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    }

    mutating func add(_ file: VectorFileReport) { files.append(file) }

    mutating func markRead(_ path: String) { read.append(path) }

    mutating func ignore(_ path: String) { ignored.append(path) }
}
