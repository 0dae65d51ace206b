// SPDX-License-Identifier: Apache-2.0

/// The header of one ISO base media box (ISO/IEC 14496-12, 4.2), clipped to what encloses it.
struct BoxHeader {
    /// The box's four-character name.
    let name: UInt32
    /// The bytes after the header, as far as they are there.
    let content: Range<Int>
    /// Whether the box claims to end after what encloses it.
    let isCut: Bool

    /// Reads the box at an offset, or nothing where fewer than 8 bytes are left.
    ///
    /// - Throws: `MediaError.malformed` when the size is smaller than the header; what the reader throws.
    init?(at offset: Int, limit: Int, _ reader: inout MediaReader) throws(MediaError) {
        guard limit - offset >= 8 else { return nil }
        try reader.step()
        var size = UInt64(try reader.uint32(at: offset))
        name = try reader.uint32(at: offset + 4)
        var headerLength = 8
        if size == 1 {
            guard limit - offset >= 16 else { return nil }
            size = try reader.bigEndian(8, at: offset + 8)
            headerLength = 16
        } else if size == 0 {
            // The box reaches to the end of what encloses it.
            size = UInt64(limit - offset)
        }
        guard size >= UInt64(headerLength) else {
            throw MediaError(.malformed, "a box at byte \(offset) claims \(size) bytes")
        }
        isCut = size > UInt64(limit - offset)
        content = (offset + headerLength)..<(isCut ? limit : offset + Int(size))
    }

    /// The first child of that name.
    static func first(
        _ name: StaticString, in range: Range<Int>, _ reader: inout MediaReader
    ) throws(MediaError) -> Range<Int>? {
        let wanted = fourCC(name)
        var offset = range.lowerBound
        while let box = try BoxHeader(at: offset, limit: range.upperBound, &reader) {
            if box.name == wanted { return box.content }
            offset = box.content.upperBound
        }
        return nil
    }
}
