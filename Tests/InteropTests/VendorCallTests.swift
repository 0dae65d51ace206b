// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import FaceSandbox
import ProgramRunner
import RequestCrypto
import SecretMemory
import StrictJSON
import Testing

/// The vendor's own clients, with their own models, signatures and error handling, against the sandbox.
@Suite(
    "The vendor's Python SDK and the sandbox",
    .enabled(if: PythonEnvironment.isExpected, "no Python environment can be made here (printed)"))
struct VendorCallTests {
    /// One call of the SDK.
    private struct Call {
        let product: String
        let version: String
        let action: String
        let parameters: JSONValue
        var region: String?
        var secretKey: String?
        var isUnsigned = false
        var method = "POST"
        var signature = "TC3-HMAC-SHA256"

        var json: JSONValue {
            var members: [JSONValue.Member] = [
                .init("product", .string(product)), .init("version", .string(version)),
                .init("action", .string(action)),
                .init("parameters", parameters), .init("isUnsigned", .bool(isUnsigned)),
                .init("method", .string(method)), .init("signature", .string(signature)),
            ]
            if let region { members.append(.init("region", .string(region))) }
            if let secretKey { members.append(.init("secretKey", .string(secretKey))) }
            return .object(members)
        }

        static func faceid(_ action: String, _ parameters: JSONValue, region: String? = nil) -> Call {
            Call(product: "faceid", version: "v20180301", action: action, parameters: parameters, region: region)
        }

        static func kms(_ action: String, _ parameters: JSONValue) -> Call {
            Call(product: "kms", version: "v20190118", action: action, parameters: parameters, region: "ap-guangzhou")
        }

        static func photo(_ parameters: JSONValue, region: String? = "ap-guangzhou") -> Call {
            Call(
                product: "iai", version: "v20200303", action: "DetectLiveFaceAccurate", parameters: parameters,
                region: region)
        }
    }

    /// Has the SDK make calls, and gives what it made of each answer.
    private func answers(
        to calls: [Call], of sandbox: FaceSandbox, with interpreter: Program? = PythonEnvironment.python
    ) async throws -> [JSONValue] {
        let key = sandbox.exportSecretKey().withBytes { bytes in
            String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
        }
        let job: JSONValue = [
            "place": [
                "endpoint": .string(String(sandbox.endpoint.dropFirst("http://".count))),
                "secretID": .string(sandbox.secretID), "secretKey": .string(key),
            ],
            "calls": .array(calls.map(\.json)),
        ]
        let answers = try await Program.aside {
            try PythonEnvironment.run("vendor_call.py", job: job, with: interpreter)
        }
        #expect(answers.count == calls.count)
        return answers
    }

    private func sandbox() async throws -> FaceSandbox {
        var configuration = SandboxConfiguration()
        configuration.rateLimits = .off
        let sandbox = try FaceSandbox(configuration)
        try await sandbox.start()
        return sandbox
    }

    private func base64(_ name: String) throws -> JSONValue {
        let bytes = try SampleMedia.bytes(name)
        return .string(Base64.encodeToString(bytes.span))
    }

    @Test("gets typed answers from every API of the domestic site")
    func typedAnswers() async throws {
        let sandbox = try await sandbox()
        let photo = try base64("face.jpg")
        let video = try base64("liveness.mp4")
        var unsigned = Call.faceid("DetectAIFakeFaces", ["FaceInput": photo, "FaceInputType": 1])
        unsigned.isUnsigned = true
        let answers = try await answers(
            to: [
                .faceid("DetectAIFakeFaces", ["FaceInput": photo, "FaceInputType": 1]),
                .faceid("DetectAIFakeFaces", ["FaceInput": video, "FaceInputType": 2]),
                unsigned,
                .faceid("LivenessCompare", ["LivenessType": "SILENT", "ImageBase64": photo, "VideoBase64": video]),
                .photo(["Image": photo]),
                .kms("GenerateDataKey", ["KeyId": "sandbox", "KeySpec": "AES_256"]),
            ], of: sandbox)
        #expect(
            answers.map { $0["type"]?.string } == [
                "DetectAIFakeFacesResponse", "DetectAIFakeFacesResponse", "DetectAIFakeFacesResponse",
                "LivenessCompareResponse", "DetectLiveFaceAccurateResponse", "GenerateDataKeyResponse",
            ])
        for answer in answers { #expect(answer["members"]?["RequestId"]?.string?.isEmpty == false) }
        #expect(answers[0]["members"]?["AttackRiskLevel"]?.string == "Low")
        #expect(answers[3]["members"]?["Result"]?.string == "Success")
        #expect(answers[4]["members"]?["Score"]?.double != nil)
        let journal = await sandbox.journal()
        #expect(journal.count == answers.count)
        #expect(journal.allSatisfy { $0.errorCode == nil })
        await sandbox.stop()
    }

