// SPDX-License-Identifier: Apache-2.0

import FaceSandbox
import RequestCrypto
import StrictJSON
import TC3Signing
import Testing

@Suite("Signatures, and everything that breaks one")
struct SignatureTests {
    private static let now = SandboxUnderTest.now

    /// Requests that differ from a good one in one place.
    private static let tampering: [(what: String, code: String, change: @Sendable (inout RawRequest) -> Void)] = [
        ("a query", "AuthFailure.SignatureFailure", { $0.target = "/?A=1" }),
        ("a question mark", "AuthFailure.SignatureFailure", { $0.target = "/?A" }),
        ("another path", "InvalidRequest", { $0.target = "/x" }),
        ("another method", "InvalidRequest", { $0.method = "GET" }),
        ("an unknown method", "UnsupportedProtocol", { $0.method = "PUT" }),
        (
            "the content type's parameter", "AuthFailure.SignatureFailure",
            { $0["Content-Type"] = "application/json; charset=utf-8" }
        ),
        ("another host", "AuthFailure.SignatureFailure", { $0["Host"] = "localhost" }),
        ("another action", "AuthFailure.SignatureFailure", { $0["X-TC-Action"] = "IdCardVerification" }),
        (
            "an action of another service", "AuthFailure.SignatureFailure",
            {
                $0["X-TC-Action"] = "DetectLiveFaceAccurate"; $0["X-TC-Version"] = "2020-03-03"
            }
        ),
        ("a second earlier", "AuthFailure.SignatureFailure", { $0["X-TC-Timestamp"] = String(now - 1) }),
        ("a signed header's value", "AuthFailure.SignatureFailure", { $0["X-Custom"] = "b" }),
        ("a signed header removed", "AuthFailure.InvalidAuthorization", { $0["X-Custom"] = nil }),
        ("one bit of the body", "AuthFailure.SignatureFailure", { $0.body[20] ^= 1 }),
        ("a blank behind the body", "AuthFailure.SignatureFailure", { $0.body.append(0x20) }),
        ("a line end behind the body", "AuthFailure.SignatureFailure", { $0.body.append(0x0a) }),
        ("a byte less", "AuthFailure.SignatureFailure", { $0.body.removeLast() }),
        ("no body", "AuthFailure.SignatureFailure", { $0.body = [] }),
        (
            "the members the other way round", "AuthFailure.SignatureFailure",
            {
                let tree = try? JSONValue(reading: $0.body)
                $0.body = JSONValue.object((tree?.object ?? []).reversed()).serialized()
            }
        ),
        (
            "blanks between the members", "AuthFailure.SignatureFailure",
            {
                let tree = try? JSONValue(reading: $0.body)
                $0.body = tree?.serialized(pretty: true) ?? []
            }
        ),
        (
            "another day in the scope", "AuthFailure.SignatureFailure",
            {
                $0["Authorization"] = $0["Authorization"]?.replacing("2023-11-14", with: "2023-11-15")
            }
        ),
        (
            "another service in the scope", "AuthFailure.SignatureFailure",
            {
                $0["Authorization"] = $0["Authorization"]?.replacing("/faceid/", with: "/iai/")
            }
        ),
        (
            "another key ID", "AuthFailure.SecretIdNotFound",
            {
                $0["Authorization"] = $0["Authorization"]?.replacing("Credential=AKID", with: "Credential=AKIX")
            }
        ),
        (
            "another last word in the scope", "AuthFailure.InvalidAuthorization",
            {
                $0["Authorization"] = $0["Authorization"]?.replacing("tc3_request", with: "aws4_request")
            }
        ),
        (
            "another algorithm", "AuthFailure.InvalidAuthorization",
            {
                $0["Authorization"] = $0["Authorization"]?.replacing("TC3-HMAC-SHA256", with: "TC3-HMAC-SHA1")
            }
        ),
        (
            "a shorter signature", "AuthFailure.SignatureFailure",
            {
                $0["Authorization"] = $0["Authorization"].map { String($0.dropLast()) }
            }
        ),
        (
            "another digit of the signature", "AuthFailure.SignatureFailure",
            {
                guard let value = $0["Authorization"] else { return }
                $0["Authorization"] = value.dropLast() + (value.hasSuffix("0") ? "1" : "0")
            }
        ),
        (
            "no signed headers", "AuthFailure.InvalidAuthorization",
            {
                $0["Authorization"] = $0["Authorization"]?
                    .replacing("content-type;host;x-custom;x-tc-action", with: "")
            }
        ),
        ("no Authorization", "AuthFailure.InvalidAuthorization", { $0["Authorization"] = nil }),
        ("two of them", "InvalidRequest", { $0.headers.append($0.headers[$0.headers.count - 1]) }),
        ("no key at all", "AuthFailure.InvalidAuthorization", { $0["Authorization"] = "SKIP" }),
        ("a token that is not asked for", "AuthFailure.TokenFailure", { $0["X-TC-Token"] = "abc" }),
    ]

