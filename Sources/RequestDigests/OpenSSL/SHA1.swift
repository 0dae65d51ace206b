// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL

/// SHA-1 (FIPS 180-4) alone, to check published vectors against the library that ``HMACSHA1``
/// stands on.
///
/// Not public: nothing in the protocol uses SHA-1 outside HMAC, and nothing new should.
package enum SHA1 {
    /// The 20-byte digest of a message.
    package static func hash(_ bytes: Span<UInt8>) -> InlineArray<20, UInt8> {
        var digest = InlineArray<20, UInt8>(repeating: 0)
        var output = digest.mutableSpan
        unsafe bytes.withUnsafeBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { output in
                unsafe CFaceOpenSSL_sha1(input.baseAddress, input.count, output.baseAddress)
            }
        }
        return digest
    }
}
