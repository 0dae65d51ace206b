// SPDX-License-Identifier: Apache-2.0

import FaceMedia
import Testing

/// MP4 and MOV headers that no sample file has.
struct MovieHeaderTests {
    private typealias B = MediaBytes

    private func inspect(_ change: (inout SyntheticMovie) -> Void = { _ in }) throws(MediaError) -> MediaInfo {
        var movie = SyntheticMovie()
        change(&movie)
        return try MediaProbe.inspect(movie.bytes())
    }

    @Test("a plain movie gives size, duration, frame rate and codec")
    func plain() throws {
        let info = try inspect { $0.hasAudio = true }
        #expect(info.format == .mp4)
        #expect(info.pixelSize == .init(width: 480, height: 640))
        #expect(info.durationSeconds == 3)
        #expect(info.frameRate == 30)
        #expect(info.videoCodec == .h264)
        #expect(info.hasAudio)
        #expect(!info.isTruncated && !info.isFragmented)
    }

    @Test("moov may stand last, boxes may have 64-bit sizes and headers 64-bit times")
    func layouts() throws {
        let plain = try inspect()
        #expect(try inspect { $0.isMovieLast = true } == plain)
        let wide = try inspect {
            $0.isMovieLast = true
            $0.isWide = true
            $0.hasWideData = true
        }
        #expect(wide.durationSeconds == 3)
        #expect(wide.frameRate == 30)
        #expect(wide.pixelSize == plain.pixelSize)
        #expect(!wide.isTruncated)
    }

    @Test(
        "the display matrix turns the picture",
        arguments: [
            ((Int32(0), Int32(1), Int32(-1), Int32(0)), 90, 640, 480),
            ((0, -1, 1, 0), 270, 640, 480),
            ((-1, 0, 0, -1), 180, 480, 640),
            ((1, 0, 0, 1), 0, 480, 640),
        ])
    func rotation(matrix: (Int32, Int32, Int32, Int32), degrees: Int, width: Int, height: Int) throws {
        let info = try inspect { $0.matrix = matrix }
        #expect(info.rotation == degrees)
        #expect(info.pixelSize == .init(width: width, height: height))
    }

    @Test(
        "the brand tells the format",
        arguments: [
            ("isom", MediaFormat.mp4), ("mp42", .mp4), ("M4V ", .mp4), ("qt  ", .mov), ("3gp5", .threeGP),
            ("3g2a", .threeGP), ("heic", .heif), ("mif1", .heif), ("avif", .avif), (nil, .mov),
        ] as [(String?, MediaFormat)])
    func brands(brand: String?, format: MediaFormat) throws {
        #expect(try inspect { $0.brand = brand }.format == format)
    }

    @Test(
        "codecs go by one name whatever their four-character code",
        arguments: [
            ("avc1", VideoCodec.h264), ("hvc1", .hevc), ("hev1", .hevc), ("mp4v", .mpeg4), ("jpeg", .motionJPEG),
            ("av01", .av1), ("vp09", .vp9), ("ap4h", VideoCodec(name: "ap4h")),
            ("a\u{1}b\u{2}", .init(name: "0x61016202")),
        ])
    func codecs(code: String, codec: VideoCodec) throws {
        #expect(try inspect { $0.codec = code }.videoCodec == codec)
    }

    @Test("samples of fragments count, with their own durations or the defaults")
    func fragments() throws {
        let extends = B.box(
            "mvex", B.box("trex", B.zeros(4), B.big(UInt32(1)), B.big(UInt32(1)), B.big(UInt32(20)), B.zeros(8)))
        func fragment(_ header: [UInt8], _ run: [UInt8], track: UInt32 = 1) -> [UInt8] {
            B.box("moof", B.box("traf", B.box("tfhd", Array(header[..<4]), B.big(track), Array(header[4...])), run))
        }
        let defaults = fragment(B.zeros(4), B.box("trun", B.zeros(4), B.big(UInt32(45))))
        let ownDefault = fragment(
            B.big(UInt32(0x0A)) + B.big(UInt32(1)) + B.big(UInt32(40)), B.box("trun", B.zeros(4), B.big(UInt32(15))))
        let each = fragment(
            B.zeros(4),
            B.box(
                "trun", B.big(UInt32(0x305)), B.big(UInt32(2)), B.zeros(8), B.big(UInt32(100)), B.big(UInt32(7)),
                B.big(UInt32(200)), B.big(UInt32(7))))
        let otherTrack = fragment(B.zeros(4), B.box("trun", B.zeros(4), B.big(UInt32(500))), track: 2)
        let info = try inspect {
            $0.frameCount = 0
            $0.movieExtras = extends
            $0.tail = defaults + ownDefault + each + otherTrack
        }
        // 45 x 20 + 15 x 40 + 100 + 200 ticks of 1/600 s, 62 frames.
        #expect(info.isFragmented)
        #expect(info.durationSeconds == 3)
        #expect(info.frameRate == 62.0 / 3)
    }

