// SPDX-License-Identifier: Apache-2.0

import Base64Stream

/// Base64 as the text of RFC 4648 describes it, bit by bit and without any of the code under test.
enum ByTheBook {
    static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    static let padding = UInt8(ascii: "=")

    /// The value of each of the 256 bytes, for those in the alphabet.
    private static let values: [Int?] = (UInt8.min...UInt8.max).map { alphabet.firstIndex(of: $0) }

    /// Section 4: groups of 24 bits from left to right; at the end zero bits are added and `=` fills the group.
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
        bits += [UInt8](repeating: 0, count: (6 - bits.count % 6) % 6)
        var text = stride(from: 0, to: bits.count, by: 6).map { start in
            alphabet[bits[start..<start + 6].reduce(0) { $0 * 2 + Int($1) }]
        }
        while text.count % 4 != 0 { text.append(padding) }
        return text
    }

    /// What strict decoding gives, and the place and kind of the first fault.
    static func decode(_ text: [UInt8]) -> Outcome {
        var bytes: [UInt8] = []
        var isOver = false
        for start in stride(from: 0, to: text.count, by: 4) {
            let group = Array(text[start..<min(start + 4, text.count)])
            if isOver { return Outcome(bytes, kind(of: group[0]), start) }
            let padded = group.count == 4 ? group.reversed().prefix(2).prefix { $0 == padding }.count : 0
            var bits: [UInt8] = []
            for (index, character) in group.dropLast(padded).enumerated() {
                guard let value = values[Int(character)] else {
                    // Half of the padding, and then nothing: more of it might have followed.
                    if group.count == 3 && index == 2 && character == padding { break }
                    return Outcome(bytes, kind(of: character), start + index)
                }
                bits += (0..<6).map { UInt8(value >> (5 - $0) & 1) }
            }
            guard group.count == 4 else { return Outcome(bytes, .truncated, text.count) }
            // Section 3.5: the bits that the padding leaves over must be zero.
            let surplus = bits.count % 8
            guard !bits.suffix(surplus).contains(1) else {
                return Outcome(bytes, .nonCanonicalTail, start + 3 - padded)
            }
            for byte in stride(from: 0, to: bits.count - surplus, by: 8) {
                bytes.append(bits[byte..<byte + 8].reduce(0) { $0 * 2 + $1 })
            }
            isOver = padded > 0
        }
        return Outcome(bytes)
    }

    /// What is wrong with a byte that may not stand where it does.
    private static func kind(of byte: UInt8) -> Base64Error.Code {
        if byte == padding { return .misplacedPadding }
        if values[Int(byte)] != nil { return .trailingData }
        return Array(" \t\n\u{b}\u{c}\r".utf8).contains(byte) ? .whitespace : .invalidByte
    }
}

/// The bytes that came out, and the fault that ended the decoding, if any.
struct Outcome: Hashable, CustomStringConvertible {
    let bytes: [UInt8]
    let code: Base64Error.Code?
    let byteOffset: Int?

    init(_ bytes: [UInt8], _ code: Base64Error.Code? = nil, _ byteOffset: Int? = nil) {
        self.bytes = bytes
        self.code = code
        self.byteOffset = byteOffset
    }

    var description: String {
        "\(bytes.count) bytes, \(code.map { "\($0) at \(byteOffset ?? -1)" } ?? "no error")"
    }
}
