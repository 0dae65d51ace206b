// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import FaceMedia
import ProgramRunner
import Testing

/// GetLivenessResult, DetectLiveFaceAccurate and livedetectpicture.
struct OtherPreflightTests {
    @Test("GetLivenessResult takes a token and one of three regions")
    func livenessResult() {
        for region in ["ap-hongkong", "ap-jakarta", "ap-singapore"] {
            #expect(Preflight.GetLivenessResult(sdkToken: "D2B55F0C-FB5D", region: region).summary == [])
        }
        #expect(Preflight.GetLivenessResult.regions.count == 3)
        #expect(
            Preflight.GetLivenessResult(sdkToken: nil, region: nil).summary == [
                "refusal missingParameter Region", "refusal missingParameter SdkToken",
            ])
        #expect(
            Preflight.GetLivenessResult(sdkToken: " a\n", region: "ap-guangzhou").summary == [
                "refusal regionNotAllowed Region", "refusal valueNotAllowed SdkToken",
            ])
        let findings = Preflight.GetLivenessResult(sdkToken: "a b", region: "ap-jakarta").findings()
        #expect(findings.allSatisfy { !$0.description.contains("a b") })
    }

    private func accurate(_ info: MediaInfo) -> [String] {
        Preflight.DetectLiveFaceAccurate(image: PreflightMedia(info), region: "ap-singapore").summary
    }

    @Test("DetectLiveFaceAccurate takes JPEG, PNG and BMP, and no GIF")
    func accurateFormats() {
        for format in [MediaFormat.jpeg, .png, .bmp] { #expect(accurate(.photo(format)) == []) }
        for format in [MediaFormat.gif, .webP, .heif] {
            #expect(accurate(.photo(format)) == ["refusal mediaFormat Image"])
        }
        #expect(accurate(.video()) == ["refusal mediaKind Image"])
    }

    @Test(
        "the long side of a JPEG may have 4000 pixels, that of another format 2000",
        arguments: [
            (MediaFormat.jpeg, 4000, []), (.jpeg, 4001, ["refusal resolutionTooHigh Image"]), (.png, 2000, []),
            (.png, 2001, ["refusal resolutionTooHigh Image"]), (.bmp, 4000, ["refusal resolutionTooHigh Image"]),
        ])
    func accurateLongSide(format: MediaFormat, longSide: Int, expected: [String]) {
        #expect(accurate(.photo(format, width: longSide * 3 / 4, height: longSide)) == expected)
    }

    @Test(
        "the short side must have 64 pixels, and more than 100 for a face",
        arguments: [
            (63, ["refusal resolutionTooLow Image"]), (64, ["warning resolutionTooLow Image"]),
            (100, ["warning resolutionTooLow Image"]), (101, []),
        ])
    func accurateShortSide(width: Int, expected: [String]) {
        #expect(accurate(.photo(width: width, height: width * 4 / 3)) == expected)
    }

    @Test(
        "a shape far from 3:4 warns",
        arguments: [(480, 640, true), (640, 480, false), (500, 500, false), (1080, 1920, false), (600, 700, true)])
    func aspectRatio(width: Int, height: Int, isFine: Bool) {
        let expected = isFine ? [] : ["warning aspectRatio Image"]
        #expect(accurate(.photo(width: width, height: height)) == expected)
    }

    @Test(
        "5 M of base64 are the limit, left open between 10⁶ and 2²⁰",
        arguments: [
            (3_750_000, []), (3_750_001, ["warning mediaSize Image"]), (3_932_160, ["warning mediaSize Image"]),
            (3_932_161, ["refusal mediaSize Image"]),
        ])
    func accurateSize(byteCount: Int, expected: [String]) {
        #expect(accurate(.photo(byteCount: byteCount)) == expected)
    }

    @Test("Url wins over Image, which is then not looked at but still has to fit")
    func accuratePair() {
        var request = Preflight.DetectLiveFaceAccurate(
            image: PreflightMedia(.photo(.gif)), url: "https://example.com/a.jpg", faceModelVersion: "3.0",
            region: "ap-beijing")
        #expect(request.summary == ["warning inputIgnored Image"])
        request.image = PreflightMedia(byteCount: 8_000_000)
        #expect(request.summary == ["warning inputIgnored Image", "refusal bodySize Image"])
        request.image = nil
        request.url = ""
        #expect(request.summary == ["refusal missingParameter Url"])
    }

    @Test("FaceModelVersion is 3.0 and the region one of seven")
    func accurateValues() {
        var request = Preflight.DetectLiveFaceAccurate(image: PreflightMedia(.photo()), region: "ap-hongkong")
        #expect(request.summary == ["refusal regionNotAllowed Region"])
        #expect(request.findings().first?.hint?.contains("ap-nanjing, ap-shanghai and ap-singapore") == true)
        #expect(Preflight.DetectLiveFaceAccurate.regions.count == 7)
        request.region = "ap-nanjing"
        request.faceModelVersion = "2.0"
        #expect(request.summary == ["refusal valueNotAllowed FaceModelVersion"])
    }

    private func legacy(_ info: MediaInfo) -> [String] {
        // The first finding is always that the API is offline.
        Array(Preflight.LiveDetectPicture(appID: "1000001", image: PreflightMedia(info)).summary.dropFirst())
    }

    @Test("livedetectpicture always warns that it is offline")
    func retired() {
        let request = Preflight.LiveDetectPicture(appID: "1000001", url: "http://example.com/a.jpg")
        #expect(request.summary == ["warning serviceRetired -"])
    }

    @Test("livedetectpicture refuses GIF, and warns of formats that its page does not name")
    func legacyFormats() {
        #expect(legacy(.photo(.gif)) == ["refusal mediaFormat image"])
        #expect(legacy(.photo(.bmp)) == [])
        #expect(legacy(.photo(.webP)) == ["warning mediaFormat image"])
        #expect(legacy(.video()) == ["refusal mediaKind image"])
    }

    @Test("livedetectpicture advises 1280x720 and 3:4")
    func legacyPixels() {
        #expect(legacy(.photo(width: 720, height: 960)) == [])
        #expect(legacy(.photo(width: 721, height: 960)) == ["warning resolutionTooHigh image"])
        #expect(legacy(.photo(width: 1280, height: 720)) == ["warning aspectRatio image"])
    }

    @Test("the legacy body may have 6 MB, left open between 10⁶ and 2²⁰")
    func legacyBody() {
        func codes(_ count: Int) -> [String] {
            Array(
                Preflight.LiveDetectPicture(appID: "1", image: PreflightMedia(.photo()), bodyByteCount: count)
                    .summary.dropFirst())
        }
        #expect(codes(6_000_000) == [])
        #expect(codes(6_000_001) == ["warning bodySize image"])
        #expect(codes(6_291_456) == ["warning bodySize image"])
        #expect(codes(6_291_457) == ["refusal bodySize image"])
        #expect(legacy(.photo(byteCount: 6_291_456)) == ["refusal bodySize image"])
    }

    @Test("livedetectpicture needs a number as appid and one of url and image, of which url wins")
    func legacyParameters() {
        let nothing = Preflight.LiveDetectPicture(appID: nil)
        #expect(nothing.summary.dropFirst() == ["refusal missingParameter appid", "refusal missingParameter url"])
        let both = Preflight.LiveDetectPicture(
            appID: "10x", image: PreflightMedia(.photo(.gif)), url: "http://example.com/a.jpg")
        #expect(both.summary.dropFirst() == ["refusal valueNotAllowed appid", "warning inputIgnored image"])
        // What is not sent takes no room in the body.
        let large = Preflight.LiveDetectPicture(
            appID: "1", image: PreflightMedia(byteCount: 7_000_000), url: "http://example.com/a.jpg")
        #expect(large.summary.dropFirst() == ["warning inputIgnored image"])
    }

    @Test("a request with warnings passes and hands them back, one with a refusal does not")
    func check() throws {
        let slow = Preflight.DetectAIFakeFaces(faceInput: PreflightMedia(.video(frameRate: 15)), faceInputType: 2)
        #expect(try slow.check().map(\.code) == [.frameRate])
        let long = Preflight.DetectAIFakeFaces(
            faceInput: PreflightMedia(.video(seconds: 30, frameRate: 15)), faceInputType: 2)
        let error = try #require(throws: PreflightError.self) { try long.check() }
        #expect(error.findings.map(\.code) == [.durationTooLong, .frameRate])
        #expect(error.refusals.map(\.code) == [.durationTooLong])
        #expect(
            error.description
                == "the request was not sent: FaceInput lasts 30 s, over the limit of 20 s; cut it to 2 to 5 s"
                + " [DetectAIFakeFaces, intl 1061/64467]")
        #expect(PreflightError(slow.findings()) == nil)
        #expect(PreflightFinding.Severity.warning < .refusal)
    }

    @Test("a file is described by its content, also where that is damaged; an unreadable one is an error")
    func files() throws {
        let media = try PreflightMedia(inspectingFileAt: SampleMedia.path("face.jpg"))
        #expect(media.info?.format == .jpeg && media.byteCount == 15_830)
        let notes = try PreflightMedia(inspectingFileAt: SampleMedia.path("README.md"))
        #expect(notes.content == .failed(MediaError(.unknownFormat, "")))
        #expect(notes.byteCount > 0 && notes.info == nil)
        #expect(throws: MediaError(.unreadableFile, "")) {
            try PreflightMedia(inspectingFileAt: SampleMedia.path("nothing.jpg"))
        }
        #expect(throws: MediaError(.notAFile, "")) { try PreflightMedia(inspectingFileAt: "/") }
    }

    @Test("bytes that cannot be read are described by what is wrong with them")
    func bytes() {
        let bytes: [UInt8] = [0xFF, 0xD8, 0xFF]
        let media = PreflightMedia(inspecting: bytes.span)
        #expect(media == PreflightMedia(byteCount: 3, content: .failed(MediaError(.truncated, ""))))
    }
}
