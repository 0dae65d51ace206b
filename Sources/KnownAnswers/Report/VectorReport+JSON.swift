// SPDX-License-Identifier: Apache-2.0

public import StrictJSON

extension VectorReport {
    /// The report for machines: counts, then a member for each file.
    public var json: JSONValue {
        [
            "passed": .number(passed), "failed": .number(failed), "skipped": .number(skipped),
            "problems": .number(problems),
            "files": .array(files.map(\.json)),
            "ignored": .array(ignored.map { .string($0) }),
        ]
    }
}

extension VectorFileReport {
    fileprivate var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("path", .string(path)), .init("format", .string(format.rawValue)),
            .init("algorithm", .string(algorithm)), .init("passed", .number(passed)),
            .init("failed", .number(failures.count)), .init("skipped", .number(skippedCount)),
        ]
        if let problem { members.append(.init("problem", .string(problem))) }
        if !failures.isEmpty {
            members.append(
                .init("failures", .array(failures.map { ["case": .string($0.name), "reason": .string($0.reason)] })))
        }
        if !skipped.isEmpty {
            members.append(
                .init(
                    "skipReasons",
                    .object(skipped.sorted { $0.key < $1.key }.map { .init($0.key, .number($0.value)) })))
        }
        return .object(members)
    }
}
