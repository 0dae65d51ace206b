// SPDX-License-Identifier: Apache-2.0

/// A NIST CAVP response file, or a text file in its manner: `NAME = value` lines, sections in brackets, comments.
enum CAVPFile {
    static func check(_ bytes: [UInt8], path: String) throws(NotUnderstood) -> VectorFileReport {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw NotUnderstood("is not UTF-8") }
        if RSAPaddingVectors.isSuch(text) { return try RSAPaddingVectors.check(text, path: path) }
        let document = try CAVPDocument(text)
        let algorithm = try CAVPAlgorithm(of: document, path: path)
        var report = VectorFileReport(path: path, format: .cavp, algorithm: algorithm.name)
        for (number, record) in document.records.enumerated() {
            let outcome: CaseOutcome
            do {
                outcome = try algorithm.check(record)
            } catch let error as NotUnderstood {
                outcome = .failed("is not understood: it \(error.reason)")
            } catch {
                outcome = .failed("cannot be checked: \(error)")
            }
            report.record(outcome, of: record.name ?? "record \(number + 1)")
        }
        if report.total == 0 { report.report(problem: "has no cases") }
        return report
    }
}
