// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import FaceMedia
import RequestCrypto
import ProgramRunner
import Testing

struct DetectAIFakeFacesPreflightTests {
    private func request(
        _ info: MediaInfo, type: Int? = nil, encryption: ContentAlgorithm? = nil
    ) -> Preflight.DetectAIFakeFaces {
        Preflight.DetectAIFakeFaces(
            faceInput: PreflightMedia(info), faceInputType: type ?? (info.kind == .image ? 1 : 2),
            encryption: encryption)
    }

    @Test(
        "the sample files pass without a word, the MOV with a warning",
        arguments: [
            ("liveness.mp4", 2, []), ("liveness.avi", 2, []), ("liveness.flv", 2, []), ("face.jpg", 1, []),
            ("face.png", 1, []), ("liveness.mov", 2, ["warning mediaFormat FaceInput"]),
            ("face.bmp", 1, ["refusal mediaFormat FaceInput"]),
        ])
    func samples(name: String, type: Int, expected: [String]) throws {
        let bytes = try SampleMedia.bytes(name)
        let media = PreflightMedia(inspecting: bytes.span)
        #expect(Preflight.DetectAIFakeFaces(faceInput: media, faceInputType: type).summary == expected)
    }

    @Test(
        "formats that the page does not name are refused by their own name",
        arguments: [MediaFormat.gif, .bmp, .webP, .heif, .avif])
    func photoFormats(format: MediaFormat) {
        let findings = request(.photo(format)).findings()
        #expect(findings.map(\.code) == [.mediaFormat])
        #expect(findings.first?.severity == .refusal)
        #expect(findings.first?.message == "FaceInput is in \(format) format; the page accepts JPEG or PNG")
        #expect(findings.first?.page == .detectAIFakeFaces)
    }

    @Test("video containers that the page does not name are refused", arguments: [MediaFormat.matroska, .threeGP])
    func videoFormats(format: MediaFormat) {
        #expect(request(.video(format)).summary == ["refusal mediaFormat FaceInput"])
    }

    @Test("FaceInputType must be there and 1 or 2", arguments: [nil, 0, 3, -1])
    func types(type: Int?) {
        let request = Preflight.DetectAIFakeFaces(faceInput: PreflightMedia(.photo()), faceInputType: type)
        let code = type == nil ? "missingParameter" : "valueNotAllowed"
        #expect(request.summary == ["refusal \(code) FaceInputType"])
    }

    @Test("a video sent as a photo is refused with the type to use, and the other way round")
    func kinds() {
        #expect(request(.video(), type: 1).findings().first?.hint == "set FaceInputType to 2 for a video")
        #expect(request(.photo(), type: 2).findings().first?.hint == "set FaceInputType to 1 for a photo")
        #expect(request(.video(), type: 1).summary == ["refusal mediaKind FaceInput"])
    }

    @Test("without media the request is refused")
    func missing() {
        let request = Preflight.DetectAIFakeFaces(faceInput: nil, faceInputType: 1)
        #expect(request.summary == ["refusal missingParameter FaceInput"])
        let empty = Preflight.DetectAIFakeFaces(faceInput: PreflightMedia(byteCount: 0), faceInputType: 1)
        #expect(empty.summary == ["refusal emptyMedia FaceInput"])
    }

    @Test(
        "a photo over 3 M of base64 warns, over 10,000,000 too, over 10 MiB refuses",
        arguments: [
            (2_250_000, []), (2_250_001, ["warning mediaSize FaceInput"]), (7_499_973, ["warning mediaSize FaceInput"]),
            (7_499_974, ["warning mediaSize FaceInput", "warning bodySize FaceInput"]),
            (7_500_001, ["warning mediaSize FaceInput", "warning bodySize FaceInput"]),
            (7_864_294, ["warning mediaSize FaceInput", "refusal bodySize FaceInput"]),
            (7_864_321, ["refusal mediaSize FaceInput", "refusal bodySize FaceInput"]),
        ])
    func photoSizes(byteCount: Int, expected: [String]) {
        #expect(request(.photo(byteCount: byteCount)).summary == expected)
    }

    @Test(
        "an encrypted video over 8 M warns only once the body does, which comes first",
        arguments: [
            (5_624_781, []), (5_624_782, ["warning bodySize FaceInput"]), (5_898_021, ["warning bodySize FaceInput"]),
            (5_898_022, ["refusal bodySize FaceInput"]),
            (6_000_001, ["warning mediaSize FaceInput", "refusal bodySize FaceInput"]),
        ])
    func encryptedVideoSizes(byteCount: Int, expected: [String]) {
        #expect(request(.video(byteCount: byteCount), encryption: .aes256CBC).summary == expected)
    }

