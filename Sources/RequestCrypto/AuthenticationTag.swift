// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
internal import SecretMemory

/// The 16 bytes that prove a GCM ciphertext unaltered; not secret.
///
/// Two tags are compared without stopping at the first difference.
public struct AuthenticationTag: Hashable, Sendable, CustomStringConvertible {
    /// The length of every tag: 16 bytes, the only length that the service uses.
    public static let byteCount = 16

    /// The bytes as they go into `TagList`, before base64.
    public let bytes: InlineArray<16, UInt8>

    /// Makes a tag of its 16 bytes.
    public init(_ bytes: InlineArray<16, UInt8>) { self.bytes = bytes }

    /// Makes a tag of exactly 16 bytes.
    ///
    /// - Throws: `invalidTag` when `bytes` are fewer or more; shorter tags are never accepted, since
    ///   each byte less makes forgeries 256 times as likely.
    public init(_ bytes: Span<UInt8>) throws(RequestCryptoError) {
        guard bytes.count == Self.byteCount else {
            throw RequestCryptoError(.invalidTag, "a tag has \(Self.byteCount) bytes, not \(bytes.count)")
        }
        self.bytes = InlineArray { bytes[$0] }
    }

    /// Whether both tags have the same bytes.
    public static func == (left: Self, right: Self) -> Bool {
        equalWithoutEarlyExit(left.bytes.span, right.bytes.span)
    }

    /// Feeds the 16 bytes into the hasher.
    public func hash(into hasher: inout Hasher) {
        for index in bytes.indices { hasher.combine(bytes[index]) }
    }

    /// The bytes in lower-case hexadecimal.
    public var description: String { Hex.encode(bytes.span) }
}
