// SPDX-License-Identifier: Apache-2.0

internal import CFaceGcrypt

/// The modes of SM4 that the wire does not have, so that the published vectors of the cipher itself can be checked.
///
/// Source: draft-ribose-cfrg-sm4-10, appendix A.
package enum SM4Mode: String, Sendable {
    case ecb = "ECB"
    case cbc = "CBC"
    case cfb = "CFB"
    case ofb = "OFB"
    case ctr = "CTR"

    /// Encrypts whole blocks.
    ///
    /// - Throws: `algorithmUnavailable` when libgcrypt lacks SM4; `libraryFailure` for sizes that the mode refuses.
    package func encrypt(_ message: [UInt8], key: [UInt8], iv: [UInt8]) throws(RequestCryptoError) -> [UInt8] {
        try process(message, key: key, iv: iv, isEncryption: true)
    }

    /// Decrypts whole blocks.
    ///
    /// - Throws: as ``encrypt(_:key:iv:)``.
    package func decrypt(_ message: [UInt8], key: [UInt8], iv: [UInt8]) throws(RequestCryptoError) -> [UInt8] {
        try process(message, key: key, iv: iv, isEncryption: false)
    }

    private var gcryptMode: gcry_cipher_modes {
        switch self {
        case .ecb: GCRY_CIPHER_MODE_ECB
        case .cbc: GCRY_CIPHER_MODE_CBC
        case .cfb: GCRY_CIPHER_MODE_CFB
        case .ofb: GCRY_CIPHER_MODE_OFB
        case .ctr: GCRY_CIPHER_MODE_CTR
        }
    }

    private func process(
        _ message: [UInt8], key: [UInt8], iv: [UInt8], isEncryption: Bool
    ) throws(RequestCryptoError) -> [UInt8] {
        guard GcryptCipher.isAvailable(for: .sm4GCM) else {
            throw RequestCryptoError(.algorithmUnavailable, "libgcrypt has no SM4 on this machine")
        }
        var opened: gcry_cipher_hd_t?
        var code = unsafe gcry_cipher_open(
            &opened, Int32(GCRY_CIPHER_SM4.rawValue), Int32(gcryptMode.rawValue), 0)
        guard code == 0, let handle = unsafe opened else { throw GcryptLibrary.failure("open a cipher", code) }
        defer { unsafe gcry_cipher_close(handle) }
        code = unsafe gcry_cipher_setkey(handle, key, key.count)
        if code == 0, self != .ecb {
            code =
                unsafe self == .ctr
                ? gcry_cipher_setctr(handle, iv, iv.count) : gcry_cipher_setiv(handle, iv, iv.count)
        }
        var result = message
        if code == 0 {
            // Without an input of its own, libgcrypt works in place.
            code = unsafe result.withUnsafeMutableBufferPointer { buffer in
                unsafe isEncryption
                    ? gcry_cipher_encrypt(handle, buffer.baseAddress, buffer.count, nil, 0)
                    : gcry_cipher_decrypt(handle, buffer.baseAddress, buffer.count, nil, 0)
            }
        }
        guard code == 0 else { throw GcryptLibrary.failure("process SM4-\(rawValue)", code) }
        return result
    }
}
