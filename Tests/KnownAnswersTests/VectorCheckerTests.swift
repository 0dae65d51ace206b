// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import Testing

@testable import KnownAnswers

@Suite struct VectorCheckerTests {
    @Test(arguments: [
        ("a_test.json", "{"), ("a_test.json", "{}"), ("a_test.json", #"{"testGroups":[],"numberOfTests":0}"#),
        ("a_test.json", #"{"algorithm":"SM3","testGroups":[{"type":"DigestTest","tests":[]}],"numberOfTests":1}"#),
        ("a.rsp", "what is this"), ("a.rsp", "FOO = 1\n"), ("a.rsp", ""), ("a.txt", "# only a comment\n"),
        ("prompt.json", #"[{"acvVersion":"1.0"},{"vsId":0,"algorithm":"SHA2-256","testGroups":[]}]"#),
    ])
    func aFileThatIsNotUnderstoodIsAProblem(name: String, content: String) throws {
        let report = try Self.check([name: content])
        #expect(report.problems == 1)
        #expect(report.passed == 0)
    }

    @Test func aCaseThatIsNotUnderstoodFails() throws {
        let report = try Self.check([
            "a_test.json":
                #"{"algorithm":"SM3","numberOfTests":1,"testGroups":[{"type":"DigestTest","tests":[{"tcId":1}]}]}"#
        ])
        #expect(report.failed == 1)
        #expect(report.files[0].failures[0].reason.contains("not understood"))
    }

    /// Numbers that no file of vectors has: they stopped the process, or passed whatever came out.
    @Test(arguments: [
        ("a.rsp", "[L = 32]\n\nLen = -8\nMsg = 00\nMD = 00\n"),
        (
            "a_test.json",
            #"{"algorithm":"HMACSHA256","numberOfTests":1,"testGroups":[{"type":"MacTest","tagSize":0,"tests":"#
                + #"[{"tcId":1,"key":"00","msg":"","tag":"","result":"valid"}]}]}"#
        ),
        (
            "a_test.json",
            #"{"algorithm":"HMACSHA1","numberOfTests":1,"testGroups":[{"type":"MacTest","tagSize":-8,"tests":"#
                + #"[{"tcId":1,"key":"00","msg":"","tag":"","result":"valid"}]}]}"#
        ),
        (
            "a.json",
            #"{"vsId":0,"algorithm":"SHA2-256","testGroups":[{"tgId":1,"testType":"AFT","tests":"#
                + #"[{"tcId":1,"len":-8,"msg":"00","md":"00"}]}]}"#
        ),
        (
            "a.json",
            #"{"vsId":0,"algorithm":"HMAC-SHA2-256","testGroups":[{"tgId":1,"testType":"AFT","macLen":0,"tests":"#
                + #"[{"tcId":1,"key":"00","msg":"00","mac":""}]}]}"#
        ),
        (
            "a.json",
            #"{"vsId":0,"algorithm":"SHA2-256","testGroups":[{"tgId":1,"testType":"LDT","tests":[{"tcId":1,"md":"00","#
                + #""largeMsg":{"content":"00","contentLength":8,"fullLength":9223372036854775800,"#
                + #""expansionTechnique":"repeating"}}]}]}"#
        ),
    ])
    func anImpossibleLengthIsNotUnderstood(name: String, content: String) throws {
        let report = try Self.check([name: content])
        #expect(report.failed == 1)
        #expect(report.files.first?.failures.first?.reason.contains("not understood") == true)
    }

    @Test(.timeLimit(.minutes(1)))
    func linksPipesAndEndlessFilesHaveAnEnd() throws {
        let folder = NSTemporaryDirectory() + "tcface-checker-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["a", "b"] {
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(name)", withDestinationPath: ".")
        }
        #expect(mkfifo("\(folder)/pipe.json", 0o600) == 0)
        let report = VectorChecker().check([folder, "/dev/zero"])
        #expect(report.files.map(\.problem).count { $0?.contains("link to a folder") == true } == 2)
        #expect(report.files.map(\.problem).count { $0 == "is not a regular file" } == 2)
        #expect(report.problems == 4)
    }

    @Test func whatLiesBesideAPairIsNamed() throws {
        let report = try Self.check([
            "prompt.json": "{}", "expectedResults.json": "{}", "internalProjection.json": "{}", "more/a.rsp": "x",
        ])
        #expect(report.problems == 2)
        #expect(report.ignored.map { $0.split(separator: "/").last } == ["internalProjection.json"])
    }

    @Test func aPathThatIsNotThereIsAProblem() {
        #expect(VectorChecker().check(["/nonexistent/vectors"]).problems == 1)
    }

    @Test func whatIsNoVectorByNameIsIgnoredAndNamed() throws {
        let report = try Self.check([
            "README.md": "x", "LICENSE.txt": "x", "tool.py": "x", "key.pem.txt": "-----BEGIN ",
        ])
        #expect(report.problems == 0)
        #expect(report.ignored.count == 4)
    }

    @Test func aFileOfAnotherFormIsRefused() throws {
        let report = try Self.check(["a.rsp": "[L = 32]\n\nLen = 0\nMsg = 00\nMD = 00\n"], format: .wycheproof)
        #expect(report.problems == 1)
    }

    @Test func reportsForMachinesCountTheSame() throws {
        let report = try Self.check([
            "a.rsp": "[L = 32]\n\nLen = 0\nMsg = 00\nMD = 00\n\nLen = 7\nMsg = 00\nMD = 00\n",
            "b.rsp": """
            [L = 32]

            Len = 0
            Msg = 00
            MD = e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855

            """,
        ])
        #expect((report.passed, report.failed, report.skipped) == (1, 1, 1))
        #expect(report.json["failed"]?.int == 1)
        #expect(report.json["files"]?.array?.count == 2)
        #expect(report.junit.contains(#"<testsuites tests="3" failures="1" errors="0" skipped="1">"#))
    }

    private static func check(_ files: [String: String], format: VectorFormat = .auto) throws -> VectorReport {
        let folder = NSTemporaryDirectory() + "tcface-checker-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, content) in files {
            let place = URL(fileURLWithPath: "\(folder)/\(name)")
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(content.utf8).write(to: place)
        }
        return VectorChecker(format: format).check([folder])
    }
}
