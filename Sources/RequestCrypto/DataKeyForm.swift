// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory

/// What bytes a new data key may have.
public struct DataKeyForm: Hashable, Sendable {
    private enum Base { case rawBytes, alphanumericText }

    private let base: Base

    private init(_ base: Base) { self.base = base }

    /// Any bytes, as the vendor's SDK for Node.js makes them: 256 or 128 bits to guess.
    public static let rawBytes = DataKeyForm(.rawBytes)

    /// ASCII letters and digits, as the vendor's SDKs for Java and Go make them.
    ///
    /// For a service that should insist on text. 62 values for a byte instead of 256 leave 190 bits to guess
    /// of a key of 32 bytes, and 95 of one of 16; unlike those SDKs, all of them come from the operating
    /// system.
    public static let alphanumericText = DataKeyForm(.alphanumericText)

    /// - Throws: `randomUnavailable`.
    func randomKey(byteCount: Int) throws(RequestCryptoError) -> SecretBytes {
        try SecretBytes(byteCount: byteCount) { output throws(RequestCryptoError) in
            switch base {
            case .rawBytes: try SystemRandom.append(byteCount, to: &output)
            case .alphanumericText: try Self.appendText(byteCount, to: &output)
            }
        }
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    private static func appendText(
        _ byteCount: Int, to output: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) {
        // The largest multiple of 62 that a byte holds: what lies above would favour the first letters.
        let limit = UInt8(248)
        while output.count < byteCount {
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
