// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL
public import SecretMemory

/// A key for HMAC-SHA-256 (RFC 2104), ready to authenticate many messages from any number of
/// threads.
///
/// Keeps the two hash states that follow from the key, 224 bytes of secret memory that are wiped
/// when the value goes away; the key itself is not kept. Authenticating takes no lock and allocates
/// nothing.
public struct HMACSHA256: ~Copyable, Sendable {
    /// The number of bytes of a tag.
    public static let tagByteCount = 32

    private let states: SecretBytes

    /// Prepares a key of any length; the caller keeps and wipes the key's own bytes.
    public init(key: Span<UInt8>) {
        states = SecretBytes(byteCount: CFaceOpenSSL_hmac_sha256_key_bytes) { output in
            unsafe output.withUnsafeMutableBufferPointer { states, count in
                unsafe key.withUnsafeBufferPointer { key in
                    unsafe CFaceOpenSSL_hmac_sha256_start(key.baseAddress, key.count, states.baseAddress)
                }
                count = states.count
            }
        }
    }

    /// Prepares a key of any length.
    public init(key: borrowing SecretBytes) {
        self = key.withBytes { HMACSHA256(key: $0) }
    }

    /// The tag of a message; compare tags with `equalWithoutEarlyExit`.
    public func authenticate(_ message: Span<UInt8>) -> SHA256Digest {
        SHA256Digest(InlineArray(initializingWith: { tag in authenticate(message, into: &tag) }))
    }

    /// Appends the 32-byte tag of a message, for a tag that is a key.
    public func authenticate(_ message: Span<UInt8>, into tag: inout OutputSpan<UInt8>) {
        precondition(tag.freeCapacity >= Self.tagByteCount, "an HMAC-SHA-256 tag needs room for 32 bytes")
        states.withBytes { states in
            unsafe states.withUnsafeBufferPointer { states in
                unsafe message.withUnsafeBufferPointer { message in
                    unsafe tag.withUnsafeMutableBufferPointer { output, count in
                        unsafe CFaceOpenSSL_hmac_sha256(
                            states.baseAddress, message.baseAddress, message.count,
                            output.baseAddress.map { unsafe $0 + count })
                        count += Self.tagByteCount
                    }
                }
            }
        }
    }

    /// Appends the 32-byte tag of one message under a key that is used once.
    ///
    /// For deriving keys from keys: with room in a `SecretBytes` as the output, nothing of the key
    /// or of the tag stays anywhere else.
    public static func authenticate(_ message: Span<UInt8>, key: Span<UInt8>, into tag: inout OutputSpan<UInt8>) {
        precondition(tag.freeCapacity >= tagByteCount, "an HMAC-SHA-256 tag needs room for 32 bytes")
        unsafe tag.withUnsafeMutableBufferPointer { output, count in
            unsafe key.withUnsafeBufferPointer { key in
                unsafe message.withUnsafeBufferPointer { message in
                    unsafe CFaceOpenSSL_hmac_sha256_once(
                        key.baseAddress, key.count, message.baseAddress, message.count,
                        output.baseAddress.map { unsafe $0 + count })
                }
            }
            count += tagByteCount
        }
    }
}
