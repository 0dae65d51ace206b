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
