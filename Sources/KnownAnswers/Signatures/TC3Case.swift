// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
internal import StrictJSON
internal import TC3Signing

/// A TC3 request that is signed right: signed again, and verified.
struct TC3Case {
    private let folder: SignatureFolder

    init(_ folder: SignatureFolder) { self.folder = folder }

    func check() throws -> CaseOutcome {
        let context = folder.context
        guard try folder.isValid else { throw NotUnderstood("is called invalid, and does not say when it arrived") }
        try folder.expectFiles([
            "request.http", "canonical-request.txt", "string-to-sign.txt", "signature.txt", "authorization.txt",
            "signed-request.http",
        ])
        let body = try RawRequest(folder.bytes("request.http")).body
        let described = try context.object("body")
        guard body.count == (try described.int("length")),
            SHA256Hasher.hash(body).hex == (try described.text("sha256"))
        else { throw StepMismatch("the body is not the one that the context describes") }

        let credentials = try context.object("credentials")
        let signer = try TC3Signer(
            credential: Credential(
                secretID: credentials.text("secretId"), secretKey: credentials.text("secretKey"),
                token: credentials.optionalText("token")),
            service: context.text("service"))
        let timestamp = Int64(try context.int("timestamp"))
        let request = try request()
        let signature =
            switch try context.text("payload") {
            case "signed": try signer.sign(request, body: body.span, at: timestamp)
            case "unsigned": try signer.signUnsignedPayload(request, content: .plain, at: timestamp)
            case let other: throw NotUnderstood("has the payload \"\(other)\"")
            }

        try folder.expect(signature.canonicalRequest, equals: "canonical-request.txt")
        try folder.expect(signature.stringToSign, equals: "string-to-sign.txt")
        try folder.expect(signature.signature, equals: "signature.txt")
        try folder.expect(signature.authorization, equals: "authorization.txt")
        try folder.expectRequests(signedBy: signature.authorization)
        try checkHeaders(signature)
        try TC3Verification(folder).expectMatch(at: timestamp)
        return .passed
    }

    private func request() throws -> TC3Request {
        let context = folder.context
        let signed = try headers("extraSignedHeaders")
        let base: SignedHeaders =
            switch try context.text("signedHeaders") {
            case "minimal": .minimal
            case "standard": .standard
            case let other: throw NotUnderstood("signs the headers \"\(other)\"")
            }
        var names = base
        for header in signed { names = try names.adding(header.name) }
        if try context.text("valueCase") == "as-sent" { names = names.withValuesAsSent() }
        let setByTheSigner: Set<String> = [
            "x-tc-version", "x-tc-timestamp", "x-tc-region", "x-tc-language", "x-tc-token",
        ]
        let added = signed.filter { !setByTheSigner.contains($0.name.lowercased()) }
        return try TC3Request(
            method: context.text("method") == "GET" ? .get : .post, host: context.text("host"),
            action: context.text("action"), version: context.text("version"), region: context.optionalText("region"),
            language: context.optionalText("language"), contentType: context.text("contentType"),
            query: context.text("query"), signedHeaders: names, additionalHeaders: added + headers("extraHeaders"))
    }

    private func headers(_ name: String) throws -> [HeaderField] {
        guard folder.context.has(name) else { return [] }
        return try folder.context.objects(name).map {
            HeaderField(name: try $0.text("name"), value: try $0.text("value"))
        }
    }

    /// Compares the headers with those of the file, by name.
    private func checkHeaders(_ signature: TC3Signature) throws {
        switch try folder.context.text("wire") {
        case "plain": break
        // Spelled by another sender: it can be verified, and not written again.
        case "quirks": return
        case let other: throw NotUnderstood("has the wire \"\(other)\"")
        }
        var sent = try RawRequest(folder.bytes("signed-request.http")).headers
        sent.removeValue(forKey: "content-length")
        let computed = Dictionary(
            signature.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        guard sent == computed else {
            let name = Set(sent.keys).union(computed.keys).sorted().first { sent[$0] != computed[$0] } ?? ""
            throw StepMismatch(
                "the header \(name) is \"\(sent[name] ?? "missing")\" and was computed as "
                    + "\"\(computed[name] ?? "missing")\"")
        }
    }
}
