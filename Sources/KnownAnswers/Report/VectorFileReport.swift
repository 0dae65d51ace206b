// SPDX-License-Identifier: Apache-2.0

/// What became of the cases of one file, or of one folder of cases.
public struct VectorFileReport: Sendable {
    /// A case that did not come out as its file says.
    public struct Failure: Hashable, Sendable {
        /// Which case, such as `tcId 17 (bit 3 of the tag flipped)`.
        public let name: String
        /// What came out otherwise.
        public let reason: String
    }

    /// The file's or folder's path as it was given or found.
    public let path: String
    /// How it was read.
    public let format: VectorFormat
    /// What it is about, by its own account.
    public let algorithm: String
    /// How many cases passed.
    public private(set) var passed = 0
    /// The cases that did not.
    public private(set) var failures: [Failure] = []
    /// How many cases were skipped, for each reason.
    public private(set) var skipped: [String: Int] = [:]
    /// Why the file as a whole cannot be trusted: it is not what it should be, or was not understood.
    public private(set) var problem: String?

    /// How many cases the file has.
    public var total: Int { passed + failures.count + skippedCount }

    /// How many cases were skipped.
    public var skippedCount: Int { skipped.values.reduce(0, +) }

    init(path: String, format: VectorFormat, algorithm: String, problem: String? = nil) {
        self.path = path
        self.format = format
        self.algorithm = algorithm
        self.problem = problem
    }

    mutating func record(_ outcome: CaseOutcome, of name: @autoclosure () -> String) {
        switch outcome {
        case .passed: passed += 1
        case .failed(let reason): failures.append(Failure(name: name(), reason: reason))
        case .skipped(let reason): skipped[reason, default: 0] += 1
        }
    }

    mutating func report(problem: String) {
        self.problem = self.problem ?? problem
    }
}
