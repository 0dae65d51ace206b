// SPDX-License-Identifier: Apache-2.0

/// The logical screen of a GIF (GIF89a, section 18); enough to refuse it by name.
enum GIFHeader {
    static func inspect(_ reader: inout MediaReader) throws(MediaError) -> MediaInfo {
        let width = Int(try reader.littleEndian(2, at: 6))
        let height = Int(try reader.littleEndian(2, at: 8))
        return MediaInfo(
            format: .gif, byteCount: reader.byteCount, pixelSize: MediaInfo.PixelSize(width: width, height: height))
    }
}
