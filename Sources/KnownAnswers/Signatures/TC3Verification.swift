// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON
internal import TC3Signing

/// The verifier's view of a case's signed request.
struct TC3Verification {
    private let folder: SignatureFolder

    init(_ folder: SignatureFolder) { self.folder = folder }

    /// Expects the request to verify, and that no altered request does.
    func expectMatch(at timestamp: Int64) throws {
        let verifier = try verifier()
        let report = verifier.verify(try message(), at: timestamp)
        guard report.matches else { throw StepMismatch("the verifier says: \(report.description)") }
        let late = verifier.verify(try message(), at: timestamp + TC3Verifier.window + 1, explains: false)
        guard !late.matches else { throw StepMismatch("the verifier accepts the request 301 s later") }
    }

    func message() throws -> HTTPRequestMessage {
        try HTTPRequestMessage(parsing: folder.bytes("signed-request.http"))
    }

    func verifier(_ valueCase: TC3Verifier.ValueCase = .either) throws -> TC3Verifier {
        let credentials = try folder.context.object("credentials")
        return TC3Verifier(
            credentials: [
                try Credential(secretID: credentials.text("secretId"), secretKey: credentials.text("secretKey"))
            ],
            service: try folder.context.text("service"), valueCase: valueCase)
    }
}

/// A TC3 request that does not verify: the verifier has to find the step and line where it goes wrong.
struct TC3Difference {
    private let folder: SignatureFolder

    init(_ folder: SignatureFolder) { self.folder = folder }

    func check() throws -> CaseOutcome {
        let verification = TC3Verification(folder)
        let expected = try folder.context.object("expected")
        let step = try expected.text("step")
        let receivedAt = Int64(try folder.context.int("receivedAt"))
        let bytes = try folder.bytes("signed-request.http")
        let message: HTTPRequestMessage
        do throws(TC3SigningError) {
            message = try HTTPRequestMessage(parsing: bytes)
        } catch {
            return step == "request" ? .passed : .failed("the request is refused as a whole: \(error)")
        }
        // The negative cases hold the sender to the letter of the page.
        let verifier = try verification.verifier(.lowerCased)
        let report = verifier.verify(message, at: receivedAt)
        guard !report.matches else { return .failed("the request verifies") }
        // A request that contradicts itself can go wrong in more than one place; the earlier step is right too.
        guard step != "request" else {
            return report.step == .request ? .passed : .failed("the verifier names \(report.description)")
        }
        let steps = SigningSteps(
            canonicalRequest: try folder.text("canonical-request.txt"),
            stringToSign: try folder.text("string-to-sign.txt"), signature: try folder.text("signature.txt"))
        let compared = verifier.compare(message, with: steps, at: receivedAt)
        guard compared.step?.rawValue == step, compared.firstDifference?.line == (try expected.int("line")) else {
            return .failed(
                "the difference is in line \(try expected.int("line")) of the \(step), and the verifier says: "
                    + compared.description)
        }
        return .passed
    }
}

/// The verifier's view of a legacy case.
struct LegacyVerification {
    private let folder: SignatureFolder

    init(_ folder: SignatureFolder) { self.folder = folder }

    /// Expects the signature to verify.
    func expectMatch() throws {
        let credentials = try folder.context.object("credentials")
        let verifier = LegacyVerifier(
            credentials: [
                try Credential(secretID: credentials.text("secretId"), secretKey: credentials.text("secretKey"))
            ],
            appID: try credentials.text("appId"))
        let report = verifier.verify(
            authorization: try folder.text("signature.txt"), at: Int64(try folder.context.int("timestamp")))
        guard report.matches else { throw StepMismatch("the verifier says: \(report.description)") }
    }
}
