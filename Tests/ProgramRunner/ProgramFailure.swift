// SPDX-License-Identifier: Apache-2.0

/// A program that could not be run as a test needed it.
public struct ProgramFailure: Error, CustomStringConvertible {
    /// What went wrong.
    public let description: String

    /// Makes a failure.
    public init(_ description: String) { self.description = description }
}
