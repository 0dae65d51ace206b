// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import FaceSandbox
import RequestCrypto
import SecretMemory
import StrictJSON
import Testing

@Suite("Keys from KMS and encrypted replies, from the sandbox")
struct KeysAndRepliesTests {
    private static let token = #"{"tokens": [{"token": "token-1", "result": "0"}]}"#

    private func sealer(_ pair: ServicePair, _ algorithm: ContentAlgorithm) -> FieldSealer {
        FieldSealer(
            algorithm: algorithm,
            wrappingKey: algorithm == .sm4GCM ? pair.sandbox.sm2PublicKey : pair.sandbox.rsaPublicKey)
    }

    @Test(
        "a data key of KMS seals a body that the service opens",
        arguments: [KMSDataKeyProtection.rsa2048, .sm2, .tlsOnly])
    func kmsKey(_ protection: KMSDataKeyProtection) async throws {
        try await withPair { pair in
            let kms = KMS(client: pair.client, region: "ap-singapore", protection: protection)
            let keys = KMSDataKeys(kms, keyID: "key-1")
            let sealer = try await keys.bodySealer(.aes256CBC)
            let result = try await pair.client.detectAIFakeFaces(
                DetectAIFakeFacesRequest(sample("face.jpg"), kind: .image, encryption: sealer))
            #expect(result.attackRiskLevel == .low)
            let actions = await pair.sandbox.journal().map(\.action)
            #expect(actions == ["GenerateDataKey", "DetectAIFakeFaces"])
        }
    }

    @Test("with reuse, callers of both algorithms at once make KMS give one key for each")
    func reuse() async throws {
        try await withPair(faults: ["delay:ms=100"]) { pair in
            let kms = KMS(client: pair.client, region: "ap-singapore", protection: .tlsOnly)
            let keys = KMSDataKeys(kms, keyID: "key-1", reuse: CachedDataKeys.Limits(uses: 100))
            let algorithms = [ContentAlgorithm.aes256CBC, .sm4GCM]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<10 {
                    group.addTask { _ = try await keys.bodySealer(algorithms[number % 2], sealing: 10) }
                }
                try await group.waitForAll()
            }
            for algorithm in algorithms { _ = try await keys.fieldSealer(algorithm) }
            let actions = await pair.sandbox.journal().map(\.action)
            #expect(actions == ["GenerateDataKey", "GenerateDataKey"])
        }
    }

    @Test("with reuse, a key that others have used up is followed by another one")
    func usedUp() async throws {
        try await withPair { pair in
            let kms = KMS(client: pair.client, region: "ap-singapore", protection: .tlsOnly)
            let keys = KMSDataKeys(kms, keyID: "key-1", reuse: CachedDataKeys.Limits(uses: 2))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 { group.addTask { _ = try await keys.bodySealer(.sm4GCM) } }
                try await group.waitForAll()
            }
            #expect(await pair.sandbox.journal().count == 3)
        }
    }

    @Test("a cancelled caller does not take the fetch of a key from the others")
    func cancelledFetch() async throws {
        try await withPair(faults: ["delay:ms=300,count=1"]) { pair in
            let kms = KMS(client: pair.client, region: "ap-singapore", protection: .tlsOnly)
            let keys = KMSDataKeys(kms, keyID: "key-1", reuse: CachedDataKeys.Limits(uses: 100))
            let hasty = Task {
                await failure { () async throws(FaceAPIError) in try await keys.bodySealer(.aes256CBC) }
            }
            try await Task.sleep(for: .milliseconds(50))
            hasty.cancel()
            _ = try await keys.bodySealer(.aes256CBC)
            #expect(await hasty.value?.code == .cancelled)
            #expect(await pair.sandbox.journal().count == 1)
        }
    }

    @Test(
        "a key that has not as many bytes as are asked for is an error, and no other key",
        arguments: [KMSDataKeyProtection.rsa2048, .sm2, .tlsOnly])
    func otherLength(_ protection: KMSDataKeyProtection) async throws {
        try await withPair { pair in
            let kms = KMS(client: pair.client, region: "ap-singapore", protection: protection)
            let made = try await kms.generateDataKey(keyID: "key-1", byteCount: 16)
            let blob = made.ciphertextBlob
            let key = made.secretBytes()
            let same = try await kms.decrypt(blob, byteCount: 16)
            let isSame = key.equals(same)
            #expect(isSame)
            for byteCount in [15, 17, 32] {
                let error = try #require(
                    await failure { () async throws(FaceAPIError) in
                        try await kms.decrypt(blob, byteCount: byteCount).byteCount
                    })
                #expect(error.code == (protection == .tlsOnly ? .malformedResponse : .responseNotOpened))
                #expect(error.requestID?.isEmpty == false)
            }
        }
    }

    @Test(
        "a reply whose whole body is encrypted is opened with the request's key",
        arguments: [ContentAlgorithm.aes256CBC, .sm4GCM])
    func encryptedBody(_ algorithm: ContentAlgorithm) async throws {
        try await withPair(scenario: Self.token) { pair in
            let response = try await pair.client.call(
                action: "GetFaceIdResult", version: "2018-03-01", service: "faceid",
                parameters: ["FaceIdToken": "token-1", "IsEncryptResponse": true],
                encryption: .reply(sealer(pair, algorithm)))
            #expect(response.wasEncrypted)
            #expect(response["Result"]?.string == "0")
            #expect(response["Name"]?.string?.isEmpty == false)
        }
    }

    @Test(
        "a reply with encrypted fields is opened with the request's key, without a scenario",
        arguments: [ContentAlgorithm.aes256CBC, .sm4GCM])
    func encryptedFields(_ algorithm: ContentAlgorithm) async throws {
        try await withPair { pair in
            let response = try await pair.client.call(
                action: "GetDetectInfoEnhanced", version: "2018-03-01", service: "faceid",
                parameters: ["BizToken": "token-1", "RuleId": "1"], encryption: .reply(sealer(pair, algorithm)))
            #expect(response.wasEncrypted)
            #expect(response["Text"]?["IdCard"]?.string == "990000199913320000")
        }
    }

    @Test("a reply in the clear is an error where encryption was asked for")
    func clearReply() async throws {
        try await withPair(scenario: Self.token) { pair in
            let encryption = CallEncryption.reply(sealer(pair, .aes256CBC))
            let error = try #require(
                await failure { () async throws(FaceAPIError) in
                    try await pair.client.call(
                        action: "GetFaceIdResult", version: "2018-03-01", service: "faceid",
                        parameters: ["FaceIdToken": "token-1"], encryption: encryption)
                })
            #expect(error.code == .responseNotOpened)
            #expect(error.requestID?.isEmpty == false)
        }
    }

    @Test("encrypted fields of a request are read by the service")
    func fields() async throws {
        try await withPair { pair in
            let response = try await pair.client.call(
                action: "IdCardVerification", version: "2018-03-01", service: "faceid",
                parameters: ["IdCard": "11010519491231002X", "Name": "张三"],
                encryption: .fields(["IdCard", "Name"], sealer(pair, .aes256CBC)))
            #expect(response["Result"]?.string == "0")
        }
    }
}
