// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import FaceMedia
import ProgramRunner
import RequestCrypto
import StrictJSON
import Testing

@testable import FaceAPI

@Suite("The bodies of the typed operations")
struct OperationBodyTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private func bytes(of body: CallBody) throws -> [UInt8] {
        switch body.content {
        case .empty: return []
        case .bytes(let bytes): return bytes
        case .stream(let byteCount, let makeReader):
            let reader = try makeReader()
            var bytes: [UInt8] = []
            // Rooms of awkward sizes, so that every seam of the reader falls into one.
            var room = 1
            while bytes.count < byteCount {
                let before = bytes.count
                try bytes.append(addingCapacity: min(room, byteCount - before)) { try reader.read(into: &$0) }
                guard bytes.count > before else { break }
                room = room * 5 % 70_001 + 1
            }
            #expect(bytes.count == byteCount)
            return bytes
        }
    }

    @Test("DetectAIFakeFaces has the published shape", arguments: [(MediaKind.image, 1), (.video, 2)])
    func detectShape(_ kind: MediaKind, _ number: Int) throws {
        let request = DetectAIFakeFacesRequest(.bytes([0, 0, 0]), kind: kind)
        #expect(text(try bytes(of: request.body(CallOptions()))) == #"{"FaceInput":"AAAA","FaceInputType":\#(number)}"#)
    }

    @Test("media of every length goes into one allocation of the exact size, from a file as from memory")
    func exactSize() throws {
        let folder = try TemporaryFolder()
        for count in [1, 2, 3, 4, 49_151, 49_152, 49_153, 98_304, 200_000] {
            let media = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
            try folder.write(media, to: "media")
            let expected = #"{"FaceInput":"\#(Base64.encodeToString(media.span))","FaceInputType":2}"#
            for content in [MediaContent.bytes(media), .file(at: folder("media"))] {
                var json = RequestJSON()
                try json.add("FaceInput", content)
                json.add("FaceInputType", number: 2)
                let announced = json.byteCount
                let body = try json.bytes()
                #expect(body.count == announced)
                #expect(text(body) == expected)
                let estimate = try DetectAIFakeFacesRequest(content, kind: .video).bodyByteCount(CallOptions())
                #expect(estimate == announced)
            }
        }
    }

    @Test(
        "a body that is made while it is sent is the body that is made at once",
        arguments: [1, 49_152, 49_153, 150_001])
    func streamedPlain(_ count: Int) throws {
        let folder = try TemporaryFolder()
        try folder.write((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }, to: "media")
        let request = DetectAIFakeFacesRequest(.file(at: folder("media")), kind: .image)
        var unsigned = CallOptions()
        unsigned.payloadSigning = .unsigned
        let streamed = try request.body(unsigned)
        guard case .stream = streamed.content else {
            Issue.record("the body is in memory")
            return
        }
        #expect(try request.bodyByteCount(unsigned) == 0)
        #expect(streamed.digest == nil)
        #expect(try bytes(of: streamed) == bytes(of: request.body(CallOptions())))
    }

    @Test(
        "a sealed body opens to the published shape, streamed or not",
        arguments: [ContentAlgorithm.aes256CBC, .sm4GCM], [false, true])
    func sealed(_ algorithm: ContentAlgorithm, _ isStreamed: Bool) throws {
        let key = try algorithm == .sm4GCM ? UnwrappingKey.generateSM2() : UnwrappingKey.generateRSA(bits: 2048)
        let request = DetectAIFakeFacesRequest(
            .file(at: SampleMedia.path("liveness.mp4")), kind: .video,
            encryption: BodySealer(algorithm: algorithm, wrappingKey: key.publicKey))
        var options = CallOptions()
        if isStreamed { options.payloadSigning = .unsigned }
        let body = try bytes(of: request.body(options))
        let opened = try EnvelopeOpener(unwrappingKey: key).open(body.span)
        let media = try SampleMedia.bytes("liveness.mp4")
        #expect(text(opened.plaintext) == #"{"FaceInput":"\#(Base64.encodeToString(media.span))","FaceInputType":2}"#)
        #expect(opened.algorithm == algorithm)
    }

    @Test("LivenessCompare writes what it was given, in the page's order and with JSON inside a string")
    func compareShape() throws {
        var request = LivenessCompareRequest(
            .lip, image: .bytes([1]), video: .bytes([2, 2]), validateData: "1234", bestFrameCount: 2)
        #expect(
            text(try request.json())
                == #"{"LivenessType":"LIP","ImageBase64":"AQ==","VideoBase64":"AgI=","ValidateData":"1234","Optional":"{\"BestFrameNum\":2}"}"#
        )
        request = LivenessCompareRequest(.silent)
        request.imageURL = "https://example.com/a\"b\u{1}é"
        request.videoURL = "https://example.com/v"
        let body = try request.json()
        #expect(body.count == (try request.bodyByteCount(CallOptions())))
        let value = try JSONValue(parsing: body.span)
        #expect(value["ImageUrl"]?.string == "https://example.com/a\"b\u{1}é")
        #expect(value.object?.map(\.name) == ["LivenessType", "ImageUrl", "VideoUrl"])
    }

    @Test("the other bodies have the published shapes")
    func otherShapes() throws {
        let photo = DetectLiveFaceAccurateRequest(.bytes([255]), region: "ap-singapore", faceModelVersion: "3.0")
        #expect(text(try photo.json()) == #"{"Image":"/w==","FaceModelVersion":"3.0"}"#)
        let url = DetectLiveFaceAccurateRequest(url: "http://test.image.myqcloud.com/testA.jpg", region: "ap-singapore")
        #expect(text(try url.json()) == #"{"Url":"http://test.image.myqcloud.com/testA.jpg"}"#)
        let token = GetLivenessResultRequest(sdkToken: "D2B55F0C-FB5D-4FB6-8765-3E931EBBFC79", region: "ap-hongkong")
        #expect(text(token.json()) == #"{"SdkToken":"D2B55F0C-FB5D-4FB6-8765-3E931EBBFC79"}"#)
    }

    @Test("livedetectpicture is JSON with a URL, and multipart with a photo that is named by its content")
    func legacyShapes() throws {
        let url = try LiveDetectPictureRequest(appID: "1000001", url: "http://test-123456.image.myqcloud.com/test.jpg")
            .body()
        #expect(url.contentType == "application/json")
        #expect(text(url.bytes) == #"{"appid":"1000001","url":"http://test-123456.image.myqcloud.com/test.jpg"}"#)
        for (name, type) in [("face.jpg", "image/jpeg"), ("face.png", "image/png"), ("face.bmp", "image/bmp")] {
            let photo = try SampleMedia.bytes(name)
            let body = try LiveDetectPictureRequest(appID: "7", image: .file(at: SampleMedia.path(name))).body()
            let boundary = try #require(body.contentType.split(separator: "=").last)
            #expect(body.contentType.hasPrefix("multipart/form-data; boundary="))
            let head =
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"appid\"\r\n\r\n7\r\n--\(boundary)\r\n"
                + "Content-Disposition: form-data; name=\"image\"; filename=\"\(name)\"\r\nContent-Type: \(type)\r\n\r\n"
            #expect(body.bytes == Array(head.utf8) + photo + Array("\r\n--\(boundary)--\r\n".utf8))
        }
    }

    @Test("a file that is missing, empty or a folder is the request's fault, with its reason")
    func unreadableFiles() throws {
        let folder = try TemporaryFolder()
        try folder.write([], to: "empty")
        for (path, reason) in [("missing", "No such file"), ("empty", "empty"), ("", "regular file")] {
            let request = DetectAIFakeFacesRequest(.file(at: folder(path)), kind: .image)
            let error = try #require(failure { () throws(FaceAPIError) in try request.body(CallOptions()) })
            #expect(error.code == .invalidRequest)
            #expect(error.message.contains(reason), "\(error.message)")
        }
        let missing = DetectAIFakeFacesRequest(.file(at: folder("missing")), kind: .image)
        let error = try #require(failure { () throws(FaceAPIError) in try missing.preflightFindings() })
        #expect(error.code == .invalidRequest)
    }

    @Test(
        "the kind of media is told by its content",
        arguments: [("face.png", MediaKind.image), ("liveness.flv", .video)])
    func detectedKind(_ name: String, _ kind: MediaKind) throws {
        #expect(try MediaContent.file(at: SampleMedia.path(name)).detectedKind() == kind)
        #expect(try MediaContent.bytes(SampleMedia.bytes(name)).detectedKind() == kind)
        #expect(try MediaContent.bytes([1, 2, 3]).detectedKind() == nil)
    }
}
