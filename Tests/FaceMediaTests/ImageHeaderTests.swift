// SPDX-License-Identifier: Apache-2.0

import FaceMedia
import Testing

/// JPEG, PNG, BMP, GIF and WebP headers that no sample file has.
struct ImageHeaderTests {
    private typealias B = MediaBytes

    private func jpeg(
        width: UInt16 = 480, height: UInt16 = 640, frame: UInt8 = 0xC0, before: [UInt8] = [],
        end: [UInt8] = [0xFF, 0xD9]
    ) -> [UInt8] {
        let header = [0xFF, frame] + B.big(UInt16(11)) + [8] + B.big(height) + B.big(width) + [1, 1, 0x11, 0]
        let scan = [0xFF, 0xDA] + B.big(UInt16(8)) + [1, 1, 0, 0, 63, 0]
        return [0xFF, 0xD8] + before + header + scan + B.zeros(40) + end
    }

    private func exif(_ orientation: UInt16, isLittleEndian: Bool) -> [UInt8] {
        func number<T: FixedWidthInteger>(_ value: T) -> [UInt8] { isLittleEndian ? B.little(value) : B.big(value) }
        let entries =
            number(UInt16(2)) + number(UInt16(0x010F)) + B.zeros(10) + number(UInt16(0x0112)) + number(UInt16(3))
            + number(UInt32(1)) + number(orientation) + B.zeros(2)
        let content =
            B.ascii("Exif\0\0") + B.ascii(isLittleEndian ? "II" : "MM") + number(UInt16(42)) + number(UInt32(8))
            + entries
        return [0xFF, 0xE1] + B.big(UInt16(2 + content.count)) + content
    }

    @Test("every kind of JPEG frame gives its size", arguments: [0xC0, 0xC1, 0xC2, 0xC9, 0xCA] as [UInt8])
    func frames(marker: UInt8) throws {
        let info = try MediaProbe.inspect(jpeg(width: 4001, height: 3000, frame: marker))
        #expect(info.format == .jpeg)
        #expect(info.pixelSize == .init(width: 4001, height: 3000))
        #expect(!info.isTruncated)
    }

    @Test("fill bytes and other segments before the JPEG frame are passed over")
    func fillBytes() throws {
        let before: [UInt8] = [0xFF, 0xFF, 0xFF, 0xE0] + B.big(UInt16(4)) + [1, 2] + [0xFF, 0xC4, 0, 2]
        #expect(try MediaProbe.inspect(jpeg(before: before)).pixelSize == .init(width: 480, height: 640))
    }

    @Test(
        "the Exif orientation turns a JPEG", arguments: [(1, 0, 480), (3, 180, 480), (6, 90, 640), (8, 270, 640)],
        [true, false])
    func orientation(_ expected: (value: UInt16, rotation: Int, width: Int), isLittleEndian: Bool) throws {
        let info = try MediaProbe.inspect(jpeg(before: exif(expected.value, isLittleEndian: isLittleEndian)))
        #expect(info.rotation == expected.rotation)
        #expect(info.pixelSize?.width == expected.width)
    }

    @Test("an orientation outside 1 to 8 counts as none")
    func wrongOrientation() throws {
        #expect(try MediaProbe.inspect(jpeg(before: exif(9, isLittleEndian: true))).rotation == 0)
    }

    @Test("a JPEG without an end marker is truncated, one with bytes after it is not")
    func jpegEnd() throws {
        #expect(try MediaProbe.inspect(jpeg(end: [])).isTruncated)
        #expect(try !MediaProbe.inspect(jpeg() + B.zeros(100)).isTruncated)
        // Phones append a video of megabytes to a motion photo.
        #expect(try !MediaProbe.inspect(jpeg() + B.zeros(300_000)).isTruncated)
    }

    @Test("an end marker inside an embedded thumbnail does not make a cut JPEG whole")
    func thumbnail() throws {
        let thumbnail: [UInt8] = [0xFF, 0xE2] + B.big(UInt16(6)) + [0xFF, 0xD9, 0xFF, 0xD9]
        #expect(try MediaProbe.inspect(jpeg(before: thumbnail, end: [])).isTruncated)
    }

