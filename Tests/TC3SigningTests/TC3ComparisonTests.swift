// SPDX-License-Identifier: Apache-2.0

import TC3Signing
import Testing

@Suite("TC3 comparison")
struct TC3ComparisonTests {
    private typealias Sent = TC3VerifierTests.Sent

    private static let body = Array(#"{"FaceInput":"AA/A","FaceInputType":1}"#.utf8)

    private static func signature(_ secretKey: String = Published.secretKey) throws -> TC3Signature {
        let request = try TC3Request(
            host: "faceid.tencentcloudapi.com", action: "DetectAIFakeFaces", version: "2018-03-01")
        return try Published.signer(secretKey, service: "faceid").sign(request, body: body, at: Published.timestamp)
    }

    private static func steps(of signature: TC3Signature) -> SigningSteps {
        SigningSteps(
            canonicalRequest: signature.canonicalRequest, stringToSign: signature.stringToSign,
            signature: signature.signature)
    }

    private static func compare(_ sent: Sent, with steps: SigningSteps) throws -> VerificationReport {
        try TC3Verifier(credentials: [Published.credential()]).compare(sent.message, with: steps)
    }

    @Test("matches where verifying does, with the same warnings")
    func matches() throws {
        let signature = try Self.signature()
        let sent = Sent(signature, body: Self.body)
        let report = try Self.compare(sent, with: Self.steps(of: signature))
        #expect(report.matches)
        #expect(report == (try TC3Verifier(credentials: [Published.credential()]).verify(sent.message)))
    }

    @Test("refuses a target that API 3.0 does not take, though every step is right")
    func rightlySignedNonsense() throws {
        let signature = try Self.signature()
        var sent = Sent(signature, body: Self.body)
        sent.target = "/evil"
        let report = try Self.compare(sent, with: Self.steps(of: signature))
        #expect(report.findings.map(\.cause) == [.path])
        #expect(try Self.compare(sent, with: SigningSteps()).findings.map(\.cause) == [.path])
    }

    @Test("refuses a list of signed headers that is not the signed one")
    func rightlySignedList() throws {
        let signature = try Self.signature()
        var sent = Sent(signature, body: Self.body)
        sent.set(
            "Authorization",
            signature.authorization.replacing("content-type;host;x-tc-action", with: "host;content-type;x-tc-action"))
        #expect(try Self.compare(sent, with: Self.steps(of: signature)).findings.map(\.cause) == [.signedHeaders])
    }

    @Test("refuses a wrong signature, though the sender shows the right steps")
    func rightStepsOnly() throws {
        let right = try Self.signature()
        let sent = Sent(try Self.signature("AnotherKey"), body: Self.body)
        #expect(try Self.compare(sent, with: Self.steps(of: right)).findings.map(\.cause) == [.signature])
    }

    @Test("says of a difference what is known about it, once")
    func explainedDifference() throws {
        let signature = try Self.signature()
        var sent = Sent(signature, body: Self.body)
        sent.set("Content-Type", "application/json; charset=utf-8")
        let report = try Self.compare(sent, with: Self.steps(of: signature))
        #expect(report.findings.map(\.cause) == [.header])
        #expect(report.firstDifference?.line == 4)
        #expect(try #require(report.explanation).contains("appended to the content type"))
    }

    @Test("shows a difference that nothing known explains, and nothing beside it when it leads to the signature")
    func unknownDifference() throws {
        let signature = try Self.signature()
        var sent = Sent(signature, body: Self.body)
        sent.body = Array("{}".utf8)
        let steps = Self.steps(of: signature)
        for given in [steps, SigningSteps(canonicalRequest: steps.canonicalRequest)] {
            let report = try Self.compare(sent, with: given)
            #expect(report.findings.count == 1)
            #expect(report.step == .canonicalRequest)
            #expect(report.firstDifference?.line == 9)
            #expect(report.explanation == "the steps differ from here on")
        }
    }

    @Test("keeps what is wrong with the signature when the steps do not lead to it")
    func unknownDifferenceAndKey() throws {
        var sent = Sent(try Self.signature("AnotherKey"), body: Self.body)
        sent.body = Array("{}".utf8)
        let report = try Self.compare(sent, with: Self.steps(of: Self.signature()))
        #expect(report.findings.map(\.step) == [.canonicalRequest, .signature])
    }

    @Test("keeps a second mistake that the first difference does not show")
    func twoMistakes() throws {
        let signature = try Self.signature()
        var sent = Sent(signature, body: Self.body)
        sent.set("Content-Type", "application/json; charset=utf-8")
        sent.body.append(0x0a)
        let report = try Self.compare(sent, with: Self.steps(of: signature))
        #expect(report.findings.map(\.cause) == [.header, .payload])
        #expect(report.findings.map(\.difference.line) == [4, 9])
    }
}
