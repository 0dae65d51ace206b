// SPDX-License-Identifier: Apache-2.0

/// Folders of one signature case each, with a file for each step.
enum SignatureFolders {
    /// Checks the cases that lie in one folder.
    static func check(_ cases: [String], in folder: String) -> VectorFileReport {
        var algorithms: Set<String> = []
        var outcomes: [(name: String, outcome: CaseOutcome)] = []
        for path in cases {
            outcomes.append((FileTree.lastComponent(of: path), outcome(of: path, algorithms: &algorithms)))
        }
        var report = VectorFileReport(
            path: folder, format: .tcface, algorithm: algorithms.sorted().joined(separator: ", "))
        for (name, outcome) in outcomes { report.record(outcome, of: name) }
        return report
    }

    private static func outcome(of path: String, algorithms: inout Set<String>) -> CaseOutcome {
        do {
            let folder = try SignatureFolder(path)
            // Other suites of step folders, such as that of AWS Signature Version 4, do not name theirs.
            guard let algorithm = try folder.context.optionalText("algorithm") else {
                return .skipped("a signature folder that names no algorithm is not part of this project")
            }
            algorithms.insert(algorithm)
            let isNegative = folder.context.has("receivedAt")
            try SignatureContext.shape(algorithm, isNegative: isNegative)?.check(folder.context.json, "context")
            switch algorithm {
            case "TC3-HMAC-SHA256" where isNegative:
                return try TC3Difference(folder).check()
            case "TC3-HMAC-SHA256": return try TC3Case(folder).check()
            case "HmacSHA1", "HmacSHA256": return try V1Case(folder).check()
            case "legacy-HMAC-SHA1": return try LegacyCase(folder).check()
            default: return .skipped("\(algorithm) is not part of this project")
            }
        } catch let error as NotUnderstood {
            return .failed("is not understood: it \(error.reason)")
        } catch let mismatch as StepMismatch {
            return .failed(mismatch.description)
        } catch {
            return .failed("cannot be checked: \(error)")
        }
    }
}
