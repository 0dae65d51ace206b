// SPDX-License-Identifier: Apache-2.0

/// What the tags of an FLV tell one by one (FLV 10.1, E.4).
struct FLVTags {
    private(set) var codec: VideoCodec?
    private(set) var hasAudio = false
    /// Whether the last tag read ended exactly where the file does.
    private(set) var reachesEnd = false
    private var frameCount = 0
    private var firstFrameTime: Int?
    private var lastFrameTime = 0

    mutating func add(_ tag: Tag, _ reader: inout MediaReader) throws(MediaError) {
        reachesEnd = tag.next == reader.byteCount
        if tag.type == 8 { hasAudio = true }
        guard tag.type == 9, tag.content.count >= 5 else { return }
        let first = try reader.byte(at: tag.content.lowerBound)
        let second = try reader.byte(at: tag.content.lowerBound + 1)
        let isFrame: Bool
        if first & 0x80 != 0 {
            // Enhanced FLV: packet type 1 and 3 are coded frames, and the codec stands in four bytes.
            if codec == nil { codec = VideoCodec(fourCC: try reader.uint32(at: tag.content.lowerBound + 1)) }
            isFrame = [1, 3].contains(first & 0x0F)
        } else {
            if codec == nil { codec = VideoCodec(flashCodec: Int(first & 0x0F)) }
            // An H.264 or HEVC tag of packet type 0 or 2 holds parameter sets or the end, not a frame.
            isFrame = ![7, 12].contains(first & 0x0F) || second == 1
        }
        guard isFrame else { return }
        frameCount += 1
        firstFrameTime = min(firstFrameTime ?? tag.timestamp, tag.timestamp)
        lastFrameTime = max(lastFrameTime, tag.timestamp)
    }

    /// From the first frame to the end of the last one, which is taken to last as long as the others.
    var durationSeconds: Double? {
        guard let frameRate else { return nil }
        return Double(frameCount) / frameRate
    }

    /// Frames a second between the first and the last timestamp.
    var frameRate: Double? {
        guard let firstFrameTime, frameCount > 1, lastFrameTime > firstFrameTime else { return nil }
        return Double(frameCount - 1) * 1000 / Double(lastFrameTime - firstFrameTime)
    }

    /// Whether the file ends with the length of a tag that stands right before it.
    static func endsWithWholeTag(dataOffset: Int, _ reader: inout MediaReader) throws(MediaError) -> Bool {
        let end = reader.byteCount - 4
        guard end >= dataOffset + 15 else { return false }
        let start = end - Int(try reader.uint32(at: end))
        guard start >= dataOffset + 4 else { return false }
        return try Tag(at: start, &reader)?.content.upperBound == end
    }

    /// One whole tag.
    struct Tag {
        let type: UInt8
        let timestamp: Int
        let content: Range<Int>
        /// Where the next tag begins, after this one's length is repeated.
        var next: Int { content.upperBound + 4 }

        /// Reads the tag at an offset, or nothing where no whole tag is left.
        init?(at offset: Int, _ reader: inout MediaReader) throws(MediaError) {
            guard offset >= 0, offset <= reader.byteCount - 15 else { return nil }
            try reader.step()
            type = try reader.byte(at: offset) & 0x1F
            let length = Int(try reader.bigEndian(3, at: offset + 1))
            guard length <= reader.byteCount - offset - 15 else { return nil }
            timestamp =
                Int(try reader.bigEndian(3, at: offset + 4)) | Int(try reader.byte(at: offset + 7)) << 24
            content = (offset + 11)..<(offset + 11 + length)
        }
    }
}
