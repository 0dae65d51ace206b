// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import Testing

@testable import KnownAnswers

/// Cases that passed because nothing in them was compared.
@Suite struct UncheckedCasesTests {
    @Test(arguments: [
        (
            "ACVP-AES-CBC",
            #""direction":"encrypt","keyLen":256,"#,
            #""key":"\#(String(repeating: "00", count: 32))","iv":"\#(String(repeating: "00", count: 16))","#
                + #""pt":"\#(String(repeating: "00", count: 16))","#
        ),
        ("SHA2-256", "", #""msg":"00","#),
    ])
    func aMonteCarloTestHasAHundredResults(algorithm: String, group: String, test: String) throws {
        let content =
            #"{"vsId":0,"algorithm":"\#(algorithm)","testGroups":[{"tgId":1,"testType":"MCT",\#(group)"tests":"#
            + #"[{"tcId":1,\#(test)"resultsArray":[]}]}]}"#
        let reason = try #require(try Self.firstFailure(of: content))
        #expect(reason.contains("has 0 results of a Monte Carlo test, which has 100"))
    }

    @Test(arguments: [1, 4, 7, 12, 512])
    func aTagIsWholeBytesOfTheDigest(bits: Int) throws {
        let tag = bits == 512 ? "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" : ""
        let key = String(repeating: "0b", count: 20)
        let wycheproof =
            #"{"algorithm":"HMACSHA256","numberOfTests":1,"testGroups":[{"type":"MacTest","tagSize":\#(bits),"tests":"#
            + #"[{"tcId":1,"key":"\#(key)","msg":"4869205468657265","tag":"\#(tag)","result":"valid"}]}]}"#
        let acvp =
            #"{"vsId":0,"algorithm":"HMAC-SHA2-256","testGroups":[{"tgId":1,"testType":"AFT","macLen":\#(bits),"tests":"#
            + #"[{"tcId":1,"key":"\#(key)","msg":"4869205468657265","mac":"\#(tag)"}]}]}"#
        for content in [wycheproof, acvp] {
            #expect(try #require(try Self.firstFailure(of: content)).contains("has a tag of \(bits) bits"))
        }
    }

    @Test func anSM2CiphertextThatNobodyCanCheckIsNotUnderstood() throws {
        let reason = try Self.firstFailure(
            of: #"{"algorithm":"SM2","numberOfTests":1,"testGroups":[{"type":"Sm2WrapTest","tests":"#
                + #"[{"tcId":1,"msg":"00","ct":"ffffff","result":"valid"}]}]}"#)
        #expect(try #require(reason).contains("neither \"k\" nor a private key"))
    }

    @Test func anEnvelopeHasAKnownResult() throws {
        let path = "\(VectorFolders.own)/envelopes/request_body_test.json"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let pattern = #"\"result\": ?\"(valid|invalid|acceptable)\""#
        let altered = text.replacingOccurrences(of: pattern, with: #""result":"Valid!""#, options: .regularExpression)
        let report = try Self.check(["a_test.json": altered])
        #expect(report.passed == 0)
        #expect(report.failed > 100)
    }

    /// One case of each kind of folder.
    static let folders = [
        "tc3/post-doc-minimal-example-key", "tc3-negative/action-changed", "tc3-negative/expired", "v1/base64-value",
        "v1/explorer-get", "legacy/bucket-empty", "legacy/order-of-cos-page",
    ]

    @Test(arguments: folders) func everyFileOfASignatureFolderIsCompared(name: String) throws {
        let original = "\(VectorFolders.own)/\(name)"
        #expect(try Self.checkCopy(of: original) { _ in }.passed == 1)
        let files = try FileManager.default.contentsOfDirectory(atPath: original).filter { $0 != "context.json" }
        #expect(files.count >= 5)
        for file in files {
            let garbled = try Self.checkCopy(of: original) { copy in
                try Data("garbage".utf8).write(to: URL(fileURLWithPath: "\(copy)/\(file)"))
            }
            #expect((garbled.passed, garbled.failed) == (0, 1), "\(file)")
            let lost = try Self.checkCopy(of: original) { try FileManager.default.removeItem(atPath: "\($0)/\(file)") }
            #expect((lost.passed, lost.failed) == (0, 1), "\(file)")
        }
        let more = try Self.checkCopy(of: original) { copy in
            try Data("garbage".utf8).write(to: URL(fileURLWithPath: "\(copy)/more.txt"))
        }
        #expect(more.files.first?.failures.first?.reason.contains("the unknown file more.txt") == true)
    }

    @Test(arguments: folders, ["nonsense", "Valid", "acceptable"])
    func aSignatureFolderHasAKnownResult(name: String, result: String) throws {
        let report = try Self.checkCopy(of: "\(VectorFolders.own)/\(name)") { copy in
            let place = URL(fileURLWithPath: "\(copy)/context.json")
            let text = try String(contentsOf: place, encoding: .utf8)
            let altered = text.replacingOccurrences(
                of: #"\"result\": \"(valid|invalid)\""#, with: #""result": "\#(result)""#, options: .regularExpression)
            try Data(altered.utf8).write(to: place)
        }
        #expect((report.passed, report.failed) == (0, 1))
        #expect(report.files.first?.failures.first?.reason.contains("has the result \"\(result)\"") == true)
    }

    /// HMACs of "Hi There" under 20 bytes 0b: RFC 2202 and RFC 4231, test case 1.
    @Test func sectionsDecideWhichHMACItIs() throws {
        let sections = [
            (20, "b617318655057264e28bc0b6fb378c8ef146be00"),
            (28, "896fb1128abbdf196832107cd49df33f47b4b1169912ba4f53684b22"),
            (32, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        ]
        for order in [sections, sections.reversed()] {
            let text = order.map { length, tag in
                """
                [L=\(length)]

                Count = 0
                Klen = 20
                Tlen = \(length)
                Key = \(String(repeating: "0b", count: 20))
                Msg = 4869205468657265
                Mac = \(tag)

                """
            }
            let report = try Self.check(["HMAC.rsp": text.joined(separator: "\n")])
            #expect((report.passed, report.failed, report.skipped, report.problems) == (2, 0, 1, 0))
            #expect(report.skipReasons.first?.reason == "HMAC with a digest of 28 bytes is not part of this project")
        }
    }

    @Test func aTagIsAsLongAsItsFileSays() throws {
        let report = try Self.check([
            "HMAC.rsp": "[L=20]\n\nTlen = 20\nKey = \(String(repeating: "0b", count: 20))\n"
                + "Msg = 4869205468657265\nMac = b6\n"
        ])
        #expect(report.failed == 1)
    }

    private static func firstFailure(of content: String) throws -> String? {
        let report = try check(["a_test.json": content])
        #expect(report.passed == 0)
        return report.files.first?.failures.first?.reason
    }

    private static func check(_ files: [String: String]) throws -> VectorReport {
        try withFolder { folder in
            for (name, content) in files { try Data(content.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
            return VectorChecker().check([folder])
        }
    }

    private static func checkCopy(of original: String, change: (String) throws -> Void) throws -> VectorReport {
        try withFolder { folder in
            try FileManager.default.copyItem(atPath: original, toPath: "\(folder)/case")
            try change("\(folder)/case")
            return VectorChecker().check([folder])
        }
    }

    private static func withFolder(_ body: (String) throws -> VectorReport) throws -> VectorReport {
        let folder = NSTemporaryDirectory() + "tcface-unchecked-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }
}
