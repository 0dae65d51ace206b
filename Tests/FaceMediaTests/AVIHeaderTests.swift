// SPDX-License-Identifier: Apache-2.0

import FaceMedia
import Testing

/// AVI headers that no sample file has.
struct AVIHeaderTests {
    private typealias B = MediaBytes

    private func avi(
        mainFrames: UInt32 = 90, streamFrames: UInt32 = 90, scale: UInt32 = 1, rate: UInt32 = 30,
        compression: String = "XVID", extended: UInt32? = nil, hasAudio: Bool = false, claim: UInt32? = nil
    ) -> [UInt8] {
        let main = B.chunk(
            "avih", B.little(UInt32(33_333)), B.zeros(12), B.little(mainFrames), B.zeros(12), B.little(UInt32(480)),
            B.little(UInt32(640)), B.zeros(16))
        let header = B.chunk(
            "strh", B.ascii("vids"), B.ascii(compression), B.zeros(12), B.little(scale), B.little(rate), B.zeros(4),
            B.little(streamFrames), B.zeros(24))
        let format = B.chunk(
            "strf", B.little(UInt32(40)), B.little(Int32(480)), B.little(Int32(-640)), B.zeros(4), B.ascii(compression),
            B.zeros(20))
        var list = main + B.chunk("LIST", B.ascii("strl"), header, format)
        if hasAudio {
            list += B.chunk("LIST", B.ascii("strl"), B.chunk("strh", B.ascii("auds"), B.zeros(52)))
        }
        if let extended {
            list += B.chunk("LIST", B.ascii("odml"), B.chunk("dmlh", B.little(extended)))
        }
        let body = B.ascii("AVI ") + B.chunk("JUNK", B.zeros(7)) + B.chunk("LIST", B.ascii("hdrl"), list)
        return B.ascii("RIFF") + B.little(claim ?? UInt32(body.count)) + body
    }

    @Test("the headers give size, duration, frame rate, codec and sound")
    func plain() throws {
        let info = try MediaProbe.inspect(avi(hasAudio: true))
        #expect(info.format == .avi)
        #expect(info.pixelSize == .init(width: 480, height: 640))
        #expect(info.durationSeconds == 3)
        #expect(info.frameRate == 30)
        #expect(info.videoCodec == .mpeg4)
        #expect(info.hasAudio)
        #expect(!info.isTruncated)
    }

    @Test("a frame rate is the quotient of two numbers")
    func fractionalRate() throws {
        #expect(try MediaProbe.inspect(avi(scale: 1001, rate: 30_000)).frameRate == 30_000.0 / 1001)
    }

    @Test("the count of the stream wins over OpenDML's, and OpenDML's over the first header's")
    func counts() throws {
        #expect(try MediaProbe.inspect(avi(mainFrames: 30, streamFrames: 90, extended: 60)).durationSeconds == 3)
        #expect(try MediaProbe.inspect(avi(mainFrames: 30, streamFrames: 0, extended: 60)).durationSeconds == 2)
        #expect(try MediaProbe.inspect(avi(mainFrames: 30, streamFrames: 0)).durationSeconds == 1)
    }

    @Test("without a rate in the stream, the microseconds of a frame give it")
    func mainRate() throws {
        let info = try MediaProbe.inspect(avi(scale: 0, rate: 0))
        #expect(info.frameRate == 1_000_000.0 / 33_333)
    }

    @Test("without any count the duration is unknown")
    func noCount() throws {
        #expect(try MediaProbe.inspect(avi(mainFrames: 0, streamFrames: 0)).durationSeconds == nil)
    }

    @Test("a file shorter than its RIFF header claims is truncated; a claim of 0 or all ones says nothing")
    func truncation() throws {
        #expect(try MediaProbe.inspect(avi(claim: 100_000)).isTruncated)
        #expect(try !MediaProbe.inspect(avi(claim: 0)).isTruncated)
        #expect(try !MediaProbe.inspect(avi(claim: .max)).isTruncated)
        #expect(throws: MediaError(.truncated, "")) { try MediaProbe.inspect(Array(avi().dropLast(30))) }
    }

    @Test("a header list without content is passed over")
    func emptyHeaderList() {
        let body = B.join(B.ascii("AVI "), B.chunk("LIST"), B.ascii("hdrl"), B.zeros(20))
        let bytes = B.join(B.ascii("RIFF"), B.little(UInt32(body.count)), body)
        #expect(throws: MediaError(.truncated, "")) { try MediaProbe.inspect(bytes) }
    }
}