    private static func request(_ service: SandboxUnderTest, at time: Int64 = now) throws -> RawRequest {
        try service.signed(
            .detect, body: TestAction.detect.parameters.serialized(), at: time,
            headers: SignedHeaders.standard.adding("x-custom"),
            additional: [HeaderField(name: "X-Custom", value: "a")])
    }

    @Test("the good request is accepted, and each change of it has its code")
    func tampering() async throws {
        try await withSandbox { service in
            let good = try Self.request(service)
            #expect(await service.send(good)?.response?["AttackRiskLevel"]?.string == "Low")
            for (what, code, change) in Self.tampering {
                var request = good
                change(&request)
                let answer = try #require(await service.send(request), "\(what)")
                #expect(answer.code == code, "\(what): \(answer.message ?? "")")
                #expect(answer.status == 200, "\(what)")
                #expect(answer.requestID?.utf8.count == 36, "\(what)")
            }
            // And once more, to see that nothing of all that stayed.
            #expect(await service.send(good)?.code == nil)
        }
    }

    @Test("more than five minutes of difference are refused, with the server's clock in the message")
    func clock() async throws {
        try await withSandbox { service in
            for offset in [-300, -299, 0, 299, 300] as [Int64] {
                let answer = await service.send(try Self.request(service, at: Self.now + offset))
                #expect(answer?.code == nil, "\(offset)")
            }
            for offset in [-86_400, -301, 301, 86_400] as [Int64] {
                let answer = await service.send(try Self.request(service, at: Self.now + offset))
                #expect(answer?.code == "AuthFailure.SignatureExpire", "\(offset)")
                #expect(answer?.message?.contains("server time \(Self.now)") == true)
                #expect(answer?.headers["date"] == "Tue, 14 Nov 2023 22:13:20 GMT")
            }
        }
    }

    @Test(
        "any set of signed headers is accepted, with values in either case",
        arguments: [SignedHeaders.minimal, .standard, .minimal.withValuesAsSent(), .standard.withValuesAsSent()])
    func signedHeaders(_ headers: SignedHeaders) async throws {
        try await withSandbox { service in
            let request = try service.signed(
                .detect, body: TestAction.detect.parameters.serialized(), headers: headers)
            #expect(await service.send(request)?.code == nil)
        }
    }

    @Test("a wrong secret key and an unknown secret ID are told apart, and from nothing else")
    func wrongKeys() async throws {
        try await withSandbox { service in
            let body = TestAction.detect.parameters.serialized()
            let otherKey = try Credential(secretID: service.sandbox.secretID, secretKey: "NotTheKeyOfThisRun")
            let wrong = await service.send(try service.signed(.detect, body: body, credential: otherKey))
            #expect(wrong?.code == "AuthFailure.SignatureFailure")
            let otherID = try Credential(secretID: "AKIDsomebodyElse", secretKey: "NotTheKeyOfThisRun")
            let unknown = await service.send(try service.signed(.detect, body: body, credential: otherID))
            #expect(unknown?.code == "AuthFailure.SecretIdNotFound")
        }
    }

    @Test("a temporary credential needs its token, and ends when it ends")
    func tokens() async throws {
        let temporary = try Credential(secretID: "AKIDtemporary", secretKey: "KeyOfIt", token: "TokenOfIt")
        try await withSandbox { configuration in
            configuration.credential = temporary
            configuration.credentialExpiry = Self.now + 60
        } _: { service in
            let good = try Self.request(service)
            #expect(await service.send(good)?.code == nil)
            for token in [nil, "", "TokenOfI", "TokenOfIu", "tokenofit"] {
                var request = good
                request["X-TC-Token"] = token
                #expect(await service.send(request)?.code == "AuthFailure.TokenFailure", "\(token ?? "none")")
            }
        }
        try await withSandbox { configuration in
            configuration.credential = temporary
            configuration.credentialExpiry = Self.now
        } _: { service in
            let answer = await service.send(try Self.request(service))
            #expect(answer?.code == "AuthFailure.TokenFailure")
        }
    }

