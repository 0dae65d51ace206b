// SPDX-License-Identifier: Apache-2.0

/// The chunks of a PNG up to its first image data (W3C PNG, section 5), and its end.
enum PNGHeader {
    static func inspect(_ reader: inout MediaReader) throws(MediaError) -> MediaInfo {
        guard try reader.uint32(at: 8) == 13, try reader.has("IHDR", at: 12) else {
            throw MediaError(.malformed, "the PNG does not begin with its IHDR chunk")
        }
        let width = try reader.uint32(at: 16)
        let height = try reader.uint32(at: 20)
        guard (1...0x7FFF_FFFF).contains(width), (1...0x7FFF_FFFF).contains(height) else {
            throw MediaError(.malformed, "the PNG claims \(width)x\(height) pixels")
        }
        var offset = 8
        var isAnimated = false
        var isComplete = try endsWithLastChunk(&reader)
        walk: while offset <= reader.byteCount - 8, reader.hasSteps(1) {
            try reader.step()
            let length = Int(try reader.uint32(at: offset))
            switch try reader.uint32(at: offset + 4) {
            case fourCC("acTL"):
                isAnimated = true
            case fourCC("IDAT") where isComplete:
                break walk
            case fourCC("IEND"):
                // Bytes after the end belong to no picture; viewers ignore them.
                isComplete = offset + 12 <= reader.byteCount
                break walk
            default:
                break
            }
            offset += 12 + length
        }
        return MediaInfo(
            format: .png, byteCount: reader.byteCount,
            pixelSize: MediaInfo.PixelSize(width: Int(width), height: Int(height)),
            isAnimated: isAnimated, isTruncated: !isComplete)
    }

    private static func endsWithLastChunk(_ reader: inout MediaReader) throws(MediaError) -> Bool {
        let end = reader.byteCount - 12
        guard end >= 33, try reader.uint32(at: end) == 0 else { return false }
        return try reader.has("IEND", at: end + 4)
    }
}
