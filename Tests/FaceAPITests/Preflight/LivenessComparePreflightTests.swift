// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import FaceMedia
import Testing

struct LivenessComparePreflightTests {
    private func request(
        _ type: String = "SILENT", image: MediaInfo? = .photo(), video: MediaInfo? = .video(),
        validateData: String? = nil
    ) -> Preflight.LivenessCompare {
        Preflight.LivenessCompare(
            livenessType: type, image: image.map { PreflightMedia($0) }, video: video.map { PreflightMedia($0) },
            validateData: validateData)
    }

    @Test("a request by the page passes without a word")
    func fine() {
        #expect(request().summary == [])
        #expect(request("LIP", video: .video(seconds: 6), validateData: "0123").summary == [])
        #expect(request("ACTION", validateData: "2,1").summary == [])
        var byURL = request(image: nil, video: nil)
        byURL.imageURL = "https://example.com/a.jpg"
        byURL.videoURL = "HTTP://example.com/a.mp4"
        byURL.bestFrameCount = 10
        #expect(byURL.summary == [])
    }

    @Test("LivenessType is one of three words", arguments: ["lip", "", "BLINK"])
    func types(type: String) {
        let findings = request(type).findings()
        #expect(findings.map(\.code) == [.valueNotAllowed])
        #expect(findings.first?.hint == "it must be LIP, ACTION or SILENT")
    }

    @Test("bytes win over a URL, which is then not looked at; one of the two must be there")
    func pairs() {
        var both = request()
        both.imageURL = "not a url"
        both.videoURL = "not a url"
        #expect(both.summary == ["warning inputIgnored ImageUrl", "warning inputIgnored VideoUrl"])
        #expect(
            request(image: nil, video: nil).summary == [
                "refusal missingParameter ImageBase64", "refusal missingParameter VideoBase64",
            ])
    }

    @Test(
        "a URL must be absolute, over http or https, and of printable ASCII",
        arguments: [
            "ftp://a/b", "file:///etc/passwd", "example.com/a.jpg", "https://", "https:///a", "http://a b", "http://ä",
        ])
    func urls(url: String) {
        var request = request(image: nil)
        request.imageURL = url
        #expect(request.summary == ["refusal malformedURL ImageUrl"])
    }

    @Test("the formats of photos and videos are those of the page")
    func formats() {
        for format in [MediaFormat.bmp, .gif, .webP] {
            #expect(request(image: .photo(format)).summary == ["refusal mediaFormat ImageBase64"])
        }
        for format in [MediaFormat.mov, .threeGP, .matroska] {
            #expect(request(video: .video(format)).summary == ["refusal mediaFormat VideoBase64"])
        }
        #expect(
            request(image: .video(), video: .photo()).summary == [
                "refusal mediaKind ImageBase64", "refusal mediaKind VideoBase64",
            ])
    }

    @Test(
        "LIP takes four digits",
        arguments: [
            ("", "missingParameter"), ("123", "valueNotAllowed"), ("12345", "valueNotAllowed"),
            ("12a4", "valueNotAllowed"),
            ("１２３４", "valueNotAllowed"),
        ])
    func digits(text: String, code: String) {
        let request = request("LIP", video: .video(seconds: 6), validateData: text)
        #expect(request.summary == ["refusal \(code) ValidateData"])
    }

    @Test("a wrong code is not repeated in the finding")
    func codeStaysOut() {
        let findings = request("LIP", video: .video(seconds: 6), validateData: "98765").findings()
        #expect(findings.allSatisfy { !$0.description.contains("98765") })
    }

    @Test(
        "ACTION takes an order of 1 and 2",
        arguments: [
            ("", "refusal missingParameter ValidateData"), ("3,1", "refusal valueNotAllowed ValidateData"),
            ("12", "refusal valueNotAllowed ValidateData"), ("1,2,", "refusal valueNotAllowed ValidateData"),
            ("1, 2", "refusal valueNotAllowed ValidateData"), ("1", "warning valueNotAllowed ValidateData"),
            ("1,2,1", "warning valueNotAllowed ValidateData"),
        ])
    func actions(text: String, expected: String) {
        #expect(request("ACTION", validateData: text).summary == [expected])
    }

    @Test("SILENT takes no ValidateData")
    func silent() {
        #expect(request(validateData: "1,2").summary == ["refusal valueNotAllowed ValidateData"])
        #expect(request(validateData: "").summary == [])
    }

    @Test("recordings that the page's error codes rule out are refused")
    func recordings() {
        #expect(request(video: .video(seconds: 2)).summary == ["refusal durationTooShort VideoBase64"])
        #expect(request(video: .video(seconds: 2.1)).summary == [])
        let mute = MediaInfo.video(seconds: 6, hasAudio: false)
        #expect(request("LIP", video: mute, validateData: "1234").summary == ["refusal noAudioTrack VideoBase64"])
        #expect(request("ACTION", video: mute, validateData: "1,2").summary == [])
        let long = MediaInfo.video(seconds: 12)
        #expect(request("LIP", video: long, validateData: "1234").summary == ["warning durationTooLong VideoBase64"])
    }

    @Test("BestFrameNum is 2 to 10", arguments: [0, 1, 11, -5])
    func bestFrames(count: Int) {
        var request = request()
        request.bestFrameCount = count
        #expect(request.summary == ["refusal valueNotAllowed Optional"])
    }

    @Test(
        "3 M of photo and 8 M of video in base64 are the limits, each left open between 10⁶ and 2²⁰",
        arguments: [
            (2_250_000, 100, []), (2_250_001, 100, ["warning mediaSize ImageBase64"]),
            (2_359_296, 100, ["warning mediaSize ImageBase64"]), (2_359_297, 100, ["refusal mediaSize ImageBase64"]),
            (100, 6_000_000, []), (100, 6_000_001, ["warning mediaSize VideoBase64"]),
            (100, 6_291_457, ["refusal mediaSize VideoBase64"]),
        ])
    func sizes(image: Int, video: Int, expected: [String]) {
        #expect(request(image: .photo(byteCount: image), video: .video(byteCount: video)).summary == expected)
    }

    @Test("a photo and a video that each fit may not fit together")
    func pairExceedsBody() throws {
        let both = request(image: .photo(byteCount: 2_250_000), video: .video(byteCount: 6_000_000))
        #expect(
            both.bodyByteCount == 11_000_000
                + #"{"LivenessType":"SILENT","ImageBase64":"","VideoBase64":""}"#.utf8.count)
        #expect(both.summary == ["refusal combinedMediaSize -"])
        let finding = try #require(both.findings().first)
        #expect(finding.page == .signatureV3)
        #expect(finding.hint?.hasPrefix("send the photo or the video by URL, or at most 7,864,2") == true)
        let almost = request(image: .photo(byteCount: 1_600_000), video: .video(byteCount: 6_000_000))
        #expect(almost.summary == ["warning combinedMediaSize -"])
    }

    @Test("the body is counted with everything that is sent")
    func bodyByteCount() {
        var request = request("ACTION", image: nil, video: .video(byteCount: 3), validateData: "1,2")
        request.imageURL = #"https://a/"\b"#
        request.bestFrameCount = 2
        let body =
            #"{"LivenessType":"ACTION","ImageUrl":"https://a/\"\\b","VideoBase64":"AAAA","ValidateData":"1,2","#
            + #""Optional":"{\"BestFrameNum\":2}"}"#
        #expect(request.bodyByteCount == body.utf8.count)
    }
}
