// SPDX-License-Identifier: Apache-2.0

/// A NIST CAVP response file, or a text file in its manner: `NAME = value` lines, sections in brackets, comments.
enum CAVPFile {
    static func check(_ bytes: [UInt8], path: String) throws(NotUnderstood) -> VectorFileReport {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw NotUnderstood("is not UTF-8") }
        if RSAPaddingVectors.isSuch(text) { return try RSAPaddingVectors.check(text, path: path) }
        let document = try CAVPDocument(text)
        guard let first = document.records.first else { throw NotUnderstood("is no vector file: it has no values") }
        let title = CAVPTitle(comments: document.comments, fileName: FileTree.lastComponent(of: path))
        // A file whose first record is of no known kind is none of these files at all.
        _ = try CAVPAlgorithm(of: first, title: title)
        var names: [String] = []
        var outcomes: [(name: String, outcome: CaseOutcome)] = []
        for (number, record) in document.records.enumerated() {
            let outcome: CaseOutcome
            do {
                // Of the record and not of the file: the sections of one file can be about digests of several lengths.
                let algorithm = try CAVPAlgorithm(of: record, title: title)
                if !names.contains(algorithm.name) { names.append(algorithm.name) }
                outcome = try algorithm.check(record)
            } catch let error as NotUnderstood {
                outcome = .failed("is not understood: it \(error.reason)")
            } catch {
                outcome = .failed("cannot be checked: \(error)")
            }
            outcomes.append((record.name ?? "record \(number + 1)", outcome))
        }
        var report = VectorFileReport(path: path, format: .cavp, algorithm: names.joined(separator: ", "))
        for (name, outcome) in outcomes { report.record(outcome, of: name) }
        if report.total == 0 { report.report(problem: "has no cases") }
        return report
    }
}
