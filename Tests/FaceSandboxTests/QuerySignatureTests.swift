// SPDX-License-Identifier: Apache-2.0

import FaceSandbox
import RequestCrypto
import SecretMemory
import StrictJSON
import TC3Signing
import Testing

@Suite("Signatures among the parameters")
struct QuerySignatureTests {
    private static let now = SandboxUnderTest.now
    private static let algorithms = [V1Signer.Algorithm.hmacSHA1, .hmacSHA256]

    /// A signed call, its parameters in the query or in a form.
    private static func request(
        _ service: SandboxUnderTest, _ method: TC3Request.Method, _ own: [(String, QueryValue)],
        action: String = "GetLivenessResult", region: String? = "ap-singapore",
        algorithm: V1Signer.Algorithm = .hmacSHA256, at time: Int64 = now, credential: Credential? = nil
    ) throws -> RawRequest {
        var parameters = QueryParameters()
        try parameters.append("Action", .text(action))
        try parameters.append("Version", "2018-03-01")
        if let region { try parameters.append("Region", .text(region)) }
        for (name, value) in own { try parameters.append(name, value) }
        let host = "127.0.0.1:\(service.port)"
        let signature = try V1Signer(credential: credential ?? service.sandbox.credential, algorithm: algorithm)
            .sign(method, host: host, parameters: parameters, at: time, nonce: 11_886)
        var request = RawRequest(headers: [HeaderField(name: "Host", value: host)])
        request["Content-Type"] = "application/x-www-form-urlencoded"
        if method == .get {
            request.method = "GET"
            request.target = "/?" + signature.encodedParameters
            request.announcesLength = false
        } else {
            request.body = Array(signature.encodedParameters.utf8)
        }
        return request
    }

    private static func token(
        _ service: SandboxUnderTest, _ method: TC3Request.Method, algorithm: V1Signer.Algorithm = .hmacSHA256,
        at time: Int64 = now, region: String? = "ap-singapore", credential: Credential? = nil
    ) throws -> RawRequest {
        try request(
            service, method, [("SdkToken", "a-token+/=&?~")], region: region, algorithm: algorithm, at: time,
            credential: credential)
    }

    @Test("a GET and a form are answered, under either algorithm", arguments: algorithms)
    func good(_ algorithm: V1Signer.Algorithm) async throws {
        try await withSandbox { service in
            for method in [TC3Request.Method.get, .post] {
                let answer = try #require(await service.send(try Self.token(service, method, algorithm: algorithm)))
                #expect(answer.response?["Result"]?.string == "0", "\(answer.text)")
            }
            var bare = try Self.token(service, .get, algorithm: algorithm)
            bare["Content-Type"] = nil
            #expect(await service.send(bare)?.response?["Result"]?.string == "0")
            #expect(await service.sandbox.journal().allSatisfy { $0.action == "GetLivenessResult" })
        }
    }

    @Test("numbers, lists and sealed fields come flattened, as text")
    func flattened() async throws {
        try await withSandbox { service in
            let photo = try Self.request(
                service, .post, [("FaceInput", .text(TestAction.photo)), ("FaceInputType", 1)],
                action: "DetectAIFakeFaces", region: nil)
            #expect(await service.send(photo)?.response?["AttackRiskLevel"]?.string == "Low")

            let sealer = FieldSealer(algorithm: .aes256CBC, wrappingKey: service.sandbox.rsaPublicKey)
            let sealed = try JSONValue(
                reading: try sealer.sealed(["IdCard"], of: TestAction.identity.parameters).bytes)
            func text(_ value: JSONValue?) -> QueryValue { .text(value?.string ?? "") }
            let fields = try Self.request(
                service, .post,
                [
                    ("IdCard", text(sealed["IdCard"])), ("Name", text(sealed["Name"])),
                    ("Encryption.EncryptList.0", "IdCard"),
                    ("Encryption.CiphertextBlob", text(sealed["Encryption"]?["CiphertextBlob"])),
                    ("Encryption.Iv", text(sealed["Encryption"]?["Iv"])),
                ], action: "IdCardVerification", region: nil)
            #expect(await service.send(fields)?.response?["Result"]?.string == "0")
        }
    }

