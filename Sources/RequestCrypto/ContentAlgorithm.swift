// SPDX-License-Identifier: Apache-2.0

/// A cipher that the service accepts for request and response content.
///
/// | | key | IV | tag | padding | protects |
/// |---|---|---|---|---|---|
/// | ``aes256CBC`` | 32 bytes | 16 bytes | none | PKCS#7 | secrecy only |
/// | ``sm4GCM`` | 16 bytes | 12 bytes | 16 bytes | none | secrecy and integrity |
///
/// The names, sizes and the empty associated data of SM4-GCM are the vendor's: "data encryption",
/// <https://cloud.tencent.com/document/product/1007/47180>.
public struct ContentAlgorithm: Hashable, Sendable, CustomStringConvertible {
    package enum Base: Hashable, Sendable { case aes256CBC, sm4GCM }

    package let base: Base

    private init(_ base: Base) { self.base = base }

    /// AES-256 in CBC mode (NIST SP 800-38A) with PKCS#7 padding (RFC 5652 section 6.3).
    ///
    /// Nothing in it notices tampering: most flipped bits decrypt to something. Only the signature
    /// over the request, checked before decryption, protects the content from being altered.
    public static let aes256CBC = ContentAlgorithm(.aes256CBC)

    /// SM4 (GB/T 32907-2016) in GCM mode (NIST SP 800-38D), without associated data.
    ///
    /// One key and IV may seal one message only: two messages under the same pair give away the XOR of
    /// both plaintexts, and let an attacker forge tags.
    public static let sm4GCM = ContentAlgorithm(.sm4GCM)

    /// The algorithm of an `Algorithm` member, or `nil` when the service knows no such name.
    ///
    /// - Parameter wireName: `AES-256-CBC` or `SM4-GCM`, in exactly this spelling
    public init?(wireName: String) {
        switch wireName {
        case "AES-256-CBC": self = .aes256CBC
        case "SM4-GCM": self = .sm4GCM
        default: return nil
        }
    }

    /// The name in the `Algorithm` member: `AES-256-CBC` or `SM4-GCM`.
    public var wireName: String {
        switch base {
        case .aes256CBC: "AES-256-CBC"
        case .sm4GCM: "SM4-GCM"
        }
    }

    /// The bytes of a data key: 32 or 16.
    public var keyByteCount: Int {
        switch base {
        case .aes256CBC: 32
        case .sm4GCM: 16
        }
    }

    /// The bytes of an IV: 16 or 12.
    public var ivByteCount: Int {
        switch base {
        case .aes256CBC: 16
        case .sm4GCM: 12
        }
    }

    /// The bytes of a tag: none or 16.
    public var tagByteCount: Int { isAuthenticated ? AuthenticationTag.byteCount : 0 }

    /// Whether opening notices every change to the ciphertext.
    public var isAuthenticated: Bool { base == .sm4GCM }

    /// The bytes that `count` bytes of plaintext are encrypted to, the tag not counted.
    ///
    /// CBC pads to the next multiple of 16, by 1 to 16 bytes; GCM keeps the length.
    ///
    /// - Precondition: `count` is not negative and at least 16 below `Int.max`.
    public func ciphertextByteCount(forPlaintext count: Int) -> Int {
        switch base {
        case .aes256CBC: PKCS7.paddedByteCount(for: count)
        case .sm4GCM: count
        }
    }

    /// The name in the `Algorithm` member.
    public var description: String { wireName }
}
