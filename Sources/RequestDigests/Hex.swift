// SPDX-License-Identifier: Apache-2.0

/// Lower-case hexadecimal text, the form of every digest in the TC3 protocol.
public enum Hex {
    /// Two lower-case digits for each byte.
    ///
    /// Computes each digit instead of looking it up, so that no memory access depends on the bytes.
    public static func encode(_ bytes: Span<UInt8>) -> String {
        unsafe String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
            unsafe write(bytes, to: text)
            return 2 * bytes.count
        }
    }

    /// Two lower-case digits for each byte.
    public static func encode(_ bytes: [UInt8]) -> String { encode(bytes.span) }

    /// Appends two lower-case digits for each byte.
    ///
    /// - Parameter text: has room for `2 * bytes.count` more bytes
    public static func encode(_ bytes: Span<UInt8>, into text: inout OutputSpan<UInt8>) {
        precondition(text.freeCapacity >= 2 * bytes.count, "hexadecimal text needs room for two digits a byte")
        unsafe text.withUnsafeMutableBufferPointer { buffer, count in
            unsafe write(bytes, to: UnsafeMutableBufferPointer(rebasing: buffer[count...]))
            count += 2 * bytes.count
        }
    }

    /// The bytes that pairs of digits, of either case, stand for.
    ///
    /// - Returns: `nil` for an odd number of digits or for any other character, blanks included.
    public static func decode(_ text: String) -> [UInt8]? {
        let digits = text.utf8
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        var high: UInt8?
        for character in digits {
            guard let value = value(of: character) else { return nil }
            if let upper = high {
                bytes.append(upper << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }

    private static func write(_ bytes: Span<UInt8>, to text: UnsafeMutableBufferPointer<UInt8>) {
        for index in bytes.indices {
            unsafe text[2 * index] = digit(bytes[index] >> 4)
            unsafe text[2 * index + 1] = digit(bytes[index] & 0x0f)
        }
    }

    private static func digit(_ nibble: UInt8) -> UInt8 {
        // The subtraction wraps exactly for 10...15; its top bit then adds the distance from "9" to "a".
        let isLetter = (9 &- nibble) >> 7
        return nibble &+ 0x30 &+ (0 &- isLetter) & 0x27
    }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character &- UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character &- UInt8(ascii: "a") &+ 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character &- UInt8(ascii: "A") &+ 10
        default: nil
        }
    }
}
