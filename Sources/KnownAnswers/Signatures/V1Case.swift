// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON
internal import TC3Signing

/// A call with one of the older query signatures.
struct V1Case {
    private let folder: SignatureFolder

    init(_ folder: SignatureFolder) { self.folder = folder }

    func check() throws -> CaseOutcome {
        let context = folder.context
        guard try folder.isValid else { throw NotUnderstood("is a query signature whose result is \"invalid\"") }
        try folder.expectFiles([
            "source-string.txt", "signature.txt", "signed-query.txt", "request.http", "signed-request.http",
        ])
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
        try checkRequests()
        return .passed
    }

    /// Expects both requests to carry the parameters, one of them with the signature.
    private func checkRequests() throws {
        let signed = try Request(folder, "signed-request.http")
        let unsigned = try Request(folder, "request.http")
        let query = try folder.text("signed-query.txt")
        guard signed.parameters == query else {
            throw StepMismatch("signed-request.http has other parameters than signed-query.txt")
        }
        // The signature comes last, whatever the order of the others.
        guard let end = query.ranges(of: "&Signature=").last, unsigned.parameters == query[..<end.lowerBound] else {
            throw StepMismatch("request.http has other parameters than signed-query.txt before its signature")
        }
        guard signed.head == unsigned.head else {
            throw StepMismatch("signed-request.http differs from request.http in more than its parameters")
        }
    }

    /// A request as far as a signature is about it.
    private struct Request {
        /// Method, path and headers, without the length of the body.
        let head: [String]
        let parameters: String

        init(_ folder: SignatureFolder, _ name: String) throws {
            let context = folder.context
            let bytes = try folder.bytes(name)
            let message = try HTTPRequestMessage(parsing: bytes)
            guard try message.method == context.text("method"), try message.path == context.text("path"),
                try message.values(of: "Host") == [context.text("host")]
            else { throw StepMismatch("\(name) is not for the method, host and path of the context") }
            let headers = message.headers.filter { $0.name.lowercased() != "content-length" }
            head = [message.method, message.path] + headers.map { "\($0.name): \($0.value)" }
            let body = String(decoding: bytes[message.bodyRange], as: UTF8.self)
            guard message.query.isEmpty || body.isEmpty else {
                throw NotUnderstood("has a \(name) with parameters in the query and in the body")
            }
            parameters = message.method == "GET" ? message.query : body
        }
    }
}