    @Test("a body that is not signed is taken, and one that claims to be is checked")
    func unsignedPayload() async throws {
        try await withSandbox { service in
            let request = try TC3Request(
                host: "127.0.0.1", action: "DetectAIFakeFaces", version: "2018-03-01")
            let signature = try TC3Signer(credential: service.sandbox.credential, service: "faceid")
                .signUnsignedPayload(request, content: .plain, at: Self.now)
            var raw = RawRequest(headers: signature.headers, body: TestAction.detect.parameters.serialized())
            #expect(await service.send(raw)?.code == nil)
            raw["X-TC-Content-SHA256"] = nil
            #expect(await service.send(raw)?.code == "AuthFailure.SignatureFailure")
        }
    }

    @Test("what a signature should have been is for the journal, never for the sender")
    func explanation() async throws {
        try await withSandbox { service in
            var request = try Self.request(service)
            request["Content-Type"] = "application/json; charset=utf-8"
            let answer = try #require(await service.send(request))
            let exchange = try #require(await service.sandbox.journal().last)
            let mismatch = try #require(exchange.signatureMismatch)
            #expect(mismatch.step == "canonical-request")
            #expect(mismatch.line == 4)
            #expect(mismatch.expected == "content-type:application/json; charset=utf-8")
            #expect(mismatch.received == "content-type:application/json")
            #expect(exchange.requestID == answer.requestID)
            #expect(exchange.errorCode == "AuthFailure.SignatureFailure")
            #expect(!answer.text.contains("content-type"))
            #expect(!answer.text.contains(mismatch.explanation))
            let good = try Self.request(service)
            let signature = try #require(good["Authorization"]?.split(separator: "Signature=").last)
            #expect(!answer.text.contains(signature))
        }
    }

    /// Without a limit, a GET of 8 KB was enough for a quarter of a minute.
    @Test("a wrong signature is refused soon, however many parameters and headers it is over")
    func costlyRequests() async throws {
        try await withSandbox { service in
            let query = (0..<1900).map { "\($0)" }.joined(separator: "&")
            let extra = (0..<80).map { HeaderField(name: "X-\($0)", value: "A") }
            let request = try TC3Request(
                method: .get, host: "127.0.0.1", action: "GetLivenessResult", version: "2018-03-01",
                region: "ap-jakarta", query: query,
                signedHeaders: SignedHeaders(names: SignedHeaders.standard.names + extra.map(\.name)),
                additionalHeaders: extra)
            let other = try Credential(secretID: service.sandbox.secretID, secretKey: "NotTheKeyOfThisRun")
            let headers = try TC3Signer(credential: other, service: "faceid")
                .sign(request, body: [UInt8]().span, at: Self.now).headers
            let raw = RawRequest(method: "GET", target: "/?\(query)", headers: headers)
            #expect(await service.send(raw)?.code == "AuthFailure.SignatureFailure")
            let exchange = try #require(await service.sandbox.journal().last)
            #expect(exchange.microseconds < 10_000_000)
            let mismatch = try #require(exchange.signatureMismatch)
            #expect(mismatch.explanation.contains("trying all would have taken too long"))
            #expect(mismatch.expected == nil)
            #expect(mismatch.hidesExpected)
        }
    }

    @Test("a GET is signed over its query")
    func get() async throws {
        try await withSandbox { service in
            let request = try TC3Request(
                method: .get, host: "127.0.0.1", action: "GetLivenessResult", version: "2018-03-01",
                region: "ap-jakarta", query: "SdkToken=12345")
            let headers = try TC3Signer(credential: service.sandbox.credential, service: "faceid")
                .sign(request, body: [UInt8]().span, at: Self.now).headers
            var raw = RawRequest(method: "GET", target: "/?SdkToken=12345", headers: headers)
            raw.announcesLength = false
            #expect(await service.send(raw)?.response?["Result"]?.string == "0")
            raw.target = "/?SdkToken=12346"
            #expect(await service.send(raw)?.code == "AuthFailure.SignatureFailure")
        }
    }
}
