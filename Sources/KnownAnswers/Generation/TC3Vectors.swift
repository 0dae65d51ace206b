// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
internal import StrictJSON
internal import TC3Signing

/// Fresh requests with signature v3, all valid.
struct TC3Vectors {
    let origin: VectorOrigin

    private enum Kind: String, CaseIterable {
        case post
        case get
        case multipart
        case unsignedPayload = "unsigned-payload"
        case token
        case minimal
        case extraSigned = "extra-signed"
        case valuesAsSent = "values-as-sent"
    }

    func files() throws -> [GeneratedFile] {
        var files: [GeneratedFile] = []
        for kind in Kind.allCases {
            for index in 0..<origin.count {
                files += try folder(kind, "tc3/\(GeneratedStepFolder.name(kind.rawValue, index))")
            }
        }
        return files
    }

    private struct Inputs {
        let host: String
        let action: String
        let version: String
        let region: String?
        let language: String?
        let contentType: String
        let query: String
        let body: [UInt8]
        let token: String?
        let extraSigned: [HeaderField]
        let extra: [HeaderField]
    }

    private func folder(_ kind: Kind, _ label: String) throws -> [GeneratedFile] {
        var stream = origin.seed.stream(label)
        let inputs = try Self.inputs(kind, &stream)
        let (secretID, secretKey) = stream.credentials()
        let timestamp = stream.timestamp()
        let isMinimal = kind == .minimal || (kind != .post && stream.flip())
        var names: SignedHeaders = isMinimal ? .minimal : .standard
        for header in inputs.extraSigned { names = try names.adding(header.name) }
        if kind == .valuesAsSent { names = names.withValuesAsSent() }
        let request = try TC3Request(
            method: kind == .get ? .get : .post, host: inputs.host, action: inputs.action, version: inputs.version,
            region: inputs.region, language: inputs.language, contentType: inputs.contentType, query: inputs.query,
            signedHeaders: names, additionalHeaders: inputs.extraSigned + inputs.extra)
        let service = String(inputs.host.prefix { $0 != "." })
        let signer = try TC3Signer(
            credential: Credential(secretID: secretID, secretKey: secretKey, token: inputs.token), service: service)
        let signature =
            kind == .unsignedPayload
            ? try signer.signUnsignedPayload(request, content: .plain, at: timestamp)
            : try signer.sign(request, body: inputs.body.span, at: timestamp)

        var credentials: [JSONValue.Member] = [.text("secretId", secretID), .text("secretKey", secretKey)]
        if let token = inputs.token { credentials.append(.text("token", token)) }
        var context: [JSONValue.Member] = [
            .text("source", origin.source(label)), .text("comment", "a random request: \(kind.rawValue)"),
            .text("algorithm", TC3Signature.algorithm), .init("credentials", .object(credentials)),
            .number("timestamp", Int(timestamp)), .text("date", UTCDate(unixSeconds: timestamp).description),
            .text("service", service), .text("host", inputs.host), .text("method", request.method.rawValue),
            .text("query", inputs.query), .text("action", inputs.action), .text("version", inputs.version),
        ]
        if let region = inputs.region { context.append(.text("region", region)) }
        if let language = inputs.language { context.append(.text("language", language)) }
        context += [
            .text("contentType", inputs.contentType), .text("signedHeaders", isMinimal ? "minimal" : "standard"),
            .text("valueCase", kind == .valuesAsSent ? "as-sent" : "lower"),
        ]
        if !inputs.extraSigned.isEmpty { context.append(Self.headers("extraSignedHeaders", inputs.extraSigned)) }
        if !inputs.extra.isEmpty { context.append(Self.headers("extraHeaders", inputs.extra)) }
        let body: JSONValue = .object([
            .number("length", inputs.body.count), .text("sha256", SHA256Hasher.hash(inputs.body).hex),
        ])
        context += [
            .text("payload", kind == .unsignedPayload ? "unsigned" : "signed"), .text("wire", "plain"),
            .init("body", body), .init("published", .array([])), .text("result", "valid"),
        ]

        var folder = GeneratedStepFolder(label, context: context)
        let target = inputs.query.isEmpty ? "/" : "/?\(inputs.query)"
        let unsigned = signature.headers.filter { !$0.isNamed("Authorization") }
        folder.add("request.http", request.method, target: target, headers: unsigned, body: inputs.body)
        folder.add("canonical-request.txt", signature.canonicalRequest)
        folder.add("string-to-sign.txt", signature.stringToSign)
        folder.add("signature.txt", signature.signature)
        folder.add("authorization.txt", signature.authorization)
        folder.add(
            "signed-request.http", request.method, target: target, headers: signature.headers, body: inputs.body)
        return folder.files
    }

