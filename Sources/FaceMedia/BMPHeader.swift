// SPDX-License-Identifier: Apache-2.0

/// The two headers of a Windows bitmap (BITMAPFILEHEADER and BITMAPCOREHEADER or BITMAPINFOHEADER).
enum BMPHeader {
    static func inspect(_ reader: inout MediaReader) throws(MediaError) -> MediaInfo {
        let pixelOffset = Int(try reader.littleEndian(4, at: 10))
        let headerLength = Int(try reader.littleEndian(4, at: 14))
        let width: Int
        let height: Int
        let bitsPerPixel: Int
        var isPacked = false
        switch headerLength {
        case 12:
            width = Int(try reader.littleEndian(2, at: 18))
            height = Int(try reader.littleEndian(2, at: 20))
            bitsPerPixel = Int(try reader.littleEndian(2, at: 24))
        case 16, 40, 52, 56, 64, 108, 124:
            width = Int(Int32(truncatingIfNeeded: try reader.littleEndian(4, at: 18)))
            // A negative height means that the rows are stored from the top.
            height = abs(Int(Int32(truncatingIfNeeded: try reader.littleEndian(4, at: 22))))
            bitsPerPixel = Int(try reader.littleEndian(2, at: 28))
            let compression = headerLength > 16 ? try reader.littleEndian(4, at: 30) : 0
            isPacked = ![0, 3, 6].contains(compression)
        default:
            throw MediaError(.malformed, "the bitmap claims a header of \(headerLength) bytes")
        }
        guard width > 0, height > 0 else {
            throw MediaError(.malformed, "the bitmap claims \(width)x\(height) pixels")
        }
        // Rows are padded to four bytes. Both factors fit in 46 and 31 bits, so only the product can overflow.
        let rowByteCount = (width * bitsPerPixel + 31) / 32 * 4
        let (pixelByteCount, overflow) = rowByteCount.multipliedReportingOverflow(by: height)
        let isTruncated = overflow || pixelByteCount > reader.byteCount - pixelOffset
        return MediaInfo(
            format: .bmp, byteCount: reader.byteCount, pixelSize: MediaInfo.PixelSize(width: width, height: height),
            isTruncated: !isPacked && isTruncated)
    }
}
