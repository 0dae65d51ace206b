// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import Testing

@testable import KnownAnswers

/// The project's own files are held to their schemas, member by member.
@Suite struct OwnSchemaTests {
    @Test(arguments: OwnSchema.all) func aSchemaIsThatOfTheVectorsFolder(_ schema: OwnSchema) throws {
        let written = try Self.schema(schema.name)
        let group = try #require(written["properties"]?["testGroups"]?["items"])
        let test = try #require(group["properties"]?["tests"]?["items"])
        #expect(written["properties"]?["algorithm"]?["const"]?.string == schema.algorithm)
        #expect(group["properties"]?["type"]?["const"]?.string == schema.groupType)
        #expect(try Self.shape(written, without: "testGroups") == Self.ordered(OwnSchema.file))
        #expect(try Self.shape(group, without: "tests") == Self.ordered(schema.group))
        #expect(try Self.shape(test) == Self.ordered(schema.test))
    }

    @Test(arguments: [
        ("tc3_context_schema_v1.json", SignatureContext.tc3),
        ("tc3_negative_context_schema_v1.json", SignatureContext.tc3Negative),
        ("v1_context_schema_v1.json", SignatureContext.v1), ("legacy_context_schema_v1.json", SignatureContext.legacy),
    ])
    func aContextIsThatOfTheVectorsFolder(name: String, shape: VectorShape) throws {
        #expect(try Self.shape(Self.schema(name)) == Self.ordered(shape))
    }

    @Test func everySchemaOfTheFolderIsKnown() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: VectorFolders.own + "/schemas")
        let contexts = names.filter { $0.contains("_context_") }
        #expect(Set(names) == Set(OwnSchema.all.map(\.name)).union(contexts))
        #expect(contexts.count == 4)
    }

    /// A change to a file that passes, and what has to be said about it.
    struct Change: Sendable, CustomTestStringConvertible {
        let from: String
        let to: String
        let words: String
        var isOfTheFile = false

        var testDescription: String { words }
    }

    @Test(arguments: [
        Change(from: #""comment": "#, to: #""extra": 1, "comment": "#, words: "unknown member \"extra\""),
        Change(from: #""tcId": 1,"#, to: #""tcId": "1","#, words: "test.tcId that is not a whole number"),
        Change(from: #""flags": ["#, to: #""flags": "none", "was": ["#, words: "test.flags that is not a list"),
        Change(
            from: #""digestSize": 256"#, to: #""digestSize": 256, "extra": 1"#, words: "unknown member \"extra\"",
            isOfTheFile: true),
        Change(from: #""digestSize": 256,"#, to: "", words: "without \"digestSize\"", isOfTheFile: true),
        Change(
            from: #""header": "#, to: #""extra": 1, "header": "#, words: "unknown member \"extra\"", isOfTheFile: true),
        Change(
            from: #""type": "DigestTest""#, to: #""type": "XofTest""#, words: "a group of the type XofTest",
            isOfTheFile: true),
        Change(
            from: #""algorithm": "SM3""#, to: #""algorithm": "SM9""#, words: "the algorithm SM9", isOfTheFile: true),
    ])
    func whatASchemaDoesNotHaveIsAnError(_ change: Change) throws {
        let text = try String(contentsOfFile: VectorFolders.own + "/digests/sm3_test.json", encoding: .utf8)
        let range = try #require(text.range(of: change.from))
        let report = try Self.check(text.replacingCharacters(in: range, with: change.to), as: "sm3_test.json")
        let file = try #require(report.files.first)
        if change.isOfTheFile {
            #expect(file.problem?.contains(change.words) == true, "\(file.problem ?? "no problem")")
            #expect(report.passed == 0)
        } else {
            #expect(file.failures.map { $0.reason.contains(change.words) } == [true], "\(file.failures)")
            #expect(file.failures.first?.reason.contains("is not understood") == true)
        }
    }

    /// Further members in the files of others are documentation.
    @Test func wycheproofsOwnFilesMayHaveFurtherMembers() throws {
        var text = try String(contentsOfFile: VectorFolders.own + "/ciphers/sm4_gcm_test.json", encoding: .utf8)
        text = text.replacingOccurrences(of: #""comment": "#, with: #""extra": 1, "comment": "#)
        #expect(try Self.check(text, as: "sm4_gcm_test.json").failed > 100)
        text = text.replacingOccurrences(of: #""name": "derived: "#, with: #""name": "google-wycheproof: "#)
        let report = try Self.check(text, as: "sm4_gcm_test.json")
        #expect((report.failed, report.problems) == (0, 0))
    }

    @Test(arguments: [
        (#""comment": "#, #""extra": 1, "comment": "#, "unknown member \"extra\""),
        (#""token": "#, #""tokens": "#, "unknown member \"tokens\""),
        (#""timestamp": "#, #""timestamp": "", "was": "#, "context.timestamp that is not a whole number"),
        (#""secretId": "#, #""secretID": "#, "unknown member \"secretID\""),
    ])
    func aContextWithAnotherMemberIsAnError(from: String, to: String, words: String) throws {
        let source = VectorFolders.own + "/tc3/post-token"
        let folder = NSTemporaryDirectory() + "tcface-context-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: source, toPath: folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(VectorChecker().check([folder]).passed == 1)
        let place = folder + "/context.json"
        let text = try String(contentsOfFile: place, encoding: .utf8)
        let range = try #require(text.range(of: from))
        try text.replacingCharacters(in: range, with: to).write(toFile: place, atomically: true, encoding: .utf8)
        let failures = VectorChecker().check([folder]).files.flatMap(\.failures)
        #expect(failures.map { $0.reason.contains("is not understood") && $0.reason.contains(words) } == [true])
    }

    private static func check(_ text: String, as name: String) throws -> VectorReport {
        let folder = NSTemporaryDirectory() + "tcface-schema-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
        return VectorChecker().check([folder])
    }

    private static func schema(_ name: String) throws -> JSONValue {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: VectorFolders.own + "/schemas/" + name)))
        return try JSONValue(parsing: bytes.span)
    }

    /// A JSON Schema as a shape, its members in the order of their names.
    private static func shape(_ schema: JSONValue, without left: String? = nil) throws -> VectorShape {
        if let type = schema["type"]?.string {
            switch type {
            case "string": return .text
            case "integer": return .number
            case "boolean": return .bool
            case "array": return .list(try shape(try #require(schema["items"])))
            case "object":
                guard let properties = schema["properties"]?.object else {
                    return .named(try shape(try #require(schema["additionalProperties"])))
                }
                #expect(schema["additionalProperties"]?.bool == false)
                let required = Set(schema["required"]?.array?.compactMap(\.string) ?? [])
                let members = try properties.filter { $0.name != left }.map { property in
                    VectorShape.Member(
                        property.name, try shape(property.value), isRequired: required.contains(property.name))
                }
                return .object(members.sorted { $0.name < $1.name })
            default: break
            }
        }
        if schema["type"]?.array == ["string", "null"] { return .textOrNull }
        let value = try #require(schema["const"] ?? schema["enum"]?.array?.first)
        return value.string != nil ? .text : value.bool != nil ? .bool : .number
    }

    private static func ordered(_ shape: VectorShape) -> VectorShape {
        switch shape {
        case .list(let shape): .list(ordered(shape))
        case .named(let shape): .named(ordered(shape))
        case .object(let members):
            .object(
                members.map { VectorShape.Member($0.name, ordered($0.shape), isRequired: $0.isRequired) }
                    .sorted { $0.name < $1.name })
        default: shape
        }
    }
}
