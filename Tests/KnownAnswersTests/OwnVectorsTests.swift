// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import Testing

@testable import KnownAnswers

@Suite struct OwnVectorsTests {
    /// The counts are lower bounds: a folder that lost its cases must not pass.
    @Test(arguments: [
        ("base64", 300), ("ciphers", 340), ("digests", 40), ("envelopes", 480), ("key-wrapping", 320),
        ("tc3", 110), ("tc3-negative", 69), ("v1", 26), ("legacy", 33),
    ])
    func everyCasePasses(folder: String, minimum: Int) {
        let report = VectorChecker().check(["\(VectorFolders.own)/\(folder)"])
        for file in report.files {
            #expect(file.failures.isEmpty, "\(file.path): \(file.failures)")
            #expect(file.problem == nil, "\(file.path)")
        }
        #expect(report.skipped == 0, "\(report.skipReasons)")
        #expect(report.passed >= minimum)
    }

    @Test(arguments: [
        "base64/base64_test.json", "ciphers/aes_256_cbc_test.json", "ciphers/sm4_gcm_test.json",
        "digests/sm3_test.json", "envelopes/request_body_test.json", "key-wrapping/sm2_test.json",
        "key-wrapping/rsa_pkcs1_wrap_test.json", "key-wrapping/rsa_pkcs1_decrypt_test.json",
    ])
    func anAlteredValueIsFound(file: String) throws {
        let folder = NSTemporaryDirectory() + "tcface-vectors-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let original = try Data(contentsOf: URL(fileURLWithPath: "\(VectorFolders.own)/\(file)"))
        let json = try JSONValue(parsing: Array(original).span, maximumDepth: 64)
        let copy = "\(folder)/altered_test.json"
        let altered = try #require(Self.withFirstValidResultInverted(json))
        try Data(altered.serialized()).write(to: URL(fileURLWithPath: copy))
        let report = VectorChecker().check([copy])
        #expect(report.failed == 1)
        #expect(report.files.first?.failures.first?.name.hasPrefix("tcId") == true)
    }

    @Test(arguments: ["canonical-request.txt", "string-to-sign.txt", "signature.txt", "authorization.txt"])
    func anAlteredStepIsFound(step: String) throws {
        let folder = NSTemporaryDirectory() + "tcface-vectors-\(UUID().uuidString)"
        let copy = "\(folder)/post-doc-minimal-example-key"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.copyItem(
            atPath: "\(VectorFolders.own)/tc3/post-doc-minimal-example-key", toPath: copy)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: "\(copy)/\(step)"))
        bytes[bytes.count - 1] ^= 1
        try bytes.write(to: URL(fileURLWithPath: "\(copy)/\(step)"))
        let report = VectorChecker().check([folder])
        #expect(report.failed == 1)
        #expect(report.files.first?.failures.first?.reason.contains(step) == true)
    }

    /// Calls the first valid test invalid, which no implementation can satisfy.
    private static func withFirstValidResultInverted(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .array(var elements):
            for (index, element) in elements.enumerated() {
                guard let changed = withFirstValidResultInverted(element) else { continue }
                elements[index] = changed
                return .array(elements)
            }
            return nil
        case .object(var members):
            for (index, member) in members.enumerated() {
                if member.name == "result", member.value == "valid" {
                    members[index].value = "invalid"
                    return .object(members)
                }
                guard let changed = withFirstValidResultInverted(member.value) else { continue }
                members[index].value = changed
                return .object(members)
            }
            return nil
        default: return nil
        }
    }
}
