// SPDX-License-Identifier: Apache-2.0

/// A step whose text differs from its file, told by the first line that does.
struct StepMismatch: Error, CustomStringConvertible {
    let description: String

    init(file: String, expected: String, computed: String) {
        let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let computed = computed.split(separator: "\n", omittingEmptySubsequences: false)
        let line =
            zip(expected, computed).enumerated().first { $1.0 != $1.1 }?.offset
            ?? min(expected.count, computed.count)
        let (theirs, ours) = (
            expected.dropFirst(line).first ?? "(no line)", computed.dropFirst(line).first ?? "(no line)"
        )
        description = "line \(line + 1) of \(file) is \"\(theirs)\" and was computed as \"\(ours)\""
    }

    init(_ description: String) { self.description = description }
}
