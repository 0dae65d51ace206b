// SPDX-License-Identifier: Apache-2.0

/// The characters that strict decoding tells apart.
enum ASCII {
    static let padding = UInt8(ascii: "=")

    /// Any member of the alphabet whose value is zero.
    static let zero = UInt8(ascii: "A")

    /// Space, tab, line feed, vertical tab, form feed and carriage return.
    static func isWhitespace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    /// Whether the byte is in the alphabet of RFC 4648 section 4.
    static func isInAlphabet(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default:
            false
        }
    }
}
