// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Expected lines, in which `*` stands for any characters and a line of `...` for any lines.
enum LinePattern {
    /// Whether a text has exactly the lines that are expected.
    static func matches(_ patterns: [String], _ text: String) -> Bool {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        // The text ends in a line end, or is empty.
        if lines.last == "" { lines.removeLast() }
        return matches(patterns[...], lines)
    }

    private static func matches(_ patterns: ArraySlice<String>, _ lines: ArraySlice<Substring>) -> Bool {
        guard let pattern = patterns.first else { return lines.isEmpty }
        if pattern == "..." {
            return (0...lines.count).contains { matches(patterns.dropFirst(), lines.dropFirst($0)) }
        }
        guard let line = lines.first, matches(pattern, line: line) else { return false }
        return matches(patterns.dropFirst(), lines.dropFirst())
    }

    /// Whether one line fits one pattern.
    static func matches(_ pattern: some StringProtocol, line: some StringProtocol) -> Bool {
        let parts = String(pattern).components(separatedBy: "*")
        guard parts.count > 1, let last = parts.last else { return line == pattern }
        guard line.hasPrefix(parts[0]) else { return false }
        var rest = String(line.dropFirst(parts[0].count))
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let place = rest.firstRange(of: part) else { return false }
            rest = String(rest[place.upperBound...])
        }
        return rest.hasSuffix(last)
    }
}