    @Test("each change of a signed call has its code")
    func tampering() async throws {
        try await withSandbox { service in
            let good = try Self.token(service, .get)
            func changed(_ text: String, _ other: String) -> RawRequest {
                var request = good
                request.target = good.target.replacing(text, with: other)
                return request
            }
            let otherKey = try Credential(secretID: service.sandbox.secretID, secretKey: "NotTheKeyOfThisRun")
            let otherID = try Credential(secretID: "AKIDsomebodyElse", secretKey: "NotTheKeyOfThisRun")
            let withToken = try Credential(
                secretID: service.sandbox.secretID, secretKey: service.sandbox.exportSecretKey(),
                token: SecretBytes(copying: "TokenOfNobody".utf8.span))
            var otherHost = good
            otherHost["Host"] = "localhost"
            var form = try Self.token(service, .post)
            form.body += Array("&Other=1".utf8)
            var twice = good
            twice.target += "&Nonce=1"
            let time = String(Self.now)
            for (what, request, code) in [
                ("another token", changed("a-token", "b-token"), "AuthFailure.SignatureFailure"),
                ("another action", changed("GetLivenessResult", "GetFaceIdResult"), "AuthFailure.SignatureFailure"),
                ("another nonce", changed("Nonce=11886", "Nonce=11887"), "AuthFailure.SignatureFailure"),
                ("a second earlier", changed(time, String(Self.now - 1)), "AuthFailure.SignatureFailure"),
                ("the other hash", changed("HmacSHA256", "HmacSHA1"), "AuthFailure.SignatureFailure"),
                ("another region", changed("ap-singapore", "ap-jakarta"), "AuthFailure.SignatureFailure"),
                ("another host", otherHost, "AuthFailure.SignatureFailure"),
                ("one parameter more", form, "AuthFailure.SignatureFailure"),
                ("a parameter twice", twice, "InvalidRequest"),
                ("an unknown hash", changed("HmacSHA256", "HmacMD5"), "InvalidParameterValue"),
                ("no nonce", changed("Nonce=11886", "Once=11886"), "MissingParameter"),
                ("a nonce that is none", changed("Nonce=11886", "Nonce=x"), "InvalidParameterValue"),
                ("a time that is none", changed(time, "soon"), "InvalidParameterValue"),
                ("an unknown action", changed("GetLivenessResult", "GetResult"), "InvalidAction"),
                ("an unknown version", changed("2018-03-01", "2018-03-02"), "NoSuchVersion"),
                ("another key", try Self.token(service, .get, credential: otherKey), "AuthFailure.SignatureFailure"),
                ("another key ID", try Self.token(service, .get, credential: otherID), "AuthFailure.SecretIdNotFound"),
                ("a token", try Self.token(service, .post, credential: withToken), "AuthFailure.TokenFailure"),
                ("no region", try Self.token(service, .get, region: nil), "MissingParameter"),
                ("a region elsewhere", try Self.token(service, .get, region: "ap-x"), "UnsupportedRegion"),
                ("a late one", try Self.token(service, .get, at: Self.now - 301), "AuthFailure.SignatureExpire"),
                // Without a Signature it is a GET whose action would be in its headers.
                ("no signature", changed("Signature=", "Sign="), "MissingParameter"),
            ] {
                let answer = try #require(await service.send(request), "\(what)")
                #expect(answer.code == code, "\(what): \(answer.text)")
                #expect(answer.requestID?.utf8.count == 36, "\(what)")
            }
            #expect(await service.send(good)?.response?["Result"]?.string == "0")
        }
    }

    @Test("a temporary credential signs its token, and it has to be the right one")
    func temporary() async throws {
        let temporary = try Credential(secretID: "AKIDtemporary", secretKey: "KeyOfIt", token: "TokenOfIt")
        let other = try Credential(secretID: "AKIDtemporary", secretKey: "KeyOfIt", token: "TokenOfIs")
        let none = try Credential(secretID: "AKIDtemporary", secretKey: "KeyOfIt")
        try await withSandbox {
            $0.credential = temporary
        } _: { service in
            #expect(await service.send(try Self.token(service, .get))?.response?["Result"]?.string == "0")
            for credential in [other, none] {
                let answer = await service.send(try Self.token(service, .get, credential: credential))
                #expect(answer?.code == "AuthFailure.TokenFailure")
            }
        }
    }

    @Test("a form beyond 1 MiB is refused as a wrong signature that names TC3")
    func tooLarge() async throws {
        try await withSandbox { service in
            var request = try Self.token(service, .post)
            request.body += Array("&Other=".utf8) + [UInt8](repeating: 0x41, count: 1 << 20)
            let answer = try #require(await service.send(request))
            #expect(answer.code == "AuthFailure.SignatureFailure")
            #expect(answer.message?.contains("TC3-HMAC-SHA256") == true)
        }
    }

    @Test("messages come in the language that a parameter asks for")
    func language() async throws {
        try await withSandbox { service in
            let request = try Self.request(service, .get, [("Language", "zh-CN")], action: "NoSuchAction")
            #expect(await service.send(request)?.message == "接口不存在。")
        }
    }
}
