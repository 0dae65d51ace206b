// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import TC3Signing
import Testing

@Suite("Tokens in reports")
struct TokenRedactionTests {
    private typealias Sent = TC3VerifierTests.Sent

    private static let token = "TopSecretToken+/0123"
    private static let body = Array("{}".utf8)

    private static func signature(body: [UInt8] = body, secretKey: String = Published.secretKey) throws -> TC3Signature
    {
        let credential = try Credential(secretID: Published.secretID, secretKey: secretKey, token: token)
        let request = try TC3Request(
            host: "faceid.tencentcloudapi.com", action: "DetectAIFakeFaces", version: "2018-03-01",
            signedHeaders: .standard.adding("X-TC-Token"))
        return try TC3Signer(credential: credential, service: "faceid").sign(
            request, body: body, at: Published.timestamp)
    }

    private static func verifier() throws -> TC3Verifier { TC3Verifier(credentials: [try Published.credential()]) }

    /// Everything that a report can put into a log.
    private static func texts(of report: VerificationReport) -> String {
        var text = "\(report)\(report.canonicalRequest ?? "")\(report.stringToSign ?? "")"
        dump(report, to: &text)
        return text
    }

    private static func expectNoToken(in report: VerificationReport, _ what: String) {
        #expect(!texts(of: report).lowercased().contains(token.lowercased()), "\(what)")
    }

    @Test("have their length in their place, and the signature is judged all the same")
    func matches() throws {
        let report = try Self.verifier().verify(Sent(Self.signature(), body: Self.body).message)
        #expect(report.matches)
        Self.expectNoToken(in: report, "matching")
        let lines = try #require(report.canonicalRequest).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 10)
        #expect(lines[6] == "x-tc-token:(20 bytes, redacted)")
        #expect(lines[8] == "content-type;host;x-tc-action;x-tc-token")
    }

    @Test("are in no difference, whatever was changed")
    func changes() throws {
        let signature = try Self.signature()
        let changes: [(String, (inout Sent) -> Void)] = [
            ("another token", { $0.set("X-TC-Token", String(Self.token.reversed())) }),
            ("a longer token", { $0.set("X-TC-Token", Self.token + "x") }),
            ("the body", { $0.body = [] }),
            ("the content type", { $0.set("Content-Type", "application/json; charset=utf-8") }),
            ("the action", { $0.set("X-TC-Action", "Other") }),
            ("the timestamp", { $0.set("X-TC-Timestamp", "1551113066") }),
            ("the order", { $0.set("Authorization", $0.headers.last?.value.replacing("host;", with: "") ?? "") }),
        ]
        for (what, change) in changes {
            var sent = Sent(signature, body: Self.body)
            change(&sent)
            let report = try Self.verifier().verify(sent.message)
            #expect(!report.matches, "\(what)")
            Self.expectNoToken(in: report, what)
            #expect(!Self.texts(of: report).contains(String(Self.token.reversed())), "\(what)")
        }
    }

    @Test(
        "are in no step that a sender shows, right or wrong",
        arguments: [
            "x-tc-token:\(token)", "X-TC-Token:\(token)", "x-tc-token: \(token)", "x-tc-token:\(token) \r",
            "x-tc-action:a,x-tc-token:\(token)", "x-tc-token:\(token)x-tc-token:\(token)",
        ])
    func steps(line: String) throws {
        let signature = try Self.signature()
        let message = try Sent(signature, body: Self.body).message
        let canonicalRequest = signature.canonicalRequest.replacing("x-tc-token:\(Self.token.lowercased())", with: line)
        for steps in [
            SigningSteps(canonicalRequest: canonicalRequest), SigningSteps(stringToSign: canonicalRequest),
            SigningSteps(stringToSign: line), SigningSteps(signature: line),
        ] {
            let report = try Self.verifier().compare(message, with: steps)
            #expect(!report.matches)
            Self.expectNoToken(in: report, line)
        }
    }

    @Test("are not shown by a mistake that was made with them")
    func mistakes() throws {
        let signature = try Self.signature()
        var sent = Sent(signature, body: Self.body)
        // Signed with a blank before the value, so that the line that differs is the token's.
        let canonicalRequest = signature.canonicalRequest.replacing("x-tc-token:", with: "x-tc-token: ")
        let stringToSign = signature.stringToSign.replacing(
            signature.hashedCanonicalRequest.hex, with: SHA256Hasher.hash(canonicalRequest.utf8.span).hex)
        let firstKey = "TC3" + Published.secretKey
        let keys = SigningKey.derive(from: firstKey.utf8.span, date: "2019-02-25", service: "faceid")
        let signed = HMACSHA256(key: keys.signing).authenticate(stringToSign.utf8.span).hex
        sent.set("Authorization", signature.authorization.replacing(signature.signature, with: signed))
        let report = try Self.verifier().verify(sent.message)
        #expect(report.findings.map(\.cause) == [.header])
        #expect(report.firstDifference?.line == 7)
        #expect(report.firstDifference?.expected == "x-tc-token:(20 bytes, redacted)")
        #expect(report.firstDifference?.received == "x-tc-token:(21 bytes, redacted)")
        Self.expectNoToken(in: report, "a blank")
    }
}
