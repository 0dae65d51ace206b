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
            try Data(content.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
        return VectorChecker(format: format).check([folder])
    }
}
