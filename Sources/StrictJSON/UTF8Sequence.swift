// SPDX-License-Identifier: Apache-2.0

/// Well-formed UTF-8 by the table in RFC 3629 section 4: nothing overlong, no surrogates, nothing above U+10FFFF.
enum UTF8Sequence {
    /// The length of the sequence of two to four bytes at `start`, or nil when it is ill-formed or cut off.
    static func byteCount(in source: Span<UInt8>, at start: Int) -> Int? {
        // The second byte decides what is overlong, a surrogate or too large; the others only continue.
        let second: ClosedRange<UInt8>
        let byteCount: Int
        switch source[start] {
        case 0xc2...0xdf: (second, byteCount) = (0x80...0xbf, 2)
        case 0xe0: (second, byteCount) = (0xa0...0xbf, 3)
        case 0xe1...0xec, 0xee, 0xef: (second, byteCount) = (0x80...0xbf, 3)
        case 0xed: (second, byteCount) = (0x80...0x9f, 3)
        case 0xf0: (second, byteCount) = (0x90...0xbf, 4)
        case 0xf1...0xf3: (second, byteCount) = (0x80...0xbf, 4)
        case 0xf4: (second, byteCount) = (0x80...0x8f, 4)
        default: return nil
        }
        guard source.count - start >= byteCount, second ~= source[start + 1] else { return nil }
        for position in start + 2..<start + byteCount where source[position] & 0xc0 != 0x80 { return nil }
        return byteCount
    }
}