    @Test("a JPEG without a usable frame header is an error")
    func brokenJPEG() {
        #expect(throws: MediaError(.malformed, "")) { try MediaProbe.inspect(jpeg(width: 0)) }
        #expect(throws: MediaError(.malformed, "")) { try MediaProbe.inspect([0xFF, 0xD8, 0xFF, 0xD9]) }
        #expect(throws: MediaError(.malformed, "")) { try MediaProbe.inspect([0xFF, 0xD8, 0x12, 0x34]) }
        #expect(throws: MediaError(.malformed, "")) { try MediaProbe.inspect([0xFF, 0xD8, 0xFF, 0xE0, 0, 1]) }
        #expect(throws: MediaError(.truncated, "")) { try MediaProbe.inspect([0xFF, 0xD8, 0xFF]) }
        #expect(throws: MediaError(.tooComplex, "")) {
            try MediaProbe.inspect([0xFF, 0xD8] + [UInt8](repeating: 0xFF, count: 300_000))
        }
    }

    private func png(width: UInt32 = 480, height: UInt32 = 640, chunks: [UInt8] = [], hasEnd: Bool = true) -> [UInt8] {
        func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
            B.big(UInt32(content.count)) + B.ascii(name) + content + B.zeros(4)
        }
        let header = chunk("IHDR", B.big(width) + B.big(height) + [8, 2, 0, 0, 0])
        return [0x89] + B.ascii("PNG\r\n") + [0x1A, 0x0A] + header + chunks + chunk("IDAT", B.zeros(50))
            + (hasEnd ? chunk("IEND", []) : [])
    }

    @Test("a PNG gives its size, and an animated one says so")
    func pngs() throws {
        #expect(try MediaProbe.inspect(png(width: 2001)).pixelSize == .init(width: 2001, height: 640))
        #expect(try !MediaProbe.inspect(png()).isAnimated)
        let control = B.big(UInt32(8)) + B.ascii("acTL") + B.zeros(12)
        #expect(try MediaProbe.inspect(png(chunks: control)).isAnimated)
    }

    @Test("a PNG without its last chunk is truncated, one with bytes after it is not")
    func pngEnd() throws {
        #expect(try MediaProbe.inspect(png(hasEnd: false)).isTruncated)
        #expect(try MediaProbe.inspect(Array(png().dropLast())).isTruncated)
        #expect(try !MediaProbe.inspect(png() + B.zeros(33)).isTruncated)
    }

    @Test("a PNG that claims no pixels or too many is an error", arguments: [0, 0x8000_0000] as [UInt32])
    func brokenPNG(width: UInt32) {
        #expect(throws: MediaError(.malformed, "")) { try MediaProbe.inspect(png(width: width)) }
    }

    private func bmp(width: Int32, height: Int32, bits: UInt16 = 24, pixels: Int) -> [UInt8] {
        B.ascii("BM") + B.zeros(8) + B.little(UInt32(54)) + B.little(UInt32(40)) + B.little(width) + B.little(height)
            + B.little(UInt16(1)) + B.little(bits) + B.zeros(24) + B.zeros(pixels)
    }

    @Test("a bitmap stored from the top has a positive height")
    func topDownBitmap() throws {
        // 3 pixels of 3 bytes are padded to 12.
        let info = try MediaProbe.inspect(bmp(width: 3, height: -5, pixels: 60))
        #expect(info.pixelSize == .init(width: 3, height: 5))
        #expect(!info.isTruncated)
        #expect(try MediaProbe.inspect(bmp(width: 3, height: -5, pixels: 59)).isTruncated)
    }

    @Test("a bitmap with the old core header gives its size")
    func coreBitmap() throws {
        let bytes =
            B.ascii("BM") + B.zeros(8) + B.little(UInt32(26)) + B.little(UInt32(12)) + B.little(UInt16(8))
            + B.little(UInt16(2)) + B.little(UInt16(1)) + B.little(UInt16(1)) + B.zeros(8)
        #expect(try MediaProbe.inspect(bytes).pixelSize == .init(width: 8, height: 2))
    }

    @Test("a bitmap that claims more pixels than can be counted is truncated, one without any is an error")
    func brokenBitmap() throws {
        #expect(try MediaProbe.inspect(bmp(width: .max, height: .max, bits: .max, pixels: 9)).isTruncated)
        #expect(throws: MediaError(.malformed, "")) { try MediaProbe.inspect(bmp(width: 0, height: 5, pixels: 9)) }
        #expect(throws: MediaError(.malformed, "")) { try MediaProbe.inspect(bmp(width: -3, height: 5, pixels: 9)) }
        #expect(throws: MediaError(.malformed, "")) { try MediaProbe.inspect(Array("BMxxxxxxxxxxxxxxxxxxx".utf8)) }
    }

    @Test("a GIF is recognised, with the size of its screen", arguments: ["GIF87a", "GIF89a"])
    func gif(version: String) throws {
        let info = try MediaProbe.inspect(B.ascii(version) + B.little(UInt16(320)) + B.little(UInt16(200)) + B.zeros(3))
        #expect(info.format == .gif)
        #expect(info.pixelSize == .init(width: 320, height: 200))
    }

    @Test("each kind of WebP is recognised, with its size")
    func webP() throws {
        func webP(_ chunk: [UInt8]) -> [UInt8] {
            B.ascii("RIFF") + B.little(UInt32(4 + chunk.count)) + B.ascii("WEBP") + chunk
        }
        let lossy = B.chunk("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A], B.little(UInt16(480)), B.little(UInt16(640)))
        let lossless = B.chunk("VP8L", [0x2F], B.little(UInt32(479 | 639 << 14)))
        let animated = B.chunk("VP8X", [0x02, 0, 0, 0], [0xDF, 1, 0], [0x7F, 2, 0])
        for chunk in [lossy, lossless, animated] {
            let info = try MediaProbe.inspect(webP(chunk))
            #expect(info.format == .webP)
            #expect(info.pixelSize == .init(width: 480, height: 640))
            #expect(info.isAnimated == (chunk == animated))
            #expect(!info.isTruncated)
        }
        #expect(try MediaProbe.inspect(Array(webP(animated + B.zeros(9)).dropLast())).isTruncated)
    }
}
