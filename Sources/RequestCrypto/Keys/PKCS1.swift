// SPDX-License-Identifier: Apache-2.0

internal import CFaceKernels
internal import SecretMemory

/// The padding of RSAES-PKCS1-v1_5 (RFC 8017 section 7.2), without the RSA.
///
///     00 02 | 8 or more bytes that are not zero | 00 | message
enum PKCS1 {
    /// What the padding takes at least: 11 bytes.
    static let overhead = 11

    /// The block for `message`, as long as the modulus.
    ///
    /// - Parameters:
    ///   - message: the data key
    ///   - blockByteCount: the length of the modulus
    ///   - paddingString: the padding bytes of a known answer, none of them zero, or `nil` for random ones
    /// - Throws: `wrapFailed` when the message is empty or does not fit, or the given padding is none;
    ///   `randomUnavailable`.
    static func pad(
        _ message: borrowing SecretBytes, toByteCount blockByteCount: Int, paddingString: [UInt8]? = nil
    ) throws(RequestCryptoError) -> SecretBytes {
        let messageByteCount = message.byteCount
        // The standard allows an empty message, and its vectors have some; an empty data key is a mistake.
        let minimum = paddingString == nil ? 1 : 0
        guard minimum...(blockByteCount - overhead) ~= messageByteCount else {
            throw RequestCryptoError(
                .wrapFailed,
                "this RSA key wraps 1 to \(blockByteCount - overhead) bytes, not \(messageByteCount)")
        }
        let paddingByteCount = blockByteCount - 3 - messageByteCount
        if let paddingString, paddingString.count != paddingByteCount || paddingString.contains(0) {
            throw RequestCryptoError(
                .wrapFailed,
                "the padding has to be \(paddingByteCount) bytes other than zero, and is \(paddingString.count) bytes")
        }
        return try message.withBytes { message throws(RequestCryptoError) in
            try SecretBytes(byteCount: blockByteCount) { output throws(RequestCryptoError) in
                output.append(0)
                output.append(2)
                if let paddingString {
                    for byte in paddingString { output.append(byte) }
                } else {
                    try appendRandomNonZero(paddingByteCount, to: &output)
                }
                output.append(0)
                for index in message.indices { output.append(message[index]) }
            }
        }
    }

    /// Overwrites the end of `fallback` with the message of `block`, when there is one of that length.
    ///
    /// Does the same work, and touches the same memory, whether the block is good or not.
    static func replace(
        last byteCount: Int, of fallback: inout OutputSpan<UInt8>, withMessageOf block: Span<UInt8>
    ) {
        unsafe fallback.withUnsafeMutableBufferPointer { buffer, initializedCount in
            unsafe block.withUnsafeBufferPointer { block in
                let message = unsafe buffer.baseAddress.map { unsafe $0 + (initializedCount - byteCount) }
                unsafe tcface_pkcs1_unpad_exact(message, byteCount, block.baseAddress, block.count)
            }
        }
    }

    /// Where the message begins in `block`, or `nil` when the padding is bad in whatever way.
    ///
    /// For known answers. Telling others which of the two it was lets them decrypt with the key
    /// (Bleichenbacher, CRYPTO 1998).
    static func messageStart(in block: Span<UInt8>) -> Int? {
        let start = unsafe block.withUnsafeBufferPointer { unsafe tcface_pkcs1_unpad($0.baseAddress, $0.count) }
        return start == 0 ? nil : start
    }

    private static func appendRandomNonZero(
        _ byteCount: Int, to output: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) {
        let first = output.count
        try SystemRandom.append(byteCount, to: &output)
        // One byte in 256 is zero and drawn again. That takes time, which tells how many were, and
        // nothing of those that are left.
        for index in first..<output.count {
            while output[index] == 0 {
                try SystemRandom.append(1, to: &output)
                output[index] = output.removeLast()
            }
        }
    }
}
