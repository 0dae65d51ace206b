// SPDX-License-Identifier: Apache-2.0

import FaceMedia
import Foundation
import ProgramRunner
import Testing

/// The sample files, against what ffprobe 5.1.9 says of them.
struct MediaProbeSampleTests {
    static let videos: [(String, MediaFormat, Int)] = [
        ("liveness.mp4", .mp4, 140_928), ("liveness.mov", .mov, 140_879),
        ("liveness.avi", .avi, 147_928), ("liveness.flv", .flv, 141_975),
    ]

    static let photos: [(String, MediaFormat, Int)] = [
        ("face.jpg", .jpeg, 15_830), ("face.png", .png, 28_122), ("face.bmp", .bmp, 308_278),
    ]

    @Test("a sample video has the size, duration, frame rate and codec that ffprobe gives", arguments: videos)
    func video(name: String, format: MediaFormat, byteCount: Int) throws {
        let expected = MediaInfo(
            format: format, byteCount: byteCount, pixelSize: .init(width: 480, height: 640), durationSeconds: 4,
            frameRate: 25, videoCodec: .h264)
        #expect(try MediaProbe.inspect(path: SampleMedia.path(name)) == expected)
    }

    @Test("a sample photo has the size that ffprobe gives", arguments: photos)
    func photo(name: String, format: MediaFormat, byteCount: Int) throws {
        let expected = MediaInfo(format: format, byteCount: byteCount, pixelSize: .init(width: 480, height: 640))
        #expect(try MediaProbe.inspect(path: SampleMedia.path(name)) == expected)
    }

    @Test("bytes in memory and the file on disk give the same description", arguments: SampleMedia.names)
    func memoryAndFile(name: String) throws {
        let bytes = try SampleMedia.bytes(name)
        let fromFile = try MediaProbe.inspect(path: SampleMedia.path(name))
        #expect(try MediaProbe.inspect(bytes) == fromFile)
        #expect(try MediaProbe.inspect(bytes.span) == fromFile)
    }

    @Test("the name of a file does not matter")
    func nameDoesNotMatter() throws {
        let copy = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).jpg")
        defer { try? FileManager.default.removeItem(at: copy) }
        try FileManager.default.copyItem(at: URL(filePath: SampleMedia.path("liveness.mp4")), to: copy)
        #expect(try MediaProbe.inspect(path: copy.path).format == .mp4)
    }

    @Test("an open file keeps its offset and stays open")
    func descriptorIsLeftAlone() throws {
        let file = try FileHandle(forReadingFrom: URL(filePath: SampleMedia.path("face.png")))
        try file.seek(toOffset: 100)
        #expect(try MediaProbe.inspect(descriptor: file.fileDescriptor).format == .png)
        #expect(try file.offset() == 100)
        try file.close()
    }

    @Test("what is no readable file gives an error that says so")
    func unreadable() throws {
        let directory = FileManager.default.temporaryDirectory
        #expect(throws: MediaError(.notAFile, "")) { try MediaProbe.inspect(path: directory.path) }
        #expect(throws: MediaError(.notAFile, "")) { try MediaProbe.inspect(path: "/dev/zero") }
        #expect(throws: MediaError(.unreadableFile, "")) {
            try MediaProbe.inspect(path: directory.appending(path: "\(UUID())").path)
        }
        #expect(throws: MediaError(.unreadableFile, "")) { try MediaProbe.inspect(path: "a\0b") }
        #expect(throws: MediaError(.unreadableFile, "")) { try MediaProbe.inspect(descriptor: -1) }
    }

    @Test("a pipe that nobody writes to does not block")
    func pipe() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try #require(mkfifo(path, 0o600) == 0)
        #expect(throws: MediaError(.notAFile, "")) { try MediaProbe.inspect(path: path) }
    }

    @Test("an empty file and unknown content give errors of their own")
    func nothingAndAnything() {
        #expect(throws: MediaError(.emptyFile, "")) { try MediaProbe.inspect([]) }
        #expect(throws: MediaError(.unknownFormat, "")) { try MediaProbe.inspect(Array("hello, world".utf8)) }
        #expect(throws: MediaError(.unknownFormat, "")) { try MediaProbe.inspect([0]) }
        #expect(throws: MediaError(.unknownFormat, "")) { try MediaProbe.inspect(MediaBytes.zeros(5000)) }
    }
}
