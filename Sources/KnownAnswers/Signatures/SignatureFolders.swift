// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

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
            let algorithm = try folder.context.text("algorithm")
            algorithms.insert(algorithm)
            switch algorithm {
            case "TC3-HMAC-SHA256" where folder.context.has("receivedAt"):
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

/// One case: its context, and its files.
struct SignatureFolder {
    let path: String
    let context: VectorFields

    init(_ path: String) throws {
        self.path = path
        let bytes = try FileTree.contents(of: FileTree.join(path, "context.json"))
        context = VectorFields(json: try JSONValue(parsing: bytes.span))
    }

    func has(_ name: String) -> Bool { FileTree.kind(of: FileTree.join(path, name)) == .file }

    func text(_ name: String) throws(NotUnderstood) -> String { try FileTree.text(of: FileTree.join(path, name)) }

    func bytes(_ name: String) throws(NotUnderstood) -> [UInt8] { try FileTree.contents(of: FileTree.join(path, name)) }

    /// Compares what was computed with a step's file.
    func expect(_ computed: String, equals name: String) throws {
        let expected = try text(name)
        guard computed != expected else { return }
        throw StepMismatch(file: name, expected: expected, computed: computed)
    }

    /// Whether the context says that the request is right.
    var isValid: Bool {
        get throws(NotUnderstood) { try context.text("result") == "valid" }
    }
}

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
