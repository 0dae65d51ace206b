// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// A test of a generated file, without its number.
struct GeneratedTest {
    let comment: String
    let flags: [String]
    let result: ExpectedResult
    let members: [JSONValue.Member]

    init(
        _ comment: String, _ flags: [String], _ result: ExpectedResult = .valid, _ members: [JSONValue.Member]
    ) {
        self.comment = comment
        self.flags = flags
        self.result = result
        self.members = members
    }
}

/// A file in Wycheproof's shape, as the README of the vectors describes it.
struct GeneratedSuite {
    private let algorithm: String
    private let schema: String
    private let header: [String]
    private let origin: VectorOrigin
    private var groups: [JSONValue] = []
    private var count = 0
    private var flags: Set<String> = []

    init(_ algorithm: String, schema: String, header: String, origin: VectorOrigin) {
        self.algorithm = algorithm
        self.schema = schema
        self.header = [header] + origin.header
        self.origin = origin
    }

    /// Adds a group of tests; none is added when there are no tests.
    mutating func add(_ type: String, label: String, _ members: [JSONValue.Member], tests: [GeneratedTest]) {
        guard !tests.isEmpty else { return }
        var listed: [JSONValue] = []
        for test in tests {
            count += 1
            flags.formUnion(test.flags)
            let head: [JSONValue.Member] = [
                .init("tcId", .number(String(count))), .init("comment", .string(test.comment)),
                .init("flags", .array(test.flags.map { .string($0) })),
            ]
            listed.append(.object(head + test.members + [.init("result", .string(test.result.rawValue))]))
        }
        let source: JSONValue = .object([
            .init("name", .string(origin.source(label))), .init("version", .string("1")),
        ])
        groups.append(
            .object(
                [.init("type", .string(type)), .init("source", source)] + members + [.init("tests", .array(listed))]))
    }

    func file(_ path: String) -> GeneratedFile {
        let notes = flags.sorted().map { JSONValue.Member($0, VectorFlag.note($0)) }
        return GeneratedFile(
            path,
            json: .object([
                .init("algorithm", .string(algorithm)), .init("schema", .string(schema)),
                .init("numberOfTests", .number(String(count))),
                .init("header", .array(header.map { .string($0) })), .init("notes", .object(notes)),
                .init("testGroups", .array(groups)),
            ]))
    }
}

extension JSONValue.Member {
    /// A member with bytes in hexadecimal.
    static func hex(_ name: String, _ bytes: [UInt8]) -> Self { Self(name, .hex(bytes)) }

    static func text(_ name: String, _ text: String) -> Self { Self(name, .string(text)) }

    static func number(_ name: String, _ number: Int) -> Self { Self(name, .number(String(number))) }
}