    @Test("an unknown duration in the movie header falls back to the samples")
    func unknownDuration() throws {
        #expect(try inspect { $0.claimedTicks = 0 }.durationSeconds == 3)
        #expect(try inspect { $0.claimedTicks = 0xFFFF_FFFF }.durationSeconds == 3)
    }

    @Test("a file that ends inside its data is truncated, one that ends inside moov is an error")
    func truncation() throws {
        var movie = SyntheticMovie()
        let bytes = movie.bytes()
        #expect(try MediaProbe.inspect(Array(bytes.dropLast())).isTruncated)
        movie.isMovieLast = true
        let last = movie.bytes()
        #expect(throws: MediaError(.truncated, "")) { try MediaProbe.inspect(Array(last.dropLast())) }
        #expect(throws: MediaError(.missingMovieHeader, "")) { try MediaProbe.inspect(Array(last[..<1000])) }
    }

    @Test("bytes after the last box that are no box do not matter")
    func trailingBytes() throws {
        let plain = try inspect()
        #expect(try inspect { $0.tail = B.zeros(7) }.durationSeconds == plain.durationSeconds)
        #expect(try inspect { $0.tail = B.big(UInt32(3)) + B.ascii("junkjunk") }.durationSeconds == 3)
    }

    @Test("a file with sound alone has no codec and no picture")
    func audioOnly() throws {
        let sound = B.box("trak", B.box("mdia", B.box("hdlr", B.zeros(8), B.ascii("soun"), B.zeros(8))))
        let bytes = B.box("ftyp", B.ascii("M4A "), B.zeros(4)) + B.box("moov", sound)
        let info = try MediaProbe.inspect(bytes)
        #expect(info.hasAudio)
        #expect(info.videoCodec == nil && info.pixelSize == nil)
    }

    @Test("sizes and counts that contradict the file are errors, not crashes")
    func contradictions() {
        let brand = B.box("ftyp", B.ascii("isom"), B.zeros(4))
        let cases: [[UInt8]] = [
            brand + B.box("moov", B.box("mvhd", B.zeros(4))),
            brand + B.box("moov", B.box("trak", B.box("tkhd", B.zeros(20)))),
            brand + B.box("moov", B.big(UInt32(4)) + B.ascii("trak")),
            brand + B.box("moov", B.wideBox("trak", size: 3)),
        ]
        for bytes in cases {
            #expect(throws: MediaError(.malformed, "")) { try MediaProbe.inspect(bytes) }
        }
    }

    @Test("a 64-bit size beyond every file ends the walk at the end of the file")
    func hugeSize() throws {
        let info = try inspect { $0.tail = B.wideBox("free", size: .max) }
        #expect(info.isTruncated)
        #expect(info.durationSeconds == 3)
    }

    @Test("sample times that add up beyond 64 bits are an error")
    func overflow() {
        let extends = B.box(
            "mvex", B.box("trex", B.zeros(4), B.big(UInt32(1)), B.zeros(4), B.big(UInt32.max), B.zeros(8)))
        let run = B.box("trun", B.zeros(4), B.big(UInt32.max))
        let fragment = B.box("moof", B.box("traf", B.box("tfhd", B.zeros(4), B.big(UInt32(1))), run, run))
        #expect(throws: MediaError(.malformed, "")) {
            try inspect {
                $0.movieExtras = extends
                $0.tail = fragment
            }
        }
    }

    @Test("more tracks, boxes or samples than a genuine file has are refused")
    func complexity() {
        let brand = B.box("ftyp", B.ascii("isom"), B.zeros(4))
        let tracks = [UInt8]((0..<65).map { _ in B.box("trak") }.joined())
        #expect(throws: MediaError(.tooComplex, "")) { try MediaProbe.inspect(brand + B.box("moov", tracks)) }
        let boxes = [UInt8]((0..<200_001).map { _ in B.box("free") }.joined())
        #expect(throws: MediaError(.tooComplex, "")) { try MediaProbe.inspect(brand + boxes) }
    }
}
