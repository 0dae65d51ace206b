// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import FaceSandbox
import ProgramRunner
import RequestCrypto
import RequestDigests
import StrictJSON
import Testing

@Suite("Every operation against the sandbox")
struct TypedAnswerTests {
    @Test(
        "a photo and each kind of video are looked at, plain and under both ciphers",
        arguments: [
            ("face.jpg", MediaKind.image), ("face.png", .image), ("liveness.mp4", .video), ("liveness.avi", .video),
            ("liveness.flv", .video),
        ])
    func detect(_ name: String, _ kind: MediaKind) async throws {
        let digest = SHA256Hasher.hash(try SampleMedia.bytes(name)).hex
        // The rule applies to this very media: whatever the sandbox opened, it is what was sealed here.
        let scenario = """
            {"rules": [{"match": {"action": "DetectAIFakeFaces", "mediaSHA256": "\(digest)"}, "answer": {
              "AttackRiskLevel": "High", "AttackRiskDetailList": [{"Type": "SuspectedWatermark"}],
              "ExtraInfo": {"RetrievalLivenessExtraInfo": [
                {"HitGroup": "Common", "SimilarityScore": 1, "HitTemplate": null}]}}}]}
            """
        try await withPair(scenario: scenario) { pair in
            for sealer in [nil, pair.sealer(.aes256CBC), pair.sealer(.sm4GCM)] {
                let result = try await pair.client.detectAIFakeFaces(
                    DetectAIFakeFacesRequest(sample(name), kind: kind, encryption: sealer))
                #expect(result.attackRiskLevel == .high)
                #expect(result.attackTypes == [.watermark])
                #expect(result.knownAttacks.first?.similarityScore == 1)
                #expect(!result.requestID.isEmpty)
            }
            let journal = await pair.sandbox.journal()
            #expect(journal.map(\.errorCode) == [nil, nil, nil])
        }
    }

    @Test("a body that is made while it is sent is opened all the same")
    func unsigned() async throws {
        try await withPair { pair in
            var options = CallOptions()
            options.payloadSigning = .unsigned
            for sealer in [nil, pair.sealer(.sm4GCM)] {
                let result = try await pair.client.detectAIFakeFaces(
                    DetectAIFakeFacesRequest(sample("liveness.mp4"), kind: .video, encryption: sealer),
                    options: options)
                #expect(result.attackRiskLevel == .low)
            }
        }
    }

    @Test("a comparison that succeeds has a similarity and as many frames as were asked for")
    func compare() async throws {
        try await withPair { pair in
            let result = try await pair.client.livenessCompare(
                LivenessCompareRequest(
                    .action, image: sample("face.jpg"), video: sample("liveness.mp4"), validateData: "1,2",
                    bestFrameCount: 3))
            #expect(result.isSamePerson())
            #expect(try result.bestFrame()?.starts(with: [0xFF, 0xD8]) == true)
            #expect(try result.bestFrameList().count == 3)
        }
    }

    @Test("a failed check inside a success is an error with the page's meaning")
    func compareFails() async throws {
        let scenario = """
            {"rules": [{"match": {"action": "LivenessCompare"}, "answer": {
              "Result": "FailedOperation.SilentDetectFail", "Description": "实人检测失败", "Sim": 0}}]}
            """
        try await withPair(scenario: scenario) { pair in
            let request = LivenessCompareRequest(.silent, image: sample("face.jpg"), video: sample("liveness.mp4"))
            let error = try #require(
                await failure { () async throws(FaceAPIError) in try await pair.client.livenessCompare(request) })
            #expect(error.code == .businessFailure)
            #expect(error.serviceCode == "FailedOperation.SilentDetectFail")
            #expect(error.hint?.contains("Real person detection failed") == true)
            #expect(error.requestID == (await pair.sandbox.journal().last?.requestID))
        }
    }

    @Test("a photo has a score, and a URL is taken instead")
    func accurate() async throws {
        try await withPair { pair in
            let photo = try await pair.client.detectLiveFaceAccurate(
                DetectLiveFaceAccurateRequest(sample("face.bmp"), region: "ap-singapore"))
            #expect((0...100).contains(photo.score))
            let url = try await pair.client.detectLiveFaceAccurate(
                DetectLiveFaceAccurateRequest(url: "https://example.com/a.jpg", region: "ap-beijing"))
            #expect(url.faceModelVersion == "3.0")
        }
    }

    @Test("the legacy API takes a photo and a URL under its own signature")
    func legacy() async throws {
        try await withPair { pair in
            let photo = try await pair.client.liveDetectPicture(
                LiveDetectPictureRequest(appID: "1000001", image: sample("face.jpg")))
            #expect((0...100).contains(photo.score))
            _ = try await pair.client.liveDetectPicture(
                LiveDetectPictureRequest(appID: "1000001", url: "https://example.com/a.jpg"))
        }
    }

    @Test("a legacy error has its number and its meaning")
    func legacyFails() async throws {
        let scenario = #"{"rules": [{"match": {"action": "livedetectpicture"}, "error": {"code": -5805}}]}"#
        try await withPair(scenario: scenario) { pair in
            let request = LiveDetectPictureRequest(appID: "1000001", url: "https://example.com/a.jpg")
            let error = try #require(
                await failure { () async throws(FaceAPIError) in try await pair.client.liveDetectPicture(request) })
            #expect(error.code == .serviceError)
            #expect(error.legacyCode?.rawValue == -5805)
        }
    }

    @Test("an error of the service has its code, its meaning and the RequestId that the service logged")
    func serviceError() async throws {
        let scenario = """
            {"rules": [{"match": {"action": "DetectAIFakeFaces"}, "error": {"code": "FailedOperation.CoveredFace"}}]}
            """
        try await withPair(scenario: scenario) { pair in
            let request = DetectAIFakeFacesRequest(
                sample("face.jpg"), kind: .image, encryption: pair.sealer(.aes256CBC))
            let error = try #require(
                await failure { () async throws(FaceAPIError) in try await pair.client.detectAIFakeFaces(request) })
            #expect(error.code == .serviceError)
            #expect(error.serviceCode == .failedOperationCoveredFace)
            #expect(error.attemptCount == 1)
            let journal = await pair.sandbox.journal()
            #expect(journal.count == 1)
            #expect(error.requestID == journal.last?.requestID)
            #expect(journal.last?.errorCode == "FailedOperation.CoveredFace")
        }
    }

    @Test("what preflight would refuse, the service refuses, and the error says why")
    func withoutPreflight() async throws {
        try await withPair { pair in
            var options = CallOptions()
            options.skipsPreflight = true
            let request = DetectAIFakeFacesRequest(sample("face.bmp"), kind: .image)
            let error = try #require(
                await failure { () async throws(FaceAPIError) in
                    try await pair.client.detectAIFakeFaces(request, options: options)
                })
            #expect(error.serviceCode == "FailedOperation.ImageDecodeFailed")
        }
    }

    @Test(
        "a body sealed for another key is refused, and nothing tells how far it got",
        arguments: [ContentAlgorithm.aes256CBC, .sm4GCM])
    func wrongKey(_ algorithm: ContentAlgorithm) async throws {
        try await withPair { pair in
            // The vendor's own key: the sandbox has not its private half.
            let request = DetectAIFakeFacesRequest(
                sample("face.jpg"), kind: .image, encryption: BodySealer(algorithm: algorithm))
            let error = try #require(
                await failure { () async throws(FaceAPIError) in try await pair.client.detectAIFakeFaces(request) })
            #expect(error.code == .serviceError)
            #expect(error.attemptCount >= 1)
        }
    }
}
