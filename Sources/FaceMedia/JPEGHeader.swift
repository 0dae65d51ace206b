// SPDX-License-Identifier: Apache-2.0

/// The markers of a JPEG up to its first scan (ITU-T T.81, Annex B), and the Exif orientation.
enum JPEGHeader {
    static func inspect(_ reader: inout MediaReader) throws(MediaError) -> MediaInfo {
        var offset = 2
        var size: MediaInfo.PixelSize?
        var orientation = 1
        while true {
            try reader.step()
            guard try reader.byte(at: offset) == 0xFF else {
                throw MediaError(.malformed, "the JPEG has no marker at byte \(offset)")
            }
            let marker = try reader.byte(at: offset + 1)
            switch marker {
            case 0xFF:
                // A fill byte: any number of them may stand before a marker.
                offset += 1
                continue
            case 0x01, 0xD0...0xD8:
                offset += 2
                continue
            case 0xD9:
                throw MediaError(.malformed, "the JPEG ends before its first scan")
            default:
                break
            }
            let length = try reader.uint16(at: offset + 2)
            guard length >= 2 else { throw MediaError(.malformed, "a JPEG segment claims \(length) bytes") }
            switch marker {
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                size = try frameSize(at: offset + 4, length: length, &reader)
            case 0xE1 where orientation == 1:
                orientation = try exifOrientation(at: offset + 4, end: offset + 2 + length, &reader) ?? 1
            case 0xDA:
                guard let size else { throw MediaError(.malformed, "the JPEG has a scan before its frame header") }
                let isComplete = try hasEndMarker(after: offset + 2 + length, &reader)
                return info(size: size, orientation: orientation, isComplete: isComplete, reader.byteCount)
            default:
                break
            }
            offset += 2 + length
        }
    }

    private static func frameSize(
        at offset: Int, length: Int, _ reader: inout MediaReader
    ) throws(MediaError) -> MediaInfo.PixelSize {
        let height = try reader.uint16(at: offset + 1)
        let width = try reader.uint16(at: offset + 3)
        guard length >= 8, width > 0, height > 0 else {
            throw MediaError(.malformed, "the JPEG claims \(width)x\(height) pixels")
        }
        return MediaInfo.PixelSize(width: width, height: height)
    }

    private static func info(
        size: MediaInfo.PixelSize, orientation: Int, isComplete: Bool, _ byteCount: Int
    ) -> MediaInfo {
        // Exif 2.32, tag 0x0112: 5 to 8 exchange rows and columns.
        let rotation =
            switch orientation {
            case 3, 4: 180
            case 5, 8: 270
            case 6, 7: 90
            default: 0
            }
        let turned = orientation >= 5 ? MediaInfo.PixelSize(width: size.height, height: size.width) : size
        return MediaInfo(
            format: .jpeg, byteCount: byteCount, pixelSize: turned, rotation: rotation, isTruncated: !isComplete)
    }

    /// The orientation, 1 to 8, of an Exif segment; nil where the segment is none or has none.
    private static func exifOrientation(
        at start: Int, end: Int, _ reader: inout MediaReader
    ) throws(MediaError) -> Int? {
        guard end <= reader.byteCount, end - start >= 14, try reader.has("Exif\u{0}\u{0}", at: start) else {
            return nil
        }
        let tiff = start + 6
        let isLittleEndian = try reader.has("II", at: tiff)
        let isBigEndian = try reader.has("MM", at: tiff)
        guard isLittleEndian || isBigEndian else { return nil }
        func number(_ count: Int, at offset: Int, _ reader: inout MediaReader) throws(MediaError) -> Int? {
            guard offset >= tiff, offset <= end - count else { return nil }
            return isLittleEndian
                ? Int(try reader.littleEndian(count, at: offset)) : Int(try reader.bigEndian(count, at: offset))
        }
        guard let directory = try number(4, at: tiff + 4, &reader),
            let entryCount = try number(2, at: tiff + directory, &reader)
        else { return nil }
        for index in 0..<min(entryCount, 512) {
            try reader.step()
            let entry = tiff + directory + 2 + 12 * index
            guard let tag = try number(2, at: entry, &reader) else { return nil }
            guard tag == 0x0112 else { continue }
            guard let value = try number(2, at: entry + 8, &reader), (1...8).contains(value) else { return nil }
            return value
        }
        return nil
    }

    /// Whether an end marker stands after the first scan began.
    ///
    /// Coded data never holds FF D9, so the last 64 KiB nearly always decide; the whole rest is searched
    /// only where something long was appended after the picture, as phones do with motion photos.
    private static func hasEndMarker(after scan: Int, _ reader: inout MediaReader) throws(MediaError) -> Bool {
        guard scan < reader.byteCount else { return false }
        let tail = max(scan, reader.byteCount - (1 << 16))
        if try reader.contains(0xFF, 0xD9, in: tail..<reader.byteCount) == true { return true }
        guard tail > scan else { return false }
        return try reader.contains(0xFF, 0xD9, in: scan..<tail + 1) ?? true
    }
}
