// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
internal import StrictJSON
internal import TC3Signing

/// Fresh calls with the older query signatures.
struct QuerySignatureVectors {
    let origin: VectorOrigin

    func files() throws -> [GeneratedFile] {
        var files: [GeneratedFile] = []
        for algorithm in [V1Signer.Algorithm.hmacSHA1, .hmacSHA256] {
            for method in [TC3Request.Method.get, .post] {
                for index in 0..<origin.count {
                    let kind = "\(method.rawValue)-\(algorithm.rawValue.dropFirst(4))".lowercased()
                    files += try folder(
                        algorithm, method, "v1/\(GeneratedStepFolder.name(kind, index))")
                }
            }
        }
        return files
    }

    private func folder(
        _ algorithm: V1Signer.Algorithm, _ method: TC3Request.Method, _ label: String
    ) throws -> [GeneratedFile] {
        var stream = origin.seed.stream(label)
        let (secretID, secretKey) = stream.credentials()
        let token = stream.flip() ? stream.word(40) + "/+=" : nil
        let host = stream.pick(["faceid.tencentcloudapi.com", "iai.tencentcloudapi.com", "cvm.tencentcloudapi.com"])
        let path = stream.pick(["/", "/v2/index.php"])
        let (timestamp, nonce) = (stream.timestamp(), stream.below(1 << 32))
        var given: [(name: String, value: String)] = [("Action", "DetectAIFakeFaces"), ("Version", "2018-03-01")]
        for name in stream.shuffled(["ImageUrl", "Filters.0.Name", "Filters.0.Values.0", "Zone"]).prefix(2) {
            given.append((name, stream.text(stream.number(in: 0...24))))
        }
        var parameters = QueryParameters()
        for (name, value) in given { try parameters.append(name, .text(value)) }
        let signature = try V1Signer(
            credential: Credential(secretID: secretID, secretKey: secretKey, token: token), algorithm: algorithm
        ).sign(method, host: host, path: path, parameters: parameters, at: timestamp, nonce: nonce)

        given += [("SecretId", secretID), ("Timestamp", String(timestamp)), ("Nonce", String(nonce))]
        if let token { given.append(("Token", token)) }
        if algorithm == .hmacSHA256 { given.append(("SignatureMethod", algorithm.rawValue)) }
        given.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        let context: [JSONValue.Member] = [
            .text("source", origin.source(label)), .text("comment", "a random call"),
            .text("algorithm", algorithm.rawValue),
            .init("credentials", .object([.text("secretId", secretID), .text("secretKey", secretKey)])),
            .text("method", method.rawValue), .text("host", host), .text("path", path),
            .init("parameters", .object(given.map { .text($0.name, $0.value) })), .init("published", .array([])),
            .text("result", "valid"),
        ]
        let unsigned = given.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
            .joined(separator: "&")
        let signed = "\(unsigned)&Signature=\(PercentEncoding.encode(signature.signature))"
        var folder = GeneratedStepFolder(label, context: context)
        folder.add("source-string.txt", signature.original)
        folder.add("signature.txt", signature.signature)
        folder.add("signed-query.txt", signed)
        for (name, text) in [("request.http", unsigned), ("signed-request.http", signed)] {
            switch method {
            case .get:
                let headers = [HeaderField(name: "Host", value: host)]
                folder.add(name, .get, target: "\(path)?\(text)", headers: headers, body: [])
            case .post:
                let headers = [
                    HeaderField(name: "Host", value: host),
                    HeaderField(name: "Content-Type", value: "application/x-www-form-urlencoded"),
                ]
                folder.add(name, .post, target: path, headers: headers, body: Array(text.utf8))
            }
        }
        return folder.files
    }
}
