// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// A JSON file of test groups: Wycheproof's own, and this project's in the same shape.
enum GroupedVectors {
    static func check(_ json: JSONValue, path: String, format: VectorFormat) throws(NotUnderstood) -> VectorFileReport {
        let file = VectorFields(json: json)
        guard file.has("testGroups"), file.has("numberOfTests") else {
            throw NotUnderstood("is JSON, but no vector file: it has no testGroups and numberOfTests")
        }
        // Wycheproof's files for JSON Web Encryption name their algorithm in each group.
        let algorithm = file.json["algorithm"]?.string ?? file.json["schema"]?.string ?? "unnamed"
        let groups = try file.objects("testGroups")
        let schema = OwnSchema.of(file)
        let isOwn =
            schema != nil || groups.contains { $0.json["type"]?.string.map(GroupChecker.ownTypes.contains) ?? false }
        let found: VectorFormat = isOwn || format == .tcface ? .tcface : .wycheproof
        guard format == .auto || format == found else {
            throw NotUnderstood("is not of the form \(format.rawValue)")
        }
        // What stands around the tests decides what they mean: all of it is understood, or none of them counts.
        try schema?.check(file, groups: groups)
        var report = VectorFileReport(path: path, format: found, algorithm: algorithm)
        var paddingErrors: Set<String> = []
        for group in groups {
            let checker = GroupChecker(algorithm: algorithm, group: group, shapeOfTests: schema?.test)
            for test in try group.objects("tests") {
                let outcome = checker.check(test, paddingErrors: &paddingErrors)
                report.record(outcome, of: name(of: test))
            }
        }
        if try file.int("numberOfTests") != report.total {
            report.report(problem: "says that it has \(try file.int("numberOfTests")) tests and has \(report.total)")
        }
        if report.total == 0 { report.report(problem: "has no tests") }
        if paddingErrors.count > 1 {
            report.report(
                problem: "bad paddings could be told apart: \(paddingErrors.sorted().joined(separator: " / "))")
        }
        return report
    }

    private static func name(of test: VectorFields) -> String {
        let id = test.json["tcId"]?.int.map(String.init) ?? "?"
        guard let comment = test.json["comment"]?.string, !comment.isEmpty else { return "tcId \(id)" }
        return "tcId \(id) (\(comment))"
    }
}