    @Test("sends bodies that we sealed, under either cipher")
    func sealedBodies() async throws {
        let sandbox = try await sandbox()
        var calls: [Call] = []
        for (algorithm, key) in [(ContentAlgorithm.aes256CBC, sandbox.rsaPublicKey), (.sm4GCM, sandbox.sm2PublicKey)] {
            let sealer = BodySealer(algorithm: algorithm, wrappingKey: key)
            let body = try sealer.seal(mediaAt: SampleMedia.path("liveness.mp4"), kind: .video)
            let bytes = body.bytes
            calls.append(.faceid("DetectAIFakeFaces", try JSONValue(parsing: bytes.span)))
        }
        for answer in try await answers(to: calls, of: sandbox) {
            #expect(answer["type"]?.string == "DetectAIFakeFacesResponse")
            #expect(answer["members"]?["AttackRiskLevel"]?.string == "Low")
        }
        await sandbox.stop()
    }

    @Test("gets back from KMS what KMS wrapped")
    func kms() async throws {
        let sandbox = try await sandbox()
        let made = try await answers(
            to: [.kms("GenerateDataKey", ["KeyId": "sandbox", "NumberOfBytes": 32])], of: sandbox)
        let blob = try #require(made.first?["members"]?["CiphertextBlob"])
        let opened = try await answers(
            to: [.kms("Decrypt", ["CiphertextBlob": blob]), .kms("Decrypt", ["CiphertextBlob": "a-k-b-k-c"])],
            of: sandbox)
        #expect(opened[0]["members"]?["Plaintext"] == made.first?["members"]?["Plaintext"])
        #expect(opened[1]["code"]?.string == "InvalidParameterValue.InvalidCiphertext")
        await sandbox.stop()
    }

    private static let identity: JSONValue = ["IdCard": "11010519491231002X", "Name": "示例"]
    private static let phone: JSONValue = ["IdCard": "11010519491231002X", "Name": "示例", "Phone": "00000000000"]

    private static func sealed(_ names: [String], of parameters: JSONValue, _ sealer: FieldSealer) throws -> JSONValue {
        let bytes = parameters.serialized()
        let body = try sealer.seal(fields: names, in: bytes.span).bytes
        return try JSONValue(parsing: body.span)
    }

    @Test("sends personal data that we sealed field by field, and gets typed answers")
    func sealedFields() async throws {
        let sandbox = try await sandbox()
        let keys = FreshDataKeys(wrappingKey: sandbox.rsaPublicKey)
        let fields = try Self.sealed(
            ["IdCard", "Name"], of: Self.identity, FieldSealer(algorithm: .aes256CBC, dataKeys: keys))
        let oneField = try Self.sealed(
            ["IdCard"], of: Self.identity, FieldSealer(algorithm: .sm4GCM, wrappingKey: sandbox.sm2PublicKey))
        let topLevel = try Self.sealed(
            ["IdCard", "Name", "Phone"], of: Self.phone,
            FieldSealer(algorithm: .aes256CBC, dataKeys: keys, layout: .topLevel))
        let calls: [Call] = [
            .faceid("IdCardVerification", Self.identity), .faceid("IdCardVerification", fields),
            .faceid("IdCardVerification", oneField), .faceid("PhoneVerification", Self.phone),
            .faceid("PhoneVerification", topLevel),
        ]
        for (call, answer) in zip(calls, try await answers(to: calls, of: sandbox)) {
            #expect(answer["type"]?.string == call.action + "Response", "\(answer.serializedText())")
            #expect(answer["members"]?["Result"]?.string == "0")
        }
        await sandbox.stop()
    }

