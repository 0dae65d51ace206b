// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import ProgramRunner
import RequestDigests

/// Media that say something else about themselves than the committed samples do.
enum ChangedMedia {
    /// A BMP of one bit per pixel.
    static func bmp(width: Int, height: Int) -> [UInt8] {
        let rowByteCount = (width + 31) / 32 * 4
        let pixels = [UInt8](repeating: 0, count: rowByteCount * height)
        let offset = 62
        return Array("BM".utf8) + little(offset + pixels.count, 4) + little(0, 4) + little(offset, 4) + little(40, 4)
            + little(width, 4) + little(height, 4) + little(1, 2) + little(1, 2) + little(0, 4)
            + little(pixels.count, 4) + little(2_835, 4) + little(2_835, 4) + little(2, 4) + little(2, 4)
            + little(0, 4) + little(0xff_ffff, 4) + pixels
    }

    /// The sample photo with other numbers in its frame header.
    static func jpeg(width: Int, height: Int) throws -> [UInt8] {
        var bytes = try SampleMedia.bytes("face.jpg")
        guard let header = bytes.firstRange(of: [0xff, 0xc0]) else { return [] }
        let position = header.lowerBound + 5
        bytes.replaceSubrange(
            position..<(position + 4), with: little(height, 2).reversed() + little(width, 2).reversed())
        return bytes
    }

    /// The sample video, so many times as long by its clocks.
    static func video(slowedBy factor: Double) throws -> [UInt8] {
        var bytes = try SampleMedia.bytes("liveness.mp4")
        for name in ["mvhd", "mdhd"] {
            for box in bytes.ranges(of: Array(name.utf8)) {
                // Behind the name: version and flags, two dates, then ticks per second.
                let position = box.lowerBound + 16
                let ticks = bytes[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
                let slowed = Int((Double(ticks) / factor).rounded())
                bytes.replaceSubrange(position..<(position + 4), with: little(slowed, 4).reversed())
            }
        }
        return bytes
    }

    static func base64(_ bytes: [UInt8]) -> String { Base64.encodeToString(bytes.span) }

    /// 32 lower-case digits.
    static func md5(_ bytes: [UInt8]) -> String {
        guard let digest = try? MD5Hasher.hash(bytes.span) else { return "" }
        return Hex.encode(digest.span)
    }

    private static func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