    private static func inputs(_ kind: Kind, _ stream: inout SeededStream) throws -> Inputs {
        let (host, action, version) = stream.pick([
            ("faceid.tencentcloudapi.com", "DetectAIFakeFaces", "2018-03-01"),
            ("faceid.ap-guangzhou.tencentcloudapi.com", "LivenessCompare", "2018-03-01"),
            ("faceid.intl.tencentcloudapi.com", "GetLivenessResult", "2018-03-01"),
            ("iai.tencentcloudapi.com", "DetectLiveFaceAccurate", "2020-03-03"),
            ("kms.tencentcloudapi.com", "GenerateDataKey", "2019-01-18"),
        ])
        var contentType = stream.pick(["application/json", "application/json; charset=utf-8"])
        var (query, body): (String, [UInt8]) = ("", [])
        switch kind {
        case .get:
            contentType = "application/x-www-form-urlencoded"
            query = try Self.query(&stream)
        case .multipart:
            var parts = try MultipartBody(boundary: stream.word(stream.number(in: 8...70)).lowercased())
            try parts.append(text: stream.text(stream.number(in: 0...40)), as: "AppId")
            try parts.append(binary: stream.bytes(stream.number(in: 0...600)).span, as: "Image")
            if stream.flip() { try parts.append(json: #"{"a":1}"#, as: "Options") }
            contentType = parts.contentType
            body = parts.finish()
        default:
            let json: JSONValue = .object([
                .text("FaceInput", stream.word(stream.number(in: 0...300))), .text("Extra", stream.text(20)),
                .number("FaceInputType", stream.number(in: 1...2)),
            ])
            body = json.serialized()
        }
        if kind == .valuesAsSent { contentType = "Application/JSON; Charset=UTF-8" }
        var extraSigned: [HeaderField] = []
        if kind == .extraSigned {
            extraSigned = [HeaderField(name: "X-\(stream.pick(["A", "Trace", "Zone"]))", value: stream.word(12))]
        }
        return Inputs(
            host: host, action: action, version: version,
            region: stream.flip() ? stream.pick(["ap-guangzhou", "ap-shanghai", "na-ashburn"]) : nil,
            language: stream.flip() ? stream.pick(["zh-CN", "en-US"]) : nil, contentType: contentType, query: query,
            body: body, token: kind == .token ? stream.word(stream.number(in: 16...400)) + "/+=" : nil,
            extraSigned: extraSigned,
            extra: stream.flip() ? [HeaderField(name: "X-TC-RequestClient", value: "vectors_\(stream.word(4))")] : [])
    }

    /// A query in the order in which it happened to be written.
    private static func query(_ stream: inout SeededStream) throws -> String {
        var parameters = QueryParameters()
        let names = stream.shuffled(["Url", "FaceModelVersion", "Filters.0.Name", "Filters.0.Values.0", "a-b_c"])
        for name in names.prefix(stream.number(in: 0...names.count)) {
            try parameters.append(name, .text(stream.text(stream.number(in: 0...20))))
        }
        return parameters.encoded
    }

    private static func headers(_ name: String, _ fields: [HeaderField]) -> JSONValue.Member {
        .init(name, .array(fields.map { .object([.text("name", $0.name), .text("value", $0.value)]) }))
    }
}
