// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import TC3Signing
import Testing

@Suite("TC3 request")
struct TC3RequestTests {
    /// Every field that ends up in a request line or a header.
    enum Field: String, CaseIterable, Sendable {
        case host, action, version, region, language, contentType, query, headerName, headerValue, signedHeader, service
    }

    private static func sign(with field: Field, set text: String) throws -> TC3Signature {
        func value(_ candidate: Field, _ usual: String) -> String { candidate == field ? text : usual }
        let isQuery = field == .query
        let request = try TC3Request(
            method: isQuery ? .get : .post, host: value(.host, "faceid.tencentcloudapi.com"),
            action: value(.action, "DetectAIFakeFaces"), version: value(.version, "2018-03-01"),
            region: value(.region, "ap-guangzhou"), language: value(.language, "zh-CN"),
            contentType: isQuery ? nil : value(.contentType, "application/json"), query: isQuery ? text : "",
            signedHeaders: SignedHeaders(names: ["content-type", "host", value(.signedHeader, "x-tc-action")]),
            additionalHeaders: [HeaderField(name: value(.headerName, "X-Extra"), value: value(.headerValue, "1"))])
        let signer = try TC3Signer(credential: Published.credential(), service: value(.service, "faceid"))
        return try signer.sign(request, at: Published.timestamp)
    }

    @Test("takes no control byte in any field, at its start, middle or end", arguments: Field.allCases)
    func controlBytes(field: Field) {
        var accepted: [String] = []
        for byte in Array(UInt8(0)...31) + [127] {
            let control = String(Unicode.Scalar(byte))
            for text in [control + "a", "a" + control + "a", "a" + control, control, "a\r\n" + control] {
                if (try? Self.sign(with: field, set: text)) != nil { accepted.append("\(byte): \(text.utf8.count)") }
            }
        }
        #expect(accepted == [])
    }

    @Test("takes no byte outside ASCII in any field", arguments: Field.allCases)
    func otherBytes(field: Field) {
        for text in ["é", "脸", "a\u{85}", "\u{2028}", "\u{feff}a", "a\u{ff0e}b", "\u{200b}"] {
            #expect((try? Self.sign(with: field, set: text)) == nil)
        }
    }

    @Test("takes no header or request line within a field", arguments: Field.allCases)
    func splitting(field: Field) {
        for text in ["a\r\nX-Evil: 1", "a\nX-Evil: 1", "a HTTP/1.1\r\nHost: evil", "\r\n\r\n{}"] {
            #expect((try? Self.sign(with: field, set: text)) == nil)
        }
    }

    @Test("takes the usual values in every field")
    func usualValues() throws {
        for (field, text) in [
            (Field.host, "127.0.0.1:8080"), (.host, "[::1]:443"), (.action, "LivenessCompare"),
            (.region, "ap-singapore"),
            (.contentType, "application/json; charset=utf-8"), (.query, "A=%20&B=+~"), (.headerValue, "a b"),
            (.headerValue, ""), (.signedHeader, "X-Extra"), (.service, "iai"),
        ] {
            #expect(throws: Never.self) { try Self.sign(with: field, set: text) }
        }
    }

