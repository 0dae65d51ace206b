// SPDX-License-Identifier: Apache-2.0

/// The line of a canonical request that holds the token of a temporary credential, where the token
/// is signed.
enum TokenLine {
    private static let name = Array("x-tc-token:".utf8)

    /// A text with the token's length in place of the token; the same text when no line has one.
    ///
    /// Knows the line by the header's name, in any letter case and wherever it stands: a sender who
    /// forgot a line feed before it has not made the token any less secret.
    static func redacted(in text: String) -> String {
        let bytes = Array(text.utf8)
        guard firstValue(in: bytes[...]) != nil else { return text }
        let lines = bytes.split(separator: CanonicalRequest.lineFeed, omittingEmptySubsequences: false)
        return lines.map { line in
            guard let value = firstValue(in: line) else { return String(decoding: line, as: UTF8.self) }
            return String(decoding: line[..<value], as: UTF8.self) + "(\(line.endIndex - value) bytes, redacted)"
        }.joined(separator: "\n")
    }

    /// Where the first token starts.
    private static func firstValue(in bytes: ArraySlice<UInt8>) -> Int? {
        var start = bytes.startIndex
        while start + name.count <= bytes.endIndex {
            if name.indices.allSatisfy({ ASCII.lowerCased(bytes[start + $0]) == name[$0] }) {
                return start + name.count
            }
            start += 1
        }
        return nil
    }
}
