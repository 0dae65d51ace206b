// SPDX-License-Identifier: Apache-2.0

/// The first chunk of a WebP (RFC 9649, section 2); enough to refuse it by name.
enum WebPHeader {
    static func inspect(_ reader: inout MediaReader) throws(MediaError) -> MediaInfo {
        let claimed = Int(try reader.littleEndian(4, at: 4))
        var size: MediaInfo.PixelSize?
        var isAnimated = false
        switch try reader.uint32(at: 12) {
        case fourCC("VP8X"):
            isAnimated = try reader.byte(at: 20) & 0x02 != 0
            let width = Int(try reader.littleEndian(3, at: 24)) + 1
            let height = Int(try reader.littleEndian(3, at: 27)) + 1
            size = MediaInfo.PixelSize(width: width, height: height)
        case fourCC("VP8L"):
            let bits = Int(try reader.littleEndian(4, at: 21))
            size = MediaInfo.PixelSize(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1)
        case fourCC("VP8 "):
            let width = Int(try reader.littleEndian(2, at: 26)) & 0x3FFF
            let height = Int(try reader.littleEndian(2, at: 28)) & 0x3FFF
            size = MediaInfo.PixelSize(width: width, height: height)
        default:
            throw MediaError(.malformed, "the WebP begins with none of the chunks VP8, VP8L and VP8X")
        }
        return MediaInfo(
            format: .webP, byteCount: reader.byteCount, pixelSize: size, isAnimated: isAnimated,
            isTruncated: claimed > reader.byteCount - 8)
    }
}
