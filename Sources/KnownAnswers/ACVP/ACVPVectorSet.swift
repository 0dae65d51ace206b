// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import StrictJSON

/// A NIST ACVP vector set: questions in `prompt.json`, answers in `expectedResults.json` beside it, or both in one
/// file.
enum ACVPVectorSet {
    /// The names of the two files.
    static let pair = ["prompt.json", "expectedResults.json"]

    static func isPair(_ entries: [String]) -> Bool { pair.allSatisfy(entries.contains) }

    /// Whether a JSON text is a vector set: an object with `vsId` and `testGroups`, or an array whose last element is.
    static func isVectorSet(_ json: JSONValue) -> Bool {
        let set = json.array?.last ?? json
        return set["testGroups"] != nil && (set["vsId"] != nil || set["testGroups"]?[0]?["tgId"] != nil)
    }

    /// Checks the pair of files in a folder.
    static func check(folder: String, format: VectorFormat) -> VectorFileReport {
        do throws(NotUnderstood) {
            let prompt = try read(FileTree.join(folder, "prompt.json"))
            let answers = try read(FileTree.join(folder, "expectedResults.json"))
            return try check(prompt: prompt, answers: answers, path: folder, format: format)
        } catch {
            return VectorFileReport(path: folder, format: .acvp, algorithm: "", problem: error.reason)
        }
    }

    /// Checks one file: a prompt with its answers beside it, or a file that has both.
    static func check(
        _ json: JSONValue, path: String, format: VectorFormat
    ) throws(NotUnderstood) -> VectorFileReport {
        let set = VectorFields(json: json.array?.last ?? json)
        switch FileTree.lastComponent(of: path) {
        case "prompt.json":
            let answers = try read(FileTree.join(FileTree.parent(of: path), "expectedResults.json"))
            return try check(prompt: set, answers: answers, path: path, format: format)
        case "expectedResults.json":
            let prompt = try read(FileTree.join(FileTree.parent(of: path), "prompt.json"))
            return try check(prompt: prompt, answers: set, path: path, format: format)
        default:
            return try check(prompt: set, answers: set, path: path, format: format)
        }
    }

    private static func check(
        prompt: VectorFields, answers: VectorFields, path: String, format: VectorFormat
    ) throws(NotUnderstood) -> VectorFileReport {
        guard format == .auto || format == .acvp else { throw NotUnderstood("is not of the form \(format.rawValue)") }
        var name = try prompt.text("algorithm")
        if let mode = try prompt.optionalText("mode") { name += " \(mode)" }
        var report = VectorFileReport(path: path, format: .acvp, algorithm: name)
        var answersByID: [Int: VectorFields] = [:]
        for group in try answers.objects("testGroups") {
            for test in try group.objects("tests") { answersByID[try test.int("tcId")] = test }
        }
        for group in try prompt.objects("testGroups") {
            for test in try group.objects("tests") {
                let id = try test.int("tcId")
                let outcome: CaseOutcome
                if let answer = answersByID[id] {
                    outcome = Self.outcome(of: ACVPCase(algorithm: name, group: group, test: test, answer: answer))
                } else {
                    outcome = .failed("has no expected result")
                }
                report.record(outcome, of: "tcId \(id)")
            }
        }
        if report.total == 0 { report.report(problem: "has no tests") }
        return report
    }

    private static func outcome(of test: ACVPCase) -> CaseOutcome {
        do {
            return try test.check()
        } catch let error as NotUnderstood {
            return .failed("is not understood: it \(error.reason)")
        } catch {
            return .failed("cannot be checked: \(error)")
        }
    }

    private static func read(_ path: String) throws(NotUnderstood) -> VectorFields {
        let bytes = try FileTree.contents(of: path)
        do throws(JSONError) {
            let json = try JSONValue(parsing: bytes.span)
            return VectorFields(json: json.array?.last ?? json)
        } catch {
            throw NotUnderstood("\(FileTree.lastComponent(of: path)) is not valid JSON: \(error.description)")
        }
    }
}
