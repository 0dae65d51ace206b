// SPDX-License-Identifier: Apache-2.0

/// The first line in which two texts differ.
///
/// Where a line has the token of a temporary credential, its length stands in its place: two tokens
/// of one length look the same here.
public struct LineDifference: Hashable, Sendable, CustomStringConvertible {
    /// The line's number from 1; 0 when the difference is not in a line of a text.
    public let line: Int
    /// What the verifier has there; `nil` when its text ends before the line, and when
    /// ``hidesExpected`` says that it does not show it.
    public let expected: String?
    /// What the sender has there; `nil` when its text ends before the line.
    public let received: String?
    /// Whether the verifier has something there that it does not show: a signature, which whoever
    /// sent a wrong one is not to learn.
    public let hidesExpected: Bool

    init(line: Int, expected: String?, received: String?) {
        self.init(line: line, expected: expected, received: received, hidesExpected: false)
    }

    /// The difference between a signature that was received and one that is not shown.
    init(receivedSignature signature: String) {
        self.init(line: 1, expected: nil, received: signature, hidesExpected: true)
    }

    private init(line: Int, expected: String?, received: String?, hidesExpected: Bool) {
        self.line = line
        self.expected = expected.map(TokenLine.redacted)
        self.received = received.map(TokenLine.redacted)
        self.hidesExpected = hidesExpected
    }

    /// The first difference of two texts whose lines end in LF; `nil` when they are the same.
    init?(expected: String, received: String) {
        guard !Self.isSame(expected, received) else { return nil }
        // Split by bytes: for Swift's characters CR LF is one, which no line ends in.
        let expectedLines = Self.lines(of: expected)
        let receivedLines = Self.lines(of: received)
        let count = max(expectedLines.count, receivedLines.count)
        func line(_ index: Int, of lines: [String]) -> String? { index < lines.count ? lines[index] : nil }
        guard
            let index = (0..<count).first(where: {
                !Self.isSame(line($0, of: expectedLines), line($0, of: receivedLines))
            })
        else { return nil }
        self.init(
            line: index + 1, expected: line(index, of: expectedLines), received: line(index, of: receivedLines))
    }

    /// The difference in three lines, or two where it is not in a line of a text.
    public var description: String {
        let values =
            "  expected: \(expected ?? (hidesExpected ? "not shown" : "nothing"))\n  received: \(received ?? "nothing")"
        return line == 0 ? values : "line \(line)\n\(values)"
    }

    private static func lines(of text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether two lines have the same bytes; equality of strings would let canonically equal ones
    /// pass.
    private static func isSame(_ left: String?, _ right: String?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return Array(left.utf8) == Array(right.utf8)
    }
}
