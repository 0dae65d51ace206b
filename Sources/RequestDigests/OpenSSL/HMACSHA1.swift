// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL
public import SecretMemory

/// A key for HMAC-SHA-1 (RFC 2104), which the vendor's older signatures ask for.
///
/// Keeps the two hash states that follow from the key, 192 bytes of secret memory that are wiped
/// when the value goes away; the key itself is not kept. Authenticating takes no lock and allocates
/// nothing. SHA-1 collisions do not break HMAC, but nothing new should choose it.
public struct HMACSHA1: ~Copyable, Sendable {
    /// The number of bytes of a tag.
    public static let tagByteCount = 20

    private let states: SecretBytes

    /// Prepares a key of any length; the caller keeps and wipes the key's own bytes.
    public init(key: Span<UInt8>) {
        states = SecretBytes(byteCount: CFaceOpenSSL_hmac_sha1_key_bytes) { output in
            unsafe output.withUnsafeMutableBufferPointer { states, count in
                unsafe key.withUnsafeBufferPointer { key in
                    unsafe CFaceOpenSSL_hmac_sha1_start(key.baseAddress, key.count, states.baseAddress)
                }
                count = states.count
            }
        }
    }

    /// Prepares a key of any length.
    public init(key: borrowing SecretBytes) {
        self = key.withBytes { HMACSHA1(key: $0) }
    }

    /// The 20-byte tag of a message; compare tags with `equalWithoutEarlyExit`.
    public func authenticate(_ message: Span<UInt8>) -> InlineArray<20, UInt8> {
        var tag = InlineArray<20, UInt8>(repeating: 0)
        var bytes = tag.mutableSpan
        states.withBytes { states in
            unsafe states.withUnsafeBufferPointer { states in
                unsafe message.withUnsafeBufferPointer { message in
                    unsafe bytes.withUnsafeMutableBufferPointer { tag in
                        unsafe CFaceOpenSSL_hmac_sha1(
                            states.baseAddress, message.baseAddress, message.count, tag.baseAddress)
                    }
                }
            }
        }
        return tag
    }
}
