// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
internal import StrictJSON
internal import TC3Signing

/// A TC3 request that does not verify: the verifier has to find the step and line where it goes wrong.
struct TC3Difference {
    private let folder: SignatureFolder

    init(_ folder: SignatureFolder) { self.folder = folder }

    func check() throws -> CaseOutcome {
        guard try !folder.isValid else { throw NotUnderstood("is called valid, and says when it arrived") }
        let verification = TC3Verification(folder)
        let expected = try folder.context.object("expected")
        let step = try expected.text("step")
        try checkFiles(expected, step: step)
        try checkSender(step: step)
        let receivedAt = Int64(try folder.context.int("receivedAt"))
        let bytes = try folder.bytes("signed-request.http")
        let message: HTTPRequestMessage
        do throws(TC3SigningError) {
            message = try HTTPRequestMessage(parsing: bytes)
        } catch {
            guard step == "request" else { return .failed("the request is refused as a whole: \(error)") }
            // What is no request at all is refused as well, and is no case of anything.
            _ = try RawRequest(bytes)
            return .passed
        }
        // The negative cases hold the sender to the letter of the page.
        let verifier = try verification.verifier(.lowerCased)
        let report = verifier.verify(message, at: receivedAt)
        guard !report.matches else { return .failed("the request verifies") }
        // A request that contradicts itself can go wrong in more than one place; the earlier step is right too.
        guard step != "request" else {
            return report.step == .request ? .passed : .failed("the verifier names \(report.description)")
        }
        let compared = verifier.compare(message, with: try steps(), at: receivedAt)
        guard compared.step?.rawValue == step, let difference = compared.firstDifference,
            difference.line == (try expected.int("line")),
            difference.expected == (try expected.optionalText("expected")),
            difference.received == (try expected.optionalText("received"))
        else {
            return .failed(
                "the difference is in line \(try expected.int("line")) of the \(step), and the verifier says: "
                    + compared.description)
        }
        // Compared with the receiver's own steps, there is nothing to find but what is wrong with the request.
        let receiver = try steps(prefix: "expected-")
        let own = verifier.compare(message, with: receiver, at: receivedAt)
        let isSame = own.canonicalRequest == receiver.canonicalRequest && own.stringToSign == receiver.stringToSign
        guard isSame, own.description == report.description else {
            return .failed("the receiver computes other steps: \(own.description)")
        }
        return .passed
    }

    private func steps(prefix: String = "") throws -> SigningSteps {
        SigningSteps(
            canonicalRequest: try folder.text("\(prefix)canonical-request.txt"),
            stringToSign: try folder.text("\(prefix)string-to-sign.txt"),
            signature: try folder.text("\(prefix)signature.txt"))
    }

    /// Expects the files that the step asks for, and the difference in its file as in the context.
    private func checkFiles(_ expected: VectorFields, step: String) throws {
        guard let known = VerificationReport.Step(rawValue: step) else {
            throw NotUnderstood("expects a difference in the unknown step \"\(step)\"")
        }
        let texts = ["canonical-request.txt", "string-to-sign.txt", "signature.txt"]
        let receiver = known == .request ? [] : texts.map { "expected-\($0)" }
        try folder.expectFiles(Set(texts + receiver + ["signed-request.http", "expected-difference.txt"]))
        let lines = [
            "step: \(step)", "line: \(try expected.int("line"))",
            "expected: \(try expected.optionalText("expected") ?? "(no such line)")",
            "received: \(try expected.optionalText("received") ?? "(no such line)")",
        ]
        try folder.expect(lines.joined(separator: "\n"), equals: "expected-difference.txt")
    }

    /// Expects that the sender made the one mistake and went on from it without another.
    private func checkSender(step: String) throws {
        let canonical = Array(try folder.text("canonical-request.txt").utf8)
        let text = try folder.text("string-to-sign.txt")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // A mistake in the string to sign may be about its digest.
        if step != "string-to-sign", lines.last.map(String.init) != SHA256Hasher.hash(canonical).hex {
            throw StepMismatch("string-to-sign.txt does not end in the digest of canonical-request.txt")
        }
        // A mistake in the signature is one in its key.
        guard step != "signature" else { return }
        let scope = lines.dropFirst(2).first?.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isWhole = scope?.count == 3
        let date =
            isWhole ? scope?[0] : UTCDate(unixSeconds: Int64(try folder.context.int("receivedAt"))).description
        let service = isWhole ? scope?[1] : try folder.context.text("service")
        var key = Array("TC3\(try folder.context.object("credentials").text("secretKey"))".utf8)
        for message in [date ?? "", service ?? "", "tc3_request", text] {
            let bytes = Array(message.utf8)
            key = HMACSHA256(key: key.span).authenticate(bytes.span).array
        }
        try folder.expect(Hex.encode(key), equals: "signature.txt")
    }
}
