// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import FaceAPI
import FaceSandbox
import ProgramRunner
import Testing

@Suite("The verdict of a liveness check and its files, from the sandbox")
struct LivenessFileTests {
    private static func scenario(result: String = "0") throws -> String {
        // Bound to names first: the compiler of Swift 6.3.1 fails on the span of a value without one.
        let clip = try SampleMedia.bytes("liveness.mp4")
        let photo = try SampleMedia.bytes("face.jpg")
        let video = Base64.encodeToString(clip.span)
        let frame = Base64.encodeToString(photo.span)
        return """
            {"tokens": [{"token": "token-1", "result": "\(result)", "description": "as the scenario has it",
              "video": {"base64": "\(video)"}, "bestFrame": {"base64": "\(frame)"}}]}
            """
    }

    private let request = GetLivenessResultRequest(sdkToken: "token-1", region: "ap-singapore")

    @Test("both files come whole, into memory and to disk")
    func download() async throws {
        let folder = try TemporaryFolder()
        let scenario = try Self.scenario()
        try await withPair(scenario: scenario) { pair in
            let result = try await pair.client.getLivenessResult(request)
            #expect(result.code == .success)
            let video = try #require(result.video)
            let frame = try #require(result.bestFrame)
            try await pair.client.download(video, to: folder("video.mp4"))
            let written = try folder.bytes(of: "video.mp4")
            let sent = try SampleMedia.bytes("liveness.mp4")
            #expect(written == sent)
            let downloaded = try await pair.client.download(frame)
            let photo = try SampleMedia.bytes("face.jpg")
            #expect(downloaded == photo)
            #expect(folder.names() == ["video.mp4"])
        }
    }

    @Test("a failed check is an error, and its files can be had all the same")
    func failedCheck() async throws {
        let scenario = try Self.scenario(result: "1002")
        try await withPair(scenario: scenario) { pair in
            let refusal = await failure { () async throws(FaceAPIError) in
                try await pair.client.getLivenessResult(request)
            }
            let error = try #require(refusal)
            #expect(error.code == .businessFailure)
            #expect(error.livenessCode == .suspectedSpoofing)
            #expect(error.hint == "Suspected spoofed recording")
            var accepting = request
            accepting.acceptsFailedChecks = true
            let result = try await pair.client.getLivenessResult(accepting)
            let video = try #require(result.video)
            let downloaded = try await pair.client.download(video)
            let sent = try SampleMedia.bytes("liveness.mp4")
            #expect(downloaded == sent)
        }
    }

    @Test("a file that is not what was announced is refused and leaves nothing")
    func wrongMD5() async throws {
        let folder = try TemporaryFolder()
        let scenario = try Self.scenario()
        try await withPair(scenario: scenario, faults: ["wrong-md5"]) { pair in
            let result = try await pair.client.getLivenessResult(request)
            let video = try #require(result.video)
            let path = folder("video.mp4")
            let refusal = await failure { () async throws(FaceAPIError) in
                try await pair.client.download(video, to: path)
            }
            let error = try #require(refusal)
            #expect(error.code == .downloadMismatch)
            #expect(folder.names().isEmpty)
        }
    }

    @Test("a token that the service does not know is its error")
    func unknownToken() async throws {
        try await withPair(scenario: #"{"tokens": [{"token": "old", "expired": true}]}"#) { pair in
            let old = GetLivenessResultRequest(sdkToken: "old", region: "ap-jakarta")
            let refusal = await failure { () async throws(FaceAPIError) in
                try await pair.client.getLivenessResult(old)
            }
            let error = try #require(refusal)
            #expect(error.serviceCode == .invalidParameterValueBizTokenExpired)
        }
    }
}
