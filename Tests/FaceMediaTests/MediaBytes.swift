// SPDX-License-Identifier: Apache-2.0

/// Bytes of a media file put together piece by piece.
enum MediaBytes {
    static func join(_ parts: [UInt8]...) -> [UInt8] { [UInt8](parts.joined()) }

    static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

    static func big<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian, Array.init)
    }

    static func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian, Array.init)
    }

    static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    /// One ISO base media box; `size` overrides what the header claims.
    static func box(_ name: String, _ parts: [UInt8]..., size: UInt32? = nil) -> [UInt8] {
        let content = parts.flatMap { $0 }
        return big(size ?? UInt32(8 + content.count)) + ascii(name) + content
    }

    /// One ISO base media box with a 64-bit size.
    static func wideBox(_ name: String, _ parts: [UInt8]..., size: UInt64? = nil) -> [UInt8] {
        let content = parts.flatMap { $0 }
        return big(UInt32(1)) + ascii(name) + big(size ?? UInt64(16 + content.count)) + content
    }

    /// One RIFF chunk, padded to an even length.
    static func chunk(_ name: String, _ parts: [UInt8]...) -> [UInt8] {
        let content = parts.flatMap { $0 }
        return ascii(name) + little(UInt32(content.count)) + content + zeros(content.count % 2)
    }
}
