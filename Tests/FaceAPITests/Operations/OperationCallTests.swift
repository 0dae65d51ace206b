// SPDX-License-Identifier: Apache-2.0

import FaceMedia
import ProgramRunner
import RequestCrypto
import StrictJSON
import Synchronization
import Testing

@testable import FaceAPI

@Suite("Typed operations over a connection")
struct OperationCallTests {
    typealias Answer = ScriptedService.Answer

    private static let low = Answer.response(#"{"AttackRiskLevel":"Low","AttackRiskDetailList":[],"RequestId":"r-1"}"#)

    private func photo(_ name: String = "face.jpg") -> MediaContent { .file(at: SampleMedia.path(name)) }

    @Test("a request goes out under its own action, version and region, and its answer is typed")
    func detect() async throws {
        let service = try ScriptedService([Self.low])
        let client = try service.client()
        let result = try await client.detectAIFakeFaces(
            DetectAIFakeFacesRequest(photo(), kind: .image, region: "ap-singapore"))
        #expect(result.attackRiskLevel == .low)
        let request = try #require(service.requests.first)
        #expect(request.header("X-TC-Action") == "DetectAIFakeFaces")
        #expect(request.header("X-TC-Version") == "2018-03-01")
        #expect(request.header("X-TC-Region") == "ap-singapore")
        #expect(try request.isSigned())
    }

    @Test("every operation names its service, action and version")
    func descriptions() {
        let all: [APIDescription] = [
            .detectAIFakeFaces, .livenessCompare, .getLivenessResult, .detectLiveFaceAccurate,
        ]
        #expect(
            all.map { "\($0.service) \($0.action) \($0.version)" } == [
                "faceid DetectAIFakeFaces 2018-03-01", "faceid LivenessCompare 2018-03-01",
                "faceid GetLivenessResult 2018-03-01", "iai DetectLiveFaceAccurate 2020-03-03",
            ])
    }

