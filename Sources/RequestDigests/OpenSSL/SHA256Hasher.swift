// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL

/// SHA-256 (FIPS 180-4) over bytes that come in pieces, such as a request body of any size.
///
/// Needs 112 bytes, allocates nothing and cannot fail. What was hashed so far can be copied with
/// ``fork()``.
public struct SHA256Hasher: ~Copyable, Sendable {
    private var state: SHA256_CTX

    /// Starts an empty message.
    public init() {
        state = SHA256_CTX()
        unsafe CFaceOpenSSL_sha256_start(&state)
    }

    private init(state: SHA256_CTX) {
        self.state = state
    }

    /// Appends bytes to the message.
    public mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe CFaceOpenSSL_sha256_update(&state, buffer.baseAddress, buffer.count)
        }
    }

    /// A second hasher that has seen the same bytes, to try several endings of one long message.
    public func fork() -> SHA256Hasher {
        SHA256Hasher(state: state)
    }

    /// Ends the message.
    public consuming func finish() -> SHA256Digest {
        var digest = InlineArray<32, UInt8>(repeating: 0)
        var bytes = digest.mutableSpan
        unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            unsafe CFaceOpenSSL_sha256_finish(&state, buffer.baseAddress)
        }
        return SHA256Digest(digest)
    }

    /// The digest of a message that is there as a whole.
    public static func hash(_ bytes: Span<UInt8>) -> SHA256Digest {
        var hasher = SHA256Hasher()
        hasher.update(bytes)
        return hasher.finish()
    }

    /// The digest of a message that is there as a whole.
    public static func hash(_ bytes: [UInt8]) -> SHA256Digest {
        hash(bytes.span)
    }
}
