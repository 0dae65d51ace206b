// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON
internal import TC3Signing

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
