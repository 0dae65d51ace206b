// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import FaceSandbox
import ProgramRunner
import RequestDigests
import StrictJSON
import TC3Signing
import Testing

@Suite("Each API: its answer, and each of its errors")
struct AnswerTests {
    @Test("every API answers a good request", arguments: TestAction.working)
    func good(_ action: TestAction) async throws {
        try await withSandbox { service in
            let answer = try #require(try await service.call(action, action.parameters))
            #expect(answer.code == nil, "\(answer.text)")
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.requestID?.utf8.count == 36)
            #expect(answer.json?.object?.count == 1)
        }
    }

    private struct Refusal: Sendable {
        let parameters: JSONValue
        let code: String
        let message: String?

        init(_ parameters: JSONValue, _ code: String, _ message: String? = nil) {
            self.parameters = parameters
            self.code = code
            self.message = message
        }
    }

    private static func check(_ refusals: [Refusal], of action: TestAction) async throws {
        try await withSandbox { service in
            for (index, refusal) in refusals.enumerated() {
                let answer = try #require(try await service.call(action, refusal.parameters))
                #expect(answer.code == refusal.code, "\(index): \(answer.text.prefix(300))")
                if let message = refusal.message { #expect(answer.message == message, "\(index)") }
                #expect(answer.response?.object?.map(\.name) == ["Error", "RequestId"])
            }
        }
    }

    @Test("DetectAIFakeFaces refuses what its page refuses")
    func detect() async throws {
        let action = TestAction.detect
        let long = ChangedMedia.base64(try ChangedMedia.video(slowedBy: 5.1))
        try await Self.check(
            [
                Refusal(action.parameters(("FaceInputType", 3)), "InvalidParameter"),
                Refusal(action.parameters(("FaceInputType", nil)), "InvalidParameter"),
                Refusal(action.parameters(("FaceInputType", "1")), "InvalidParameter"),
                Refusal(action.parameters(("FaceInput", nil)), "InvalidParameter"),
                Refusal(action.parameters(("FaceInput", "")), "InvalidParameter"),
                Refusal(action.parameters(("FaceInput", "A")), "InvalidParameterValue"),
                Refusal(action.parameters(("FaceInput", "_-==")), "InvalidParameterValue"),
                Refusal(
                    action.parameters(("FaceInput", "AAAA")), "FailedOperation.ImageDecodeFailed",
                    "Image decoding failed."),
                Refusal(
                    action.parameters(("FaceInput", .string(TestAction.text("face.bmp")))),
                    "FailedOperation.ImageDecodeFailed"),
                Refusal(
                    action.parameters(
                        ("FaceInput", .string(ChangedMedia.base64(try ChangedMedia.jpeg(width: 99, height: 200))))),
                    "FailedOperation.PoorImageQuality",
                    "The image quality is too poor, please check the image quality"),
                Refusal(
                    action.parameters(("FaceInputType", 2)), "FailedOperation.VideoDecodeFailed",
                    "Video decoding abnormality"),
                Refusal(
                    action.parameters(("FaceInput", .string(long)), ("FaceInputType", 2)),
                    "FailedOperation.VideoDurationExceeded",
                    "The video duration is too long. The maximum video duration supported by the current interface is 20s."
                ),
            ], of: action)
    }

    @Test("LivenessCompare refuses parameters with an error")
    func compare() async throws {
        let action = TestAction.compare
        try await Self.check(
            [
                Refusal(action.parameters(("LivenessType", nil)), "MissingParameter"),
                Refusal(action.parameters(("LivenessType", "silent")), "InvalidParameterValue"),
                Refusal(action.parameters(("LivenessType", "LIP")), "InvalidParameterValue"),
                Refusal(action.parameters(("LivenessType", "LIP"), ("ValidateData", "12a4")), "InvalidParameterValue"),
                Refusal(action.parameters(("LivenessType", "ACTION")), "InvalidParameterValue"),
                Refusal(
                    action.parameters(("LivenessType", "ACTION"), ("ValidateData", "1;2")), "InvalidParameterValue"),
                Refusal(action.parameters(("ValidateData", "1234")), "InvalidParameterValue"),
                Refusal(action.parameters(("Optional", "{")), "InvalidParameterValue"),
                Refusal(action.parameters(("Optional", #"{"BestFrameNum":1}"#)), "InvalidParameterValue"),
                Refusal(action.parameters(("Optional", #"{"BestFrameNum":11}"#)), "InvalidParameterValue"),
                Refusal(action.parameters(("Optional", ["BestFrameNum": 2])), "InvalidParameter"),
                Refusal(action.parameters(("ImageBase64", nil)), "InvalidParameter"),
                Refusal(action.parameters(("VideoBase64", nil)), "InvalidParameter"),
                Refusal(action.parameters(("ImageBase64", "A")), "InvalidParameterValue"),
            ], of: action)
    }

    @Test("LivenessCompare answers a failed check as a success, with its code in Result and a Sim of 0")
    func failedChecks() async throws {
        let action = TestAction.compare
        let short = ChangedMedia.base64(try ChangedMedia.video(slowedBy: 0.5))
        let large = String(repeating: "A", count: 3 << 20 | 4)
        let largeVideo = String(repeating: "A", count: 8 << 20 | 4)
        try await withSandbox { service in
            for (parameters, code) in [
                (action.parameters(("ImageBase64", .string(large))), "FailedOperation.LifePhotoSizeError"),
                (action.parameters(("ImageBase64", "AAAA")), "FailedOperation.LifePhotoDetectNoFaces"),
                (action.parameters(("VideoBase64", .string(largeVideo))), "FailedOperation.LipSizeError"),
                (action.parameters(("VideoBase64", .string(TestAction.photo))), "FailedOperation.LipVideoInvalid"),
                (
                    action.parameters(("VideoBase64", .string(TestAction.text("liveness.mov")))),
                    "FailedOperation.LipVideoInvalid"
                ),
                (action.parameters(("VideoBase64", .string(short))), "FailedOperation.SilentTooShort"),
                (
                    action.parameters(("LivenessType", "LIP"), ("ValidateData", "1234")),
                    "FailedOperation.LipVoiceDetect"
                ),
                (action.parameters(("VideoBase64", nil), ("VideoUrl", "ftp://a")), "FailedOperation.DownLoadError"),
            ] {
                let answer = try #require(try await service.call(action, parameters))
                #expect(answer.code == nil)
                #expect(answer.response?["Result"]?.string == code)
                #expect(answer.response?["Sim"]?.double == 0)
                #expect(answer.response?["BestFrameBase64"]?.isNull == true)
                #expect(answer.response?["Description"]?.string?.hasSuffix(".") == true)
            }
        }
    }

    @Test("LivenessCompare gives as many frames as Optional asks for, and content wins over URLs")
    func frames() async throws {
        let action = TestAction.compare
        try await withSandbox { service in
            let plain = try #require(try await service.call(action, action.parameters))
            #expect(plain.response?["BestFrameList"]?.isNull == true)
            let frame = try Base64.decode(plain.response?["BestFrameBase64"]?.string ?? "")
            #expect(frame.starts(with: [0xff, 0xd8]))
            for count in [2, 10] {
                let text = #"{"BestFrameNum": \#(count)}"#
                let answer = try await service.call(action, action.parameters(("Optional", .string(text))))
                #expect(answer?.response?["BestFrameList"]?.array?.count == count)
            }
            let both = action.parameters(("ImageUrl", "nonsense"), ("VideoUrl", "nonsense"))
            #expect(try await service.call(action, both)?.response?["Result"]?.string == "Success")
            let urls: JSONValue = [
                "LivenessType": "ACTION", "ValidateData": "2,1", "ImageUrl": "https://a/b.jpg",
                "VideoUrl": "http://a/b.mp4",
            ]
            #expect(try await service.call(action, urls)?.response?["Result"]?.string == "Success")
        }
    }

    @Test("DetectLiveFaceAccurate refuses what its page refuses")
    func accurate() async throws {
        let action = TestAction.accurate
        func image(_ bytes: [UInt8]) -> JSONValue { action.parameters(("Image", .string(ChangedMedia.base64(bytes)))) }
        try await Self.check(
            [
                Refusal(
                    action.parameters(("Image", nil)), "MissingParameter.ErrorParameterEmpty",
                    "A required parameter is empty."),
                Refusal(action.parameters(("Image", "")), "InvalidParameterValue.ImageEmpty", "Empty image."),
                Refusal(
                    action.parameters(("Image", "A")), "FailedOperation.ImageDecodeFailed", "Image decoding failed."),
                Refusal(action.parameters(("Image", "AAAA")), "FailedOperation.ImageDecodeFailed"),
                Refusal(image(Array("GIF89a".utf8)), "FailedOperation.ImageDecodeFailed"),
                Refusal(
                    action.parameters(("Image", .string(String(repeating: "A", count: 5 << 20 | 4)))),
                    "FailedOperation.ImageSizeExceed", "The size of the Base64-encoded image cannot exceed 5 MB."),
                Refusal(
                    image(ChangedMedia.bmp(width: 2_001, height: 100)), "FailedOperation.ImageResolutionExceed",
                    "The image resolution is too high."),
                Refusal(
                    image(try ChangedMedia.jpeg(width: 100, height: 4_001)), "FailedOperation.ImageResolutionExceed"),
                Refusal(
                    image(ChangedMedia.bmp(width: 63, height: 100)), "FailedOperation.ImageResolutionTooSmall",
                    "The image short edge resolution is smaller than 64."),
                Refusal(
                    action.parameters(("Url", "example.com/a.jpg")), "InvalidParameterValue.UrlIllegal",
                    "Invalid URL format."),
                Refusal(
                    action.parameters(("FaceModelVersion", "2.0")), "InvalidParameterValue.FaceModelVersionIllegal",
                    "The algorithm model version is invalid."),
            ], of: action)
        try await withSandbox { service in
            for parameters in [
                image(ChangedMedia.bmp(width: 2_000, height: 64)),
                image(try ChangedMedia.jpeg(width: 4_000, height: 64)),
                action.parameters(("Image", "nonsense"), ("Url", "http://a.example/b.jpg")),
                action.parameters(("FaceModelVersion", "3.0")),
            ] {
                let answer = try await service.call(action, parameters)
                #expect(answer?.response?["FaceModelVersion"]?.string == "3.0")
            }
        }
    }

    @Test("GetLivenessResult takes any token that could be one, and names two files that are there")
    func files() async throws {
        try await withSandbox { service in
            let answer = try #require(try await service.call(.result, TestAction.result.parameters))
            #expect(answer.response?["Result"]?.string == "0")
            #expect(answer.response?["Description"]?.string == "Success")
            for name in ["BestFrame", "Video"] {
                let info = try #require(answer.response?[name])
                let url = try #require(info["Url"]?.string)
                #expect(url.hasPrefix(service.sandbox.endpoint + "/files/"))
                let target = String(url.dropFirst(service.sandbox.endpoint.utf8.count))
                let request = RawRequest(
                    method: "GET", target: target, headers: [HeaderField(name: "Host", value: "a")])
                let file = try #require(await service.send(request))
                #expect(file.status == 200)
                #expect(file.headers["content-type"] == (name == "Video" ? "video/mp4" : "image/jpeg"))
                #expect(info["Size"]?.int == file.body.count)
                #expect(info["MD5"]?.string == ChangedMedia.md5(file.body))
            }
            for token in ["a b", String(repeating: "a", count: 129), "ü"] {
                let refused = try await service.call(.result, ["SdkToken": .string(token)])
                #expect(refused?.code == "InvalidParameterValue.BizTokenIllegal")
                #expect(refused?.message == "Invalid BizToken.")
            }
            #expect(try await service.call(.result, ["SdkToken": ""])?.code == "InvalidParameterValue.BizTokenIllegal")
        }
    }

    @Test("a file's address lives ten minutes, and nobody guesses it")
    func fileAddresses() async throws {
        let clock = TestClock()
        try await withSandbox {
            $0.clock = { clock.now }
        } _: { service in
            let answer = try #require(try await service.call(.result, TestAction.result.parameters))
            let url = try #require(answer.response?["Video"]?["Url"]?.string)
            var request = RawRequest(method: "GET", headers: [HeaderField(name: "Host", value: "a")])
            request.target = String(url.dropFirst(service.sandbox.endpoint.utf8.count))
            clock.advance(by: 599)
            #expect(await service.send(request)?.status == 200)
            clock.advance(by: 1)
            #expect(await service.send(request)?.status == 404)
            request.target = "/files/00000000000000000000000000000000.mp4"
            #expect(await service.send(request)?.status == 404)
            request.target = "/files/../../../etc/passwd"
            #expect(await service.send(request)?.status == 404)
            request.method = "POST"
            #expect(await service.send(request)?.status == 405)
        }
    }
}
