// SPDX-License-Identifier: Apache-2.0

/// The records of a CAVP file.
struct CAVPDocument {
    /// The lines that begin with `#`, without it.
    let comments: [String]
    let records: [CAVPRecord]

    init(_ text: String) throws(NotUnderstood) {
        var comments: [String] = []
        var records: [CAVPRecord] = []
        var section: [String] = []
        var fields: [(name: String, value: String)] = []
        var seed: String?
        var isSectionOpen = false

        func close() {
            // A seed stands alone before the rounds that start from it.
            if fields.count == 1, fields[0].name == "seed" {
                seed = fields[0].value
            } else if !fields.isEmpty {
                records.append(CAVPRecord(section: section, fields: fields, seed: seed))
                // Each round starts from the digest before it.
                if seed != nil { seed = fields.last { $0.name == "md" }?.value }
            }
            fields = []
        }

        for (number, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = raw.trimmingBlanks
            if line.first == "#" {
                comments.append(String(line.dropFirst().drop { $0 == " " }))
            } else if line.isEmpty {
                close()
            } else if line.first == "[", line.last == "]" {
                close()
                // Brackets on lines of their own, one after the other, describe one section together.
                if !isSectionOpen { section = [] }
                section.append(String(line.dropFirst().dropLast().trimmingBlanks))
                isSectionOpen = true
                continue
            } else if let equals = line.firstIndex(of: "=") {
                let name = line[..<equals].trimmingBlanks.lowercased()
                // A name that comes again begins the next record, where files leave out the empty line.
                if fields.contains(where: { $0.name == name }) { close() }
                fields.append((name, String(line[line.index(after: equals)...].trimmingBlanks)))
            } else {
                throw NotUnderstood("is no vector file: line \(number + 1) is neither a comment, a section nor a value")
            }
            if !line.isEmpty { isSectionOpen = false }
        }
        close()
        self.comments = comments
        self.records = records
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let front = drop(while: isBlank)
        guard let last = front.lastIndex(where: { !isBlank($0) }) else { return front }
        return front[...last]
    }
}
