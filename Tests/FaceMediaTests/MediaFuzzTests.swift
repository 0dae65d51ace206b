// SPDX-License-Identifier: Apache-2.0

import FaceMedia
import Foundation
import ProgramRunner
import Testing

/// Hostile content: a description or a `MediaError`, never a crash, and never for long.
struct MediaFuzzTests {
    /// SplitMix64, so that a failure can be repeated from its seed.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    /// The sample files, and headers of shapes that they do not have.
    private static let seeds: [(name: String, bytes: [UInt8])] = {
        var all: [(String, [UInt8])] = SampleMedia.names.compactMap { name in
            (try? SampleMedia.bytes(name)).map { (name, $0) }
        }
        var movie = SyntheticMovie()
        movie.isWide = true
        movie.hasWideData = true
        movie.isMovieLast = true
        movie.hasAudio = true
        all.append(("64-bit movie", movie.bytes()))
        movie = SyntheticMovie()
        movie.movieExtras = MediaBytes.box("mvex", MediaBytes.box("trex", MediaBytes.zeros(24)))
        let run = MediaBytes.box("trun", MediaBytes.big(UInt32(0x100)), MediaBytes.big(UInt32(5)), MediaBytes.zeros(20))
        let header = MediaBytes.box("tfhd", MediaBytes.zeros(4), MediaBytes.big(UInt32(1)))
        movie.tail = MediaBytes.box("moof", MediaBytes.box("traf", header, run))
        all.append(("fragmented movie", movie.bytes()))
        return all
    }()

    private static let seedNames = SampleMedia.names + ["64-bit movie", "fragmented movie"]

    private func seed(_ name: String) throws -> [UInt8] {
        try #require(Self.seeds.first { $0.name == name }).bytes
    }

    /// A result of either kind is fine; what a description claims must hold together.
    private func check(_ bytes: [UInt8], first count: Int? = nil, _ comment: @autoclosure () -> Comment) {
        let count = count ?? bytes.count
        guard let info = try? MediaProbe.inspect(bytes.span.extracting(first: count)) else { return }
        let measures = [info.durationSeconds, info.frameRate].compactMap(\.self)
        let isSound = info.byteCount == count && measures.allSatisfy { $0.isFinite && $0 >= 0 }
        // An expectation for each of some 200,000 cases would take longer than the cases do.
        if !isSound { Issue.record(comment()) }
    }

    @Test("content cut at any length is survived", arguments: seedNames)
    func truncations(name: String) throws {
        let bytes = try seed(name)
        let near = Array(0...min(4096, bytes.count)) + Array(max(0, bytes.count - 512)...bytes.count)
        for length in near + Array(stride(from: 4096, to: bytes.count, by: 211)) {
            check(bytes, first: length, "cut after \(length) bytes")
        }
    }

    @Test("flipped bits anywhere are survived", arguments: seedNames)
    func bitFlips(name: String) throws {
        let original = try seed(name)
        var random = Generator(state: 1)
        for round in 0..<2000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                // Half of the flips go to the first kilobytes, where the headers are.
                let end = Bool.random(using: &random) ? bytes.count : min(bytes.count, 2048)
                bytes[Int.random(in: 0..<end, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
            check(bytes, "round \(round)")
        }
    }

    @Test("header fields overwritten with extreme numbers are survived", arguments: seedNames)
    func extremeNumbers(name: String) throws {
        let original = try seed(name)
        let extremes: [[UInt8]] = [
            [0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 8], [0x7F, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0],
            [0xFF, 0xFF, 0xFF, 0xFF],
        ]
        for offset in 0..<min(1500, original.count - 8) {
            for extreme in extremes {
                var bytes = original
                bytes.replaceSubrange(offset..<offset + 4, with: extreme)
                check(bytes, "\(extreme) at \(offset)")
            }
        }
    }

    @Test("random bytes behind every signature are survived")
    func randomBytes() {
        let signatures: [[UInt8]] = [
            [], [0xFF, 0xD8, 0xFF], Array("BM".utf8), Array("GIF89a".utf8), Array("RIFF\u{4}\0\0\0AVI LIST".utf8),
            Array("RIFF\u{4}\0\0\0WEBPVP8X".utf8), Array("FLV\u{1}\u{5}\0\0\0\u{9}\0\0\0\0\u{12}".utf8),
            Array("\0\0\0\u{8}ftyp\0\0\u{8}\0moov".utf8), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
        ]
        var random = Generator(state: 2)
        for round in 0..<5000 {
            var bytes = signatures[round % signatures.count]
            bytes += (0..<Int.random(in: 0..<600, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
            }
            check(bytes, "round \(round)")
        }
    }

    @Test("a sparse file of gigabytes costs no more than any other")
    func sparseFile() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let starts: [[UInt8]] = [
            Array("FLV\u{1}\u{5}\0\0\0\u{9}\0\0\0\0".utf8),
            [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 9, 0, 9, 1, 1, 17, 0, 0xFF, 0xDA, 0, 2],
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [
                0, 0, 0, 1, 0, 0, 0, 1,
            ],
            Array("RIFF\0\0\0\0AVI ".utf8), SyntheticMovie().bytes(),
        ]
        for start in starts {
            try #require(FileManager.default.createFile(atPath: path, contents: Data(start)))
            let file = try FileHandle(forWritingTo: URL(filePath: path))
            try file.truncate(atOffset: 8 << 30)
            try file.close()
            let begin = ContinuousClock.now
            _ = try? MediaProbe.inspect(path: path)
            #expect(ContinuousClock.now - begin < .seconds(5))
        }
    }
}