    @Test("gets whole and partly encrypted answers that we open", arguments: [ContentAlgorithm.aes256CBC, .sm4GCM])
    func encryptedAnswers(_ algorithm: ContentAlgorithm) async throws {
        let sandbox = try await sandbox()
        let key = algorithm == .sm4GCM ? sandbox.sm2PublicKey : sandbox.rsaPublicKey
        let sealer = FieldSealer(algorithm: algorithm, wrappingKey: key)
        let asked: [(String, JSONValue)] = [
            ("GetFaceIdResult", ["FaceIdToken": "token-1", "IsEncryptResponse": true]),
            ("GetDetectInfoEnhanced", ["BizToken": "token-1", "RuleId": "1"]),
            ("GetDetectInfoEnhanced", ["BizToken": "token-1", "RuleId": "1", "IsEncryptResponse": true]),
        ]
        var calls: [Call] = [
            .faceid("GetFaceIdResult", ["FaceIdToken": "token-1"]),
            .faceid("GetDetectInfoEnhanced", ["BizToken": "token-1", "RuleId": "1"]),
        ]
        var openers: [ResponseOpener] = []
        for (action, parameters) in asked {
            let bytes = parameters.serialized()
            let sealed = try sealer.requestEncryptedReply(in: bytes.span)
            let body = sealed.bytes
            calls.append(.faceid(action, try JSONValue(parsing: body.span)))
            openers.append(sealed.responseOpener)
        }
        let answers = try await answers(to: calls, of: sandbox)
        for (call, answer) in zip(calls, answers) {
            #expect(answer["type"]?.string == call.action + "Response", "\(answer.serializedText())")
        }
        let person = "990000199913320000"
        #expect(answers[0]["members"]?["IdCard"]?.string == person)
        #expect(answers[1]["members"]?["Text"]?["IdCard"]?.string == person)
        for (answer, opener) in zip(answers.dropFirst(2), openers) {
            #expect(!answer.serializedText().contains(person))
            // The SDK says null for every member of its model that the reply does not have.
            let members = try #require(answer["members"]?.object).filter { !$0.value.isNull }
            let opened = try Self.opened(.object([.init("Response", .object(members))]), with: opener)
            #expect(opened.contains(person))
        }
        await sandbox.stop()
    }

    private static func opened(_ reply: JSONValue, with opener: ResponseOpener) throws -> String {
        let bytes = reply.serialized()
        return String(decoding: try opener.open(bytes.span).plaintext, as: UTF8.self)
    }

    @Test("signs the older ways, as a GET and as a form", arguments: ["HmacSHA1", "HmacSHA256"])
    func olderSignatures(_ signature: String) async throws {
        let sandbox = try await sandbox()
        let photo = try base64("face.jpg")
        var calls: [Call] = [
            .faceid("DetectAIFakeFaces", ["FaceInput": photo, "FaceInputType": 1]),
            .faceid("IdCardVerification", Self.identity), .faceid("IdCardVerification", Self.identity),
            .kms("GenerateDataKey", ["KeyId": "sandbox", "NumberOfBytes": 32]),
            .faceid("IdCardVerification", Self.identity),
        ]
        for index in calls.indices { calls[index].signature = signature }
        calls[2].method = "GET"
        calls[4].secretKey = "NotTheKeyOfThisRun"
        let answers = try await answers(to: calls, of: sandbox)
        for (call, answer) in zip(calls, answers.dropLast()) {
            #expect(answer["type"]?.string == call.action + "Response", "\(answer.serializedText())")
        }
        #expect(answers[4]["code"]?.string == "AuthFailure.SignatureFailure")
        await sandbox.stop()
    }

