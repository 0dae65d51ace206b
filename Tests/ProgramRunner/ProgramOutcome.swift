// SPDX-License-Identifier: Apache-2.0

/// How a program ended and what it printed.
public struct ProgramOutcome: Sendable {
    /// The two ways a process ends.
    public enum Ending: Hashable, Sendable {
        /// It ended by itself, with this status.
        case exit(Int32)
        /// This signal ended it.
        case signal(Int32)
    }

    /// How it ended.
    public let ending: Ending
    /// Its standard output.
    public let output: [UInt8]
    /// Its standard error.
    public let errors: [UInt8]

    /// The exit status; `nil` when a signal ended it.
    public var status: Int32? { if case .exit(let status) = ending { status } else { nil } }
    /// Standard output as text.
    public var text: String { String(decoding: output, as: UTF8.self) }
    /// Standard error as text.
    public var errorText: String { String(decoding: errors, as: UTF8.self) }

    /// The outcome of a program that had to succeed.
    ///
    /// - Throws: What it complained about.
    public func successful() throws -> ProgramOutcome {
        guard ending == .exit(0) else { throw ProgramFailure("it ended with \(ending): \(errorText)") }
        return self
    }
}
