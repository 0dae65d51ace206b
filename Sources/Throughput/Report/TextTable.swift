// SPDX-License-Identifier: Apache-2.0

/// Columns of text, the first to the left, the others to the right.
struct TextTable {
    private(set) var rows: [[String]]

    init(_ header: [String]) { rows = [header] }

    mutating func append(_ row: [String]) { rows.append(row) }

    /// One line a row.
    var lines: [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                line += column == 0 ? cell + blanks : "  " + blanks + cell
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// The table in Markdown.
    var markdown: [String] {
        let rule = "| --- |" + String(repeating: " ---: |", count: rows[0].count - 1)
        let lines = rows.map { "| " + $0.joined(separator: " | ") + " |" }
        return [lines[0], rule] + lines.dropFirst()
    }
}
