// SPDX-License-Identifier: Apache-2.0

import FaceMedia
import Testing

/// FLV metadata and tags that no sample file has.
struct FLVHeaderTests {
    private typealias B = MediaBytes

    private func tag(_ type: UInt8, time: UInt32, _ content: [UInt8]) -> [UInt8] {
        let length = Array(B.big(UInt32(content.count))[1...])
        let stamp = B.big(time)
        let tag = B.join([type], length, Array(stamp[1...]), [stamp[0]], B.zeros(3), content)
        return tag + B.big(UInt32(tag.count))
    }

    private func flv(flags: UInt8 = 1, _ tags: [[UInt8]]) -> [UInt8] {
        B.join(B.ascii("FLV"), [1, flags], B.big(UInt32(9)), B.zeros(4), Array(tags.joined()))
    }

    private func name(_ text: String) -> [UInt8] { B.big(UInt16(text.utf8.count)) + B.ascii(text) }

    private func number(_ value: Double) -> [UInt8] { [0] + B.big(value.bitPattern) }

    private func metadata(_ members: [(String, [UInt8])], isArray: Bool = true) -> [UInt8] {
        let body = [UInt8](members.map { name($0.0) + $0.1 }.joined())
        let start = isArray ? B.join([8], B.big(UInt32(members.count))) : [3]
        return tag(18, time: 0, B.join([2], name("onMetaData"), start, body, [0, 0, 9]))
    }

    private var complete: [(String, [UInt8])] {
        [
            ("duration", number(3.5)), ("width", number(480)), ("height", number(640)), ("framerate", number(25)),
            ("videocodecid", number(7)),
        ]
    }

    private func frames(_ count: Int, first: [UInt8] = [0x17, 1, 0, 0, 0], step: Int = 40) -> [[UInt8]] {
        (0..<count).map { tag(9, time: UInt32($0 * step), first + B.zeros(20)) }
    }

    @Test("metadata gives size, duration, frame rate and codec, as an array or an object", arguments: [true, false])
    func metadataAlone(isArray: Bool) throws {
        let info = try MediaProbe.inspect(flv([metadata(complete, isArray: isArray)] + frames(2)))
        #expect(info.format == .flv)
        #expect(info.pixelSize == .init(width: 480, height: 640))
        #expect(info.durationSeconds == 3.5)
        #expect(info.frameRate == 25)
        #expect(info.videoCodec == .h264)
        #expect(!info.hasAudio && !info.isTruncated)
    }

    @Test("values of every AMF type are passed over")
    func otherTypes() throws {
        let nested = B.join([3], name("times"), [10], B.big(UInt32(2)), number(1), number(2), [0, 0, 9])
        let members: [(String, [UInt8])] = [
            ("stereo", [1, 1]), ("encoder", B.join([2], name("Lavf"))), ("keyframes", nested), ("none", [5]),
            ("undefined", [6]),
            ("reference", [7, 0, 1]), ("date", B.join([11], B.zeros(10))),
            ("long", B.join([12], B.big(UInt32(3)), [1, 2, 3])),
            ("inner", B.join([8], B.zeros(4), [0, 0, 9])),
        ]
        #expect(try MediaProbe.inspect(flv([metadata(members + complete)] + frames(1))).durationSeconds == 3.5)
    }

    @Test("without metadata the tags give duration, frame rate and codec")
    func tagsAlone() throws {
        // Parameter sets come first and are no frame.
        let sets = tag(9, time: 0, [0x17, 0, 0, 0, 0, 1])
        let sound = tag(8, time: 0, [0xAF, 1, 0])
        let info = try MediaProbe.inspect(flv([sets, sound] + frames(75)))
        #expect(info.durationSeconds == 3)
        #expect(info.frameRate == 25)
        #expect(info.videoCodec == .h264)
        #expect(info.hasAudio)
        #expect(info.pixelSize == nil)
    }

    @Test("a duration of 0, as live streams leave it, falls back to the tags")
    func liveStream() throws {
        let members = complete.map { $0.0 == "duration" ? ("duration", number(0)) : $0 }
        #expect(try MediaProbe.inspect(flv([metadata(members)] + frames(50))).durationSeconds == 2)
    }

    @Test("numbers that are no measure are passed over", arguments: [.nan, .infinity, -1, 0] as [Double])
    func oddNumbers(value: Double) throws {
        let members = [("duration", number(value)), ("width", number(value)), ("height", number(1e300))]
        let info = try MediaProbe.inspect(flv([metadata(members)] + frames(50)))
        #expect(info.durationSeconds == 2)
        #expect(info.pixelSize == nil)
    }

    @Test("timestamps have 32 bits")
    func longTimestamps() throws {
        let tags = [0, 0x100_0000].map { tag(9, time: UInt32($0), [0x12, 0, 0, 0, 0]) }
        let info = try MediaProbe.inspect(flv(tags))
        #expect(info.videoCodec == .sorensonH263)
        #expect(info.durationSeconds == 2 * Double(0x100_0000) / 1000)
    }

    @Test("enhanced FLV carries the codec in four bytes")
    func enhanced() throws {
        let info = try MediaProbe.inspect(flv(frames(50, first: B.join([0x91], B.ascii("hvc1")))))
        #expect(info.videoCodec == .hevc)
        #expect(info.durationSeconds == 2)
    }

    @Test("a file that ends inside a tag is truncated")
    func truncation() throws {
        let bytes = flv([metadata(complete)] + frames(3))
        #expect(try !MediaProbe.inspect(bytes).isTruncated)
        #expect(try MediaProbe.inspect(Array(bytes.dropLast(5))).isTruncated)
        let claim = [("filesize", number(1_000_000))]
        #expect(try MediaProbe.inspect(flv([metadata(complete + claim)] + frames(3))).isTruncated)
        #expect(throws: MediaError(.truncated, "")) { try MediaProbe.inspect(Array(bytes[..<12])) }
    }

    @Test("metadata that is nested without end, or ends inside a value, is passed over")
    func brokenMetadata() throws {
        let start = B.join([2], name("onMetaData"))
        let deep = B.join(start, [UInt8]((0..<5000).map { _ in B.join([3], name("x")) }.joined()))
        let cut = B.join(start, [8, 0, 0, 0, 1], name("duration"), [0, 1])
        let longName = B.join(start, [8, 0, 0, 0, 1, 0xFF, 0xFF, 0x61])
        for content in [deep, cut, longName, [2], []] {
            #expect(try MediaProbe.inspect(flv([tag(18, time: 0, content)] + frames(50))).durationSeconds == 2)
        }
    }
}