    @Test("the refusal of a body names its size, the limit and how much media fits")
    func bodyMessage() throws {
        let findings = request(.video(byteCount: 5_999_999), encryption: .aes256CBC).findings()
        let finding = try #require(findings.first)
        #expect(
            finding.description
                == "the body has 10,667,063 bytes, over the limit of 10 MB (10,485,760 bytes); send at most"
                + " 5,898,021 bytes (5.62 MiB) of media encrypted [Signature method v3, 213/30654]")
    }

    @Test(
        "a video may have 720p in either direction and no more",
        arguments: [
            (720, 1280, []), (1280, 720, []), (721, 1280, ["refusal resolutionTooHigh FaceInput"]),
            (720, 1281, ["refusal resolutionTooHigh FaceInput"]), (1080, 1920, ["refusal resolutionTooHigh FaceInput"]),
            (480, 640, []), (480, 639, ["warning resolutionTooLow FaceInput"]),
            (240, 320, ["warning resolutionTooLow FaceInput"]),
        ])
    func videoPixels(width: Int, height: Int, expected: [String]) {
        #expect(request(.video(width: width, height: height)).summary == expected)
    }

    @Test(
        "2 to 5 s are recommended and 20 s are the limit",
        arguments: [
            (2, []), (5, []), (1.99, ["warning durationTooShort FaceInput"]),
            (5.01, ["warning durationTooLong FaceInput"]),
            (20, ["warning durationTooLong FaceInput"]), (20.01, ["refusal durationTooLong FaceInput"]),
        ] as [(Double, [String])])
    func durations(seconds: Double, expected: [String]) {
        #expect(request(.video(seconds: seconds)).summary == expected)
    }

    @Test(
        "25 to 30 frames a second are recommended, in whole frames",
        arguments: [
            (25, true), (30, true), (29.97, true), (30.02, true), (24.9, true), (24, false), (23.976, false),
            (31, false),
            (60, false), (15, false),
        ] as [(Double, Bool)])
    func frameRates(rate: Double, isFine: Bool) {
        let expected = isFine ? [] : ["warning frameRate FaceInput"]
        #expect(request(.video(frameRate: rate)).summary == expected)
    }

    @Test("what the headers do not tell is said to be unchecked")
    func unknowns() {
        let video = MediaInfo(format: .flv, byteCount: 1000, videoCodec: .h264)
        #expect(request(video).summary == ["warning uncheckedMedia FaceInput", "warning uncheckedMedia FaceInput"])
        #expect(request(.video(codec: nil)).summary == ["refusal noVideoTrack FaceInput"])
    }

    @Test("photos that are small, cut short or animated warn")
    func oddPhotos() {
        #expect(request(.photo(width: 100, height: 2000)).summary == ["warning resolutionTooLow FaceInput"])
        #expect(request(.photo(width: 479, height: 640)).summary == ["warning resolutionTooLow FaceInput"])
        #expect(request(.photo(width: 3000, height: 4000)).summary == [])
        #expect(request(.photo(isTruncated: true)).summary == ["warning damagedMedia FaceInput"])
        #expect(request(.photo(.png, isAnimated: true)).summary == ["warning animatedImage FaceInput"])
    }

    @Test(
        "content that could not be inspected is refused where it is damaged, and warned of where it is odd",
        arguments: [
            (MediaError.Code.unknownFormat, "refusal mediaFormat"), (.malformed, "refusal damagedMedia"),
            (.truncated, "refusal damagedMedia"), (.missingMovieHeader, "refusal damagedMedia"),
            (.emptyFile, "refusal emptyMedia"), (.tooComplex, "warning uncheckedMedia"),
        ])
    func failures(code: MediaError.Code, expected: String) {
        let media = PreflightMedia(byteCount: 100, content: .failed(MediaError(code, "something")))
        let request = Preflight.DetectAIFakeFaces(faceInput: media, faceInputType: 2)
        #expect(request.summary == ["\(expected) FaceInput"])
    }

    @Test("media that nobody inspected is held against the limits on sizes alone")
    func notInspected() {
        let media = PreflightMedia(byteCount: 9_000_000)
        let request = Preflight.DetectAIFakeFaces(faceInput: media, faceInputType: 1)
        #expect(request.summary == ["refusal mediaSize FaceInput", "refusal bodySize FaceInput"])
    }
}
