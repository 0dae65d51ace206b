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

        var json: JSONValue {
            var members: [JSONValue.Member] = [
                .init("product", .string(product)), .init("version", .string(version)),
                .init("action", .string(action)),
                .init("parameters", parameters), .init("isUnsigned", .bool(isUnsigned)),
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
