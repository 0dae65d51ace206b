// SPDX-License-Identifier: Apache-2.0

/// The numbers and flags of an `onMetaData` script tag (AMF 0, December 2007; FLV 10.1, E.5).
///
/// Only top-level numbers, booleans and strings are kept, and of them only those with a known name.
struct AMF0Metadata {
    private(set) var duration: Double?
    private(set) var width: Double?
    private(set) var height: Double?
    private(set) var frameRate: Double?
    private(set) var fileByteCount: Double?
    private(set) var videoCodec: VideoCodec?
    private(set) var hasAudioCodec = false

    private static let maximumDepth = 8

    /// Reads the body of a script tag; it stays empty where the tag is another one or cannot be read.
    ///
    /// - Throws: `MediaError.tooComplex` and `.unreadableFile` only: a player reads on past bad metadata.
    init(_ content: Range<Int>, _ reader: inout MediaReader) throws(MediaError) {
        var offset = content.lowerBound
        do {
            guard try reader.byte(at: offset) == 2, try reader.has("onMetaData", at: offset + 3),
                try reader.uint16(at: offset + 1) == 10
            else { return }
            offset += 13
            switch try reader.byte(at: offset) {
            case 3: offset += 1
            case 8: offset += 5
            default: return
            }
            try readMembers(at: &offset, end: content.upperBound, depth: 0, &reader)
        } catch {
            guard error.code == .malformed || error.code == .truncated else { throw error }
        }
    }

    private mutating func readMembers(
        at offset: inout Int, end: Int, depth: Int, _ reader: inout MediaReader
    ) throws(MediaError) {
        while offset + 3 <= end {
            try reader.step()
            let length = try reader.uint16(at: offset)
            let nameStart = offset + 2
            offset = nameStart + length
            if length == 0, try reader.byte(at: offset) == 9 {
                offset += 1
                return
            }
            guard offset < end else { throw MediaError(.malformed, "a metadata name passes the end of its tag") }
            let value = offset
            try skipValue(at: &offset, end: end, depth: depth, &reader)
            guard offset <= end else { throw MediaError(.malformed, "a metadata value passes the end of its tag") }
            if depth == 0 { try keep(nameStart: nameStart, length: length, valueAt: value, &reader) }
        }
    }

    private mutating func keep(
        nameStart: Int, length: Int, valueAt offset: Int, _ reader: inout MediaReader
    ) throws(MediaError) {
        func isNamed(_ name: StaticString, _ reader: inout MediaReader) throws(MediaError) -> Bool {
            guard length == name.utf8CodeUnitCount else { return false }
            return try reader.has(name, at: nameStart)
        }
        if try isNamed("duration", &reader) { duration = try positive(at: offset, &reader) }
        if try isNamed("width", &reader) { width = try positive(at: offset, &reader) }
        if try isNamed("height", &reader) { height = try positive(at: offset, &reader) }
        if try isNamed("framerate", &reader) { frameRate = try positive(at: offset, &reader) }
        if try isNamed("filesize", &reader) { fileByteCount = try positive(at: offset, &reader) }
        if try isNamed("audiocodecid", &reader) { hasAudioCodec = true }
        if try isNamed("videocodecid", &reader) { videoCodec = try codec(at: offset, &reader) }
    }

    /// A number above zero; nil for another type, NaN and infinity.
    private func positive(at offset: Int, _ reader: inout MediaReader) throws(MediaError) -> Double? {
        guard try reader.byte(at: offset) == 0 else { return nil }
        let value = Double(bitPattern: try reader.bigEndian(8, at: offset + 1))
        return value.isFinite && value > 0 ? value : nil
    }

    /// The codec as a number, as the four bytes of enhanced FLV in a number, or as a string of them.
    private func codec(at offset: Int, _ reader: inout MediaReader) throws(MediaError) -> VideoCodec? {
        if try reader.byte(at: offset) == 2, try reader.uint16(at: offset + 1) == 4 {
            return VideoCodec(fourCC: try reader.uint32(at: offset + 3))
        }
        guard let number = try positive(at: offset, &reader), number < 0x1_0000_0000 else { return nil }
        return number < 256 ? VideoCodec(flashCodec: Int(number)) : VideoCodec(fourCC: UInt32(number))
    }

    private mutating func skipValue(
        at offset: inout Int, end: Int, depth: Int, _ reader: inout MediaReader
    ) throws(MediaError) {
        guard depth < Self.maximumDepth else { throw MediaError(.malformed, "the metadata is nested too deeply") }
        let type = try reader.byte(at: offset)
        offset += 1
        switch type {
        case 0: offset += 8
        case 1: offset += 1
        case 2: offset += 2 + (try reader.uint16(at: offset))
        case 3: try readMembers(at: &offset, end: end, depth: depth + 1, &reader)
        case 5, 6: break
        case 7: offset += 2
        case 8:
            offset += 4
            try readMembers(at: &offset, end: end, depth: depth + 1, &reader)
        case 10:
            var left = try reader.uint32(at: offset)
            offset += 4
            while left > 0, offset < end {
                try reader.step()
                try skipValue(at: &offset, end: end, depth: depth + 1, &reader)
                left -= 1
            }
        case 11: offset += 10
        case 12, 15: offset += 4 + Int(try reader.uint32(at: offset))
        default: throw MediaError(.malformed, "the metadata has a value of type \(type)")
        }
    }
}