    @Test("raises its exception with the service's code, message and RequestId")
    func typedErrors() async throws {
        let sandbox = try await sandbox()
        let photo = try base64("face.jpg")
        var wrongKey = Call.faceid("DetectAIFakeFaces", ["FaceInput": photo, "FaceInputType": 1])
        wrongKey.secretKey = "NotTheKeyOfThisRun"
        let expected: [(Call, String)] = [
            (wrongKey, "AuthFailure.SignatureFailure"),
            (.faceid("DetectAIFakeFaces", ["FaceInput": photo, "FaceInputType": 3]), "InvalidParameter"),
            (
                .faceid("DetectAIFakeFaces", ["FaceInput": "AAAA", "FaceInputType": 1]),
                "FailedOperation.ImageDecodeFailed"
            ),
            (
                .faceid("DetectAIFakeFaces", ["FaceInput": photo, "FaceInputType": 2]),
                "FailedOperation.VideoDecodeFailed"
            ),
            (.photo([:]), "MissingParameter.ErrorParameterEmpty"),
            (.photo(["Image": "AAAA"]), "FailedOperation.ImageDecodeFailed"),
            (.photo(["Image": photo], region: "ap-nowhere"), "UnsupportedRegion"),
            (.kms("GenerateDataKey", ["KeyId": "sandbox"]), "InvalidParameter"),
            (.faceid("LivenessCompare", ["LivenessType": "SMILE"]), "InvalidParameterValue"),
            (
                .faceid(
                    "IdCardVerification",
                    [
                        "IdCard": "AAAA", "Name": "示例",
                        "Encryption": ["EncryptList": ["RuleId"], "CiphertextBlob": "AA"],
                    ]),
                "InvalidParameter.UnsupportEncryptField"
            ),
            (
                .faceid(
                    "PhoneVerification",
                    [
                        "IdCard": "AAAA", "Name": "示例", "Phone": "0", "EncryptList": ["IdCard"],
                        "CiphertextBlob": "AAAA", "Iv": "aabbccddeeffgghh",
                    ]), "FailedOperation.DecryptSystemError"
            ),
            (
                .faceid("GetDetectInfoEnhanced", ["BizToken": "no token", "RuleId": "1"]),
                "InvalidParameterValue.BizTokenIllegal"
            ),
            (.faceid("GetFaceIdResult", ["FaceIdToken": "x", "IsEncryptResponse": true]), "InvalidParameter"),
        ]
        let answers = try await answers(to: expected.map(\.0), of: sandbox)
        for (answer, (call, code)) in zip(answers, expected) {
            #expect(answer["code"]?.string?.hasPrefix(code) == true, "\(call.action): \(answer.serializedText())")
            #expect(answer["message"]?.string?.isEmpty == false)
            #expect(answer["requestID"]?.string?.isEmpty == false)
        }
        await sandbox.stop()
    }

    @Test(
        "of the international site gets liveness results, and files that are what they are said to be",
        .enabled(
            if: PythonEnvironment.isInternationalExpected, "no Python environment can be made here (printed)"))
    func international() async throws {
        // Making it takes a while, and it is a thread that waits.
        let made = try await Program.aside { PythonEnvironment.international }
        let interpreter = try #require(made, "no Python environment could be made, which CI must have")
        let sandbox = try await sandbox()
        let answers = try await answers(
            to: [
                .faceid(
                    "GetLivenessResult", ["SdkToken": "D2B55F0C-FB5D-4FB6-8765-3E931EBBFC79"], region: "ap-singapore"),
                .faceid("GetLivenessResult", ["SdkToken": ""], region: "ap-singapore"),
                .faceid("GetLivenessResult", ["SdkToken": "x"], region: "ap-guangzhou"),
                .faceid("DetectAIFakeFaces", ["FaceInput": try base64("face.png"), "FaceInputType": 1]),
            ], of: sandbox, with: interpreter)
        #expect(answers[0]["type"]?.string == "GetLivenessResultResponse")
        #expect(answers[0]["members"]?["Result"]?.string == "0")
        #expect(answers[0]["members"]?["Video"]?["MD5"]?.string?.utf8.count == 32)
        #expect(answers[1]["code"]?.string?.isEmpty == false)
        #expect(answers[2]["code"]?.string == "UnsupportedRegion")
        #expect(answers[3]["members"]?["AttackRiskLevel"]?.string == "Low")
        await sandbox.stop()
    }
}
