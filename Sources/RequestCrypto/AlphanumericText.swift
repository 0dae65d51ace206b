// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory

/// Random letters and digits of ASCII: 62 values, 5.95 bits each.
enum AlphanumericText {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// Appends so many characters, each as likely as any other.
    ///
    /// - Throws: `randomUnavailable`.
    static func append(
        _ byteCount: Int, to output: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) {
        // The largest multiple of 62 that a byte holds: what lies above would favour the first letters.
        let limit = UInt8(248)
        let end = output.count + byteCount
        while output.count < end {
            try SystemRandom.append(1, to: &output)
            let drawn = output.removeLast()
            if drawn < limit { output.append(character(UInt8(drawn % 62))) }
        }
    }

    /// The character at `index` of the alphabet, with every one of them looked at.
    private static func character(_ index: UInt8) -> UInt8 {
        var result: UInt8 = 0
        for position in alphabet.indices {
            // All ones where the position is the index, by the borrow of subtracting 1 from their difference.
            let difference = UInt16(UInt8(position) ^ index)
            result |= alphabet[position] & UInt8(truncatingIfNeeded: (difference &- 1) >> 8)
        }
        return result
    }
}
