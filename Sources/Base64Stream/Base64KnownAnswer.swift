// SPDX-License-Identifier: Apache-2.0

/// The text that a kernel has to give, and to take, before it is used.
///
/// All 64 characters of RFC 4648 table 1 in their order, over and over, so that the widest registers fill several
/// times.
package enum Base64KnownAnswer {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    /// Numbers of six bits from 0 to 63, one after the other.
    private static let numbers: [UInt8] = stride(from: UInt32(0), to: 64, by: 4).flatMap { first in
        let group = first << 18 | (first + 1) << 12 | (first + 2) << 6 | (first + 3)
        return [UInt8(group >> 16), UInt8(truncatingIfNeeded: group >> 8), UInt8(truncatingIfNeeded: group)]
    }

    /// - Parameter alteration: is XORed into the last byte of every expected answer; 0 outside tests.
    package static func isGiven(by kernel: Base64Kernel, alteration: UInt8 = 0) -> Bool {
        var text: [UInt8] = []
        var bytes: [UInt8] = []
        for _ in 0..<8 {
            text += alphabet
            bytes += numbers
        }
        let encoded = [UInt8](capacity: text.count) { output in kernel.encode(bytes.span, into: &output) }
        var good = 0
        let decoded = [UInt8](capacity: bytes.count) { output in good = kernel.decode(text.span, into: &output) }
        text[text.count - 1] ^= alteration
        bytes[bytes.count - 1] ^= alteration
        return encoded == text && decoded == bytes && good == text.count
    }
}
