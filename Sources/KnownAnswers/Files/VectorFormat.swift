// SPDX-License-Identifier: Apache-2.0

/// The forms of vector files that can be read.
public enum VectorFormat: String, CaseIterable, Sendable {
    /// Told by the content.
    case auto
    /// This project's own: Wycheproof's shape with further kinds of groups, and folders with a file for each step.
    case tcface
    /// C2SP/wycheproof, schema v1.
    case wycheproof
    /// NIST ACVP: `prompt.json` beside `expectedResults.json`, or one file with both.
    case acvp
    /// NIST CAVP `.rsp`, and text files in its manner.
    case cavp
}