    @Test("what a page refuses is not sent, for every operation")
    func refusals() async throws {
        let service = try ScriptedService([Self.low])
        let client = try service.client()
        var compare = LivenessCompareRequest(.lip, image: photo(), video: photo("liveness.mp4"))
        compare.validateData = "12"
        let errors = await [
            failure { () async throws(FaceAPIError) in
                _ = try await client.detectAIFakeFaces(DetectAIFakeFacesRequest(photo("face.bmp"), kind: .image))
            },
            failure { () async throws(FaceAPIError) in _ = try await client.livenessCompare(compare) },
            failure { () async throws(FaceAPIError) in
                _ = try await client.getLivenessResult(GetLivenessResultRequest(sdkToken: "t", region: "mars"))
            },
            failure { () async throws(FaceAPIError) in
                _ = try await client.detectLiveFaceAccurate(
                    DetectLiveFaceAccurateRequest(photo(), region: "ap-hongkong"))
            },
            failure { () async throws(FaceAPIError) in
                _ = try await client.liveDetectPicture(LiveDetectPictureRequest(appID: "abc", image: photo()))
            },
        ]
        for error in errors {
            #expect(error?.code == .refusedByPreflight)
            #expect(error?.preflight?.refusals.isEmpty == false)
            #expect(error?.attemptCount == 0)
        }
        #expect(
            errors.map { $0?.action } == [
                "DetectAIFakeFaces", "LivenessCompare", "GetLivenessResult", "DetectLiveFaceAccurate",
                "livedetectpicture",
            ])
        #expect(service.requests.isEmpty)
    }

    @Test("without preflight the same request goes out")
    func skipping() async throws {
        let service = try ScriptedService([Self.low])
        var options = CallOptions()
        options.skipsPreflight = true
        options.onWarnings = { _ in Issue.record("nothing should be looked at") }
        _ = try await service.client().detectAIFakeFaces(
            DetectAIFakeFacesRequest(photo("face.bmp"), kind: .image), options: options)
        #expect(service.requests.count == 1)
    }

    @Test("what a page only advises against is handed on, and sent")
    func warnings() async throws {
        let service = try ScriptedService([Answer(body: #"{"code":0,"data":{"score":90}}"#)])
        let warned = Mutex<[PreflightFinding]>([])
        var options = CallOptions()
        options.onWarnings = { findings in warned.withLock { $0 += findings } }
        let result = try await service.client().liveDetectPicture(
            LiveDetectPictureRequest(appID: "1000001", image: photo()), options: options)
        #expect(result.score == 90)
        #expect(warned.withLock { $0.map(\.code) }.contains(.serviceRetired))
        let request = try #require(service.requests.first)
        #expect(request.target == "/face/livedetectpicture")
        #expect(request.header("Content-Type")?.hasPrefix("multipart/form-data; boundary=") == true)
        #expect(request.header("X-TC-Action") == nil)
    }

    @Test("a legacy error has its number, and its rate limit is waited for")
    func legacyRetry() async throws {
        let service = try ScriptedService([
            Answer(body: #"{"code":15,"message":"too often"}"#), Answer(body: #"{"code":14,"message":"bad sign"}"#),
        ])
        let client = try service.client()
        let request = LiveDetectPictureRequest(appID: "1", url: "https://example.com/a.jpg")
        let error = try #require(
            await failure { () async throws(FaceAPIError) in _ = try await client.liveDetectPicture(request) })
        #expect(error.legacyCode == .signatureMismatch)
        #expect(error.attemptCount == 2)
        let signatures = service.requests.map { $0.header("Authorization") }
        #expect(signatures.count == 2 && signatures[0] != signatures[1])
    }

    @Test("a failed check inside a success is an error with the number of attempts, and is not tried again")
    func businessFailure() async throws {
        let service = try ScriptedService([
            .error("RequestLimitExceeded"),
            .response(#"{"Result":"FailedOperation.SilentTooShort","Sim":0,"RequestId":"r-2"}"#),
        ])
        let client = try service.client()
        let request = LivenessCompareRequest(.silent, image: photo(), video: photo("liveness.mp4"))
        let error = try #require(
            await failure { () async throws(FaceAPIError) in _ = try await client.livenessCompare(request) })
        #expect(error.code == .businessFailure)
        #expect(error.serviceCode == "FailedOperation.SilentTooShort")
        #expect(error.attemptCount == 2)
        #expect(error.requestID == "r-2")
    }

    @Test("a failed liveness check is an error, or an answer where its files are wanted")
    func failedCheck() async throws {
        let service = try ScriptedService([.response(#"{"Result":"1004","Description":"no face","RequestId":"r-3"}"#)])
        let client = try service.client()
        var request = GetLivenessResultRequest(sdkToken: "token-1", region: "ap-singapore")
        let error = try #require(
            await failure { () async throws(FaceAPIError) in _ = try await client.getLivenessResult(request) })
        #expect(error.livenessCode == "1004")
        #expect(error.attemptCount == 1)
        request.acceptsFailedChecks = true
        let result = try await client.getLivenessResult(request)
        #expect(result.code == "1004")
        #expect(result.failure?.livenessCode == "1004")
    }

    @Test("updates end with the call, also where nothing is sent")
    func progressEnds() async throws {
        let service = try ScriptedService([Self.low])
        let client = try service.client()
        for name in ["face.bmp", "face.jpg"] {
            let (updates, reporter) = ProgressReporter.make(every: .zero, spansAttempts: true)
            var options = CallOptions()
            options.progress = reporter
            async let last = updates.reduce(nil as TransportProgress?) { $1 }
            _ = await failure { () async throws(FaceAPIError) in
                _ = try await client.detectAIFakeFaces(
                    DetectAIFakeFacesRequest(photo(name), kind: .image), options: options)
            }
            let seen = await last
            #expect(name == "face.jpg" ? seen?.fractionSent == 1 : seen == nil)
        }
    }

    @Test("a body that is made while it is sent goes out unsigned under SM4-GCM, and not under AES-256-CBC")
    func unsigned() async throws {
        let service = try ScriptedService([Self.low])
        let client = try service.client()
        var options = CallOptions()
        options.payloadSigning = .unsigned
        var request = DetectAIFakeFacesRequest(
            photo("liveness.mp4"), kind: .video, encryption: BodySealer(algorithm: .sm4GCM))
        let result = try await client.detectAIFakeFaces(request, options: options)
        #expect(result.attackRiskLevel == .low)
        let sent = try #require(service.requests.first)
        #expect(sent.header("X-TC-Content-SHA256") == "UNSIGNED-PAYLOAD")
        #expect(sent.body.starts(with: #"{"EncryptedBody":""#.utf8))
        request.encryption = BodySealer(algorithm: .aes256CBC)
        let error = try #require(
            await failure { () async throws(FaceAPIError) in
                _ = try await client.detectAIFakeFaces(request, options: options)
            })
        #expect(error.code == .invalidRequest)
        #expect(service.requests.count == 1)
    }
}
