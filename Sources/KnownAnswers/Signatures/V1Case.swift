// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON
internal import TC3Signing

/// A call with one of the older query signatures.
struct V1Case {
    private let folder: SignatureFolder

    init(_ folder: SignatureFolder) { self.folder = folder }

    func check() throws -> CaseOutcome {
        let context = folder.context
        guard let algorithm = V1Signer.Algorithm(rawValue: try context.text("algorithm")) else {
            throw NotUnderstood("has an unknown algorithm")
        }
        let credentials = try context.object("credentials")
        let given = try context.object("parameters")
        let credential = try Credential(
            secretID: credentials.text("secretId"), secretKey: credentials.text("secretKey"),
            token: given.optionalText("Token"))
        var parameters = QueryParameters()
        let addedBySigner: Set<String> = ["SecretId", "Timestamp", "Nonce", "Token"]
        for member in given.json.object ?? [] where !addedBySigner.contains(member.name) {
            try parameters.append(member.name, .text(try given.text(member.name)))
        }
        guard let timestamp = Int64(try given.text("Timestamp")), let nonce = UInt64(try given.text("Nonce")) else {
            throw NotUnderstood("has a Timestamp or Nonce that is no number")
        }
        let signature = try V1Signer(credential: credential, algorithm: algorithm).sign(
            context.text("method") == "GET" ? .get : .post, host: context.text("host"), path: context.text("path"),
            parameters: parameters, at: timestamp, nonce: nonce)
        try folder.expect(signature.original, equals: "source-string.txt")
        try folder.expect(signature.signature, equals: "signature.txt")
        // The order of the sent parameters is free.
        let sent = try folder.text("signed-query.txt").split(separator: "&").sorted()
        guard signature.encodedParameters.split(separator: "&").sorted() == sent else {
            throw StepMismatch("the encoded parameters differ from signed-query.txt")
        }
        return .passed
    }
}
