// SPDX-License-Identifier: Apache-2.0

internal import CFaceKernels

/// The padding of RFC 5652 section 6.3 for blocks of 16 bytes: 1 to 16 bytes, each their number.
///
/// The libraries' own padding is switched off. Theirs decides with branches on decrypted bytes, which
/// is a padding oracle for whoever can time it; ours does not.
package enum PKCS7 {
    package static let blockByteCount = 16

    /// The next multiple of 16 above `count`.
    package static func paddedByteCount(for count: Int) -> Int {
        precondition(count >= 0, "a plaintext cannot have \(count) bytes")
        return (count / blockByteCount + 1) * blockByteCount
    }

    /// How many bytes of padding a decrypted last block ends in, or `nil` when it is not padded.
    ///
    /// All 16 bytes are looked at whatever they are. The result itself tells whether the padding was
    /// good and how long it was; a caller that must not tell has to give one answer to both.
    package static func paddingByteCount(ofLastBlock block: Span<UInt8>) -> Int? {
        precondition(block.count == blockByteCount, "a block has 16 bytes")
        let count = unsafe block.withUnsafeBufferPointer { unsafe tcface_pkcs7_unpad($0.baseAddress) }
        return count == 0 ? nil : Int(count)
    }
}
