// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON
internal import TC3Signing

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
