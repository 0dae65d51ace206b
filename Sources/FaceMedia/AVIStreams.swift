// SPDX-License-Identifier: Apache-2.0

/// The streams of an AVI header list.
struct AVIStreams {
    private var hasAudio = false
    private var hasVideo = false
    private var codec: VideoCodec?
    private var mainSize: MediaInfo.PixelSize?
    private var streamSize: MediaInfo.PixelSize?
    private var mainFrameTicks = 0
    private var mainFrameCount = 0
    private var streamRate: Double?
    private var streamFrameCount = 0
    private var extendedFrameCount = 0

    mutating func read(_ content: Range<Int>, _ reader: inout MediaReader) throws(MediaError) {
        var offset = content.lowerBound
        while let chunk = try AVIHeader.Chunk(at: offset, limit: content.upperBound, &reader) {
            if chunk.name == fourCC("avih"), chunk.content.count >= 40 {
                try readMainHeader(at: chunk.content.lowerBound, &reader)
            } else if chunk.name == fourCC("LIST"), chunk.content.count >= 4 {
                let inner = (chunk.content.lowerBound + 4)..<chunk.content.upperBound
                switch try reader.uint32(at: chunk.content.lowerBound) {
                case fourCC("strl"): try readStream(inner, &reader)
                case fourCC("odml"): try readExtendedHeader(inner, &reader)
                default: break
                }
            }
            offset = chunk.next
        }
    }

    func info(byteCount: Int, isTruncated: Bool) -> MediaInfo {
        let rate = streamRate ?? (mainFrameTicks > 0 ? 1_000_000 / Double(mainFrameTicks) : nil)
        // The main header counts the first RIFF alone; the stream and the OpenDML header count all.
        let frames = [streamFrameCount, extendedFrameCount, mainFrameCount].first { $0 > 0 }
        let duration: Double? =
            if let rate, let frames { Double(frames) / rate } else { nil }
        return MediaInfo(
            format: .avi, byteCount: byteCount, pixelSize: hasVideo ? streamSize ?? mainSize : nil,
            durationSeconds: duration, frameRate: hasVideo ? rate : nil, videoCodec: codec, hasAudio: hasAudio,
            isTruncated: isTruncated)
    }

    private mutating func readMainHeader(at start: Int, _ reader: inout MediaReader) throws(MediaError) {
        mainFrameTicks = Int(try reader.littleEndian(4, at: start))
        mainFrameCount = Int(try reader.littleEndian(4, at: start + 16))
        mainSize = Self.size(
            Int(try reader.littleEndian(4, at: start + 32)), Int(try reader.littleEndian(4, at: start + 36)))
    }

    private mutating func readStream(_ content: Range<Int>, _ reader: inout MediaReader) throws(MediaError) {
        var isVideo = false
        var offset = content.lowerBound
        while let chunk = try AVIHeader.Chunk(at: offset, limit: content.upperBound, &reader) {
            let start = chunk.content.lowerBound
            switch chunk.name {
            case fourCC("strh") where chunk.content.count >= 36:
                if try reader.has("auds", at: start) { hasAudio = true }
                isVideo = try reader.has("vids", at: start) && !hasVideo
                if isVideo { try readVideoHeader(at: start, &reader) }
            case fourCC("strf") where isVideo && chunk.content.count >= 20:
                streamSize = Self.size(
                    signed(try reader.littleEndian(4, at: start + 4)),
                    abs(signed(try reader.littleEndian(4, at: start + 8))))
                // BI_RGB is zero: uncompressed pictures, named by the stream header if at all.
                let compression = try reader.uint32(at: start + 16)
                if compression != 0 { codec = VideoCodec(fourCC: compression) }
            default:
                break
            }
            offset = chunk.next
        }
    }

    private mutating func readVideoHeader(at start: Int, _ reader: inout MediaReader) throws(MediaError) {
        hasVideo = true
        codec = VideoCodec(fourCC: try reader.uint32(at: start + 4))
        let scale = try reader.littleEndian(4, at: start + 20)
        let rate = try reader.littleEndian(4, at: start + 24)
        streamRate = scale > 0 && rate > 0 ? Double(rate) / Double(scale) : nil
        streamFrameCount = Int(try reader.littleEndian(4, at: start + 32))
    }

    private mutating func readExtendedHeader(
        _ content: Range<Int>, _ reader: inout MediaReader
    ) throws(MediaError) {
        guard let chunk = try AVIHeader.Chunk(at: content.lowerBound, limit: content.upperBound, &reader),
            chunk.name == fourCC("dmlh"), chunk.content.count >= 4
        else { return }
        extendedFrameCount = Int(try reader.littleEndian(4, at: chunk.content.lowerBound))
    }

    private func signed(_ value: UInt64) -> Int { Int(Int32(truncatingIfNeeded: value)) }

    private static func size(_ width: Int, _ height: Int) -> MediaInfo.PixelSize? {
        width > 0 && height > 0 ? MediaInfo.PixelSize(width: width, height: height) : nil
    }
}
