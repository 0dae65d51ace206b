// SPDX-License-Identifier: Apache-2.0

import TC3Signing
import Testing

@Suite("TC3 vectors")
struct TC3VectorTests {
    static let positive = SignatureVector.all("tc3")
    static let negative = SignatureVector.all("tc3-negative")

    @Test("are all there")
    func count() {
        #expect(Self.positive.count >= 100)
        #expect(Self.negative.count >= 60)
    }

    @Test("verify from the bytes of the request", arguments: positive)
    func verifies(_ vector: SignatureVector) throws {
        let message = try HTTPRequestMessage(parsing: vector.bytes("signed-request.http"))
        let isSentCase = vector.context.valueCase == "as-sent"
        let verifier = TC3Verifier(
            credentials: [try vector.credential], service: vector.context.service,
            valueCase: isSentCase ? .either : .lowerCased)
        let report = verifier.verify(message, at: vector.context.timestamp)
        #expect(report.matches, "\(report)")
        #expect(report.warnings.contains { $0.contains("as sent") } == isSentCase)
        #expect(try report.canonicalRequest == vector.text("canonical-request.txt"))
        #expect(try report.stringToSign == vector.text("string-to-sign.txt"))
    }

    /// What was changed on its way to bytes that nobody signed cannot be told from another key.
    static let unknowable: Set = [
        "action-changed", "body-changed", "body-removed", "wrong-key", "signature-last-digit",
    ]

    @Test("are explained from the bytes of the request alone", arguments: negative)
    func explains(_ vector: SignatureVector) throws {
        let expected = try #require(vector.context.expected)
        let message = try HTTPRequestMessage(parsing: vector.bytes("signed-request.http"))
        let verifier = TC3Verifier(
            credentials: [try vector.credential], service: vector.context.service, valueCase: .lowerCased)
        let report = verifier.verify(message, at: vector.context.receivedAt)
        #expect(!report.matches)
        guard !Self.unknowable.contains(vector.testDescription) else {
            #expect(report.findings.map(\.cause) == [.signature])
            return
        }
        #expect(report.findings.first?.cause != .signature || expected.step == "signature")
        #expect(report.step?.rawValue == expected.step, "\(report)")
        #expect(report.firstDifference?.line == expected.line, "\(report)")
        #expect(report.firstDifference?.received == expected.received)
        // The verifier does not give away what the signature should have been.
        #expect(report.firstDifference?.expected == (expected.step == "signature" ? nil : expected.expected))
        if vector.exists("expected-signature.txt") {
            #expect(try !"\(report)".contains(vector.text("expected-signature.txt")))
        }
    }

    @Test("differ at the expected line from the sender's steps", arguments: negative)
    func compares(_ vector: SignatureVector) throws {
        let expected = try #require(vector.context.expected)
        let message = try HTTPRequestMessage(parsing: vector.bytes("signed-request.http"))
        let verifier = TC3Verifier(
            credentials: [try vector.credential], service: vector.context.service, valueCase: .lowerCased)
        func step(_ file: String) throws -> String? { vector.exists(file) ? try vector.text(file) : nil }
        let steps = SigningSteps(
            canonicalRequest: try step("canonical-request.txt"), stringToSign: try step("string-to-sign.txt"),
            signature: try step("signature.txt"))
        let report = verifier.compare(message, with: steps, at: vector.context.receivedAt)
        #expect(report.step?.rawValue == expected.step)
        #expect(report.firstDifference?.line == expected.line)
        #expect(report.firstDifference?.expected == expected.expected)
        #expect(report.firstDifference?.received == expected.received)
    }
}