    @Test("is sent with its headers in one order, the signature last")
    func headerOrder() throws {
        let request = try TC3Request(
            host: "h", action: "A", version: "1", region: "r", language: "en-US",
            additionalHeaders: [HeaderField(name: "X-TC-RequestClient", value: "c")])
        let credential = try Credential(secretID: "id", secretKey: "key", token: "t")
        let signer = try TC3Signer(credential: credential, service: "s")
        let signature = try signer.signUnsignedPayload(request, content: .authenticated, at: 5)
        #expect(
            signature.headers.map(\.name) == [
                "Host", "Content-Type", "X-TC-Action", "X-TC-Version", "X-TC-Timestamp", "X-TC-Region",
                "X-TC-Language", "X-TC-Token", "X-TC-Content-SHA256", "X-TC-RequestClient", "Authorization",
            ])
        #expect(signature.headers.last?.value == signature.authorization)
    }

    @Test("is sent without a signature where the action allows it")
    func skipping() throws {
        let request = try TC3Request(host: "sts.tencentcloudapi.com", action: "A", version: "1")
        let headers = try request.headersWithoutSignature(at: 7)
        #expect(headers.last == HeaderField(name: "Authorization", value: "SKIP"))
        #expect(headers.contains(HeaderField(name: "X-TC-Timestamp", value: "7")))
        #expect(throws: TC3SigningError(.timestampOutOfRange, "")) { try request.headersWithoutSignature(at: -1) }
    }

    @Test("has parameters in the query of a GET or in the body of a POST, and not elsewhere")
    func parametersPlace() throws {
        #expect(throws: TC3SigningError(.queryNotAllowed, "")) {
            try TC3Request(host: "h", action: "A", version: "1", query: "a=b")
        }
        let get = try TC3Request(method: .get, host: "h", action: "A", version: "1", query: "a=b")
        #expect(get.contentType == "application/x-www-form-urlencoded")
        #expect(throws: TC3SigningError(.bodyNotAllowed, "")) {
            try Published.signer(service: "s").sign(get, body: [1], at: 1)
        }
        #expect(throws: TC3SigningError(.sizeLimitExceeded, "")) {
            try TC3Request(
                method: .get, host: "h", action: "A", version: "1", query: String(repeating: "a", count: 32 * 1024 + 1))
        }
    }

    @Test(
        "has a content type that its method allows",
        arguments: [
            (TC3Request.Method.get, "application/json"), (.post, "application/x-www-form-urlencoded"),
            (.post, "Application/X-WWW-Form-Urlencoded; charset=utf-8"),
            (.get, "application/x-www-form-urlencoded; charset=utf-8"),
        ])
    func contentTypes(method: TC3Request.Method, contentType: String) {
        #expect(throws: TC3SigningError(.unsupportedContentType, "")) {
            try TC3Request(method: method, host: "h", action: "A", version: "1", contentType: contentType)
        }
    }

    @Test(
        "leaves the headers it sets itself to the signer",
        arguments: ["Host", "content-type", "AUTHORIZATION", "X-TC-Timestamp", "Content-Length", "x-tc-token"])
    func ownHeaders(name: String) {
        #expect(throws: TC3SigningError(.duplicateHeader, "")) {
            try TC3Request(
                host: "h", action: "A", version: "1", additionalHeaders: [HeaderField(name: name, value: "x")])
        }
    }

    @Test("has no header twice, whatever the letter case")
    func duplicateHeaders() {
        #expect(throws: TC3SigningError(.duplicateHeader, "")) {
            try TC3Request(
                host: "h", action: "A", version: "1",
                additionalHeaders: [HeaderField(name: "X-A", value: "x"), HeaderField(name: "x-a", value: "y")])
        }
    }

    @Test("has the headers that are to be signed", arguments: ["x-other", "x-tc-region", "content-length"])
    func missingHeaders(name: String) throws {
        let signedHeaders = try SignedHeaders.standard.adding(name)
        #expect(throws: TC3SigningError(.missingSignedHeader, "")) {
            try TC3Request(host: "h", action: "A", version: "1", signedHeaders: signedHeaders)
        }
    }

    @Test("is refused when a token is to be signed and the credential has none")
    func missingToken() throws {
        let request = try TC3Request(
            host: "h", action: "A", version: "1", signedHeaders: SignedHeaders.standard.adding("X-TC-Token"))
        #expect(throws: TC3SigningError(.missingSignedHeader, "")) {
            try Published.signer(service: "s").sign(request, at: 1)
        }
    }

    @Test(
        "is refused for a time before 1970, after 9999 or in milliseconds",
        arguments: [
            Int64.min, -1, 253_402_300_800, 1_551_113_065_000, .max,
        ])
    func badTimes(timestamp: Int64) throws {
        let request = try TC3Request(host: "h", action: "A", version: "1")
        #expect(throws: TC3SigningError(.timestampOutOfRange, "")) {
            try Published.signer(service: "s").sign(request, at: timestamp)
        }
    }

    @Test("is not signed around an AES-256-CBC body unless that is asked for by name")
    func unsignedCBC() throws {
        let request = try TC3Request(host: "h", action: "A", version: "1")
        let signer = try Published.signer(service: "s")
        #expect(throws: TC3SigningError(.unsignedPayloadRefused, "")) {
            try signer.signUnsignedPayload(request, content: .cbc, at: 1)
        }
        let allowed = try signer.signUnsignedPayload(request, content: .cbcAllowingTampering, at: 1)
        #expect(try allowed.signature == signer.signUnsignedPayload(request, content: .plain, at: 1).signature)
    }

    @Test("signs further headers in the order of their names, trimmed")
    func furtherHeaders() throws {
        let request = try TC3Request(
            host: "H.example", action: "Act", version: "1",
            signedHeaders: SignedHeaders(names: ["X-TC-Action", "x-b", "Host", "Content-Type", "X-A", "x-tc-timestamp"]
            ),
            additionalHeaders: [HeaderField(name: "X-B", value: "  Two  Words "), HeaderField(name: "x-a", value: "")])
        let signature = try Published.signer(service: "s").sign(request, at: 9)
        #expect(
            signature.canonicalRequest == """
                POST
                /

                content-type:application/json
                host:h.example
                x-a:
                x-b:two  words
                x-tc-action:act
                x-tc-timestamp:9

                content-type;host;x-a;x-b;x-tc-action;x-tc-timestamp
                e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                """)
    }

    @Test("signs values as they are sent when that is asked for")
    func valuesAsSent() throws {
        let request = try TC3Request(
            host: "H.example", action: "Act", version: "1", contentType: "application/json; charset=UTF-8",
            signedHeaders: .standard.withValuesAsSent())
        let signature = try Published.signer(service: "s").sign(request, at: 9)
        #expect(signature.canonicalRequest.contains("content-type:application/json; charset=UTF-8\nhost:H.example\n"))
        #expect(signature.canonicalRequest.contains("x-tc-action:Act\n"))
    }

    @Test(
        "is signed with content-type and host at least, each name once, and not with its own signature",
        arguments: [
            [], ["host"], ["content-type"], ["content-type", "host", "HOST"],
            ["content-type", "host", "Authorization"],
        ])
    func badSignedHeaders(names: [String]) {
        #expect(throws: TC3SigningError(.invalidSignedHeaders, "")) { try SignedHeaders(names: names) }
    }

    @Test("gives one signature for a body and for its digest")
    func digestForm() throws {
        let request = try TC3Request(host: "h", action: "A", version: "1")
        let signer = try Published.signer(service: "s")
        let body = Array("{}".utf8)
        #expect(
            try signer.sign(request, body: body, at: 3).signature
                == signer.sign(request, bodyDigest: SHA256Hasher.hash(body), at: 3).signature)
    }

    @Test("takes the key of its own UTC day, whichever day was signed before")
    func keyOfTheDay() throws {
        let request = try TC3Request(host: "h", action: "A", version: "1")
        let shared = try Published.signer(service: "s")
        for timestamp in [Int64](arrayLiteral: 86_399, 86_400, 86_399, 172_799, 172_800, 0) {
            let fresh = try Published.signer(service: "s").sign(request, at: timestamp)
            let again = try shared.sign(request, at: timestamp)
            #expect(again.authorization == fresh.authorization)
            #expect(again.credentialScope.hasPrefix(UTCDate(unixSeconds: timestamp).description))
        }
    }

    @Test("is signed alike by many threads at once")
    func threads() async throws {
        let request = try TC3Request(host: "h", action: "A", version: "1")
        let signer = try Published.signer(service: "s")
        let expected = try (0..<4).map { try signer.sign(request, at: $0 * 86_400).signature }
        let agreeing = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try (0..<500).count {
                        try signer.sign(request, at: Int64($0 % 4) * 86_400).signature == expected[$0 % 4]
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(agreeing == 4000)
    }
}
