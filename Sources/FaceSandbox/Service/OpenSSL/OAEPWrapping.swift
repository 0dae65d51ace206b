// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL
internal import RequestCrypto
internal import SecretMemory

/// RSAES-OAEP (RFC 8017, section 7.1) without a label: a form that KMS gives data keys in, and that no envelope takes.
enum OAEPWrapping {
    /// The hash of OAEP and of its MGF1: KMS names one for both.
    enum Hash { case sha1, sha256 }

    /// Encrypts a key of up to 214 bytes with SHA-1, or 190 with SHA-256, for an RSA key of 2,048 bits.
    ///
    /// - Returns: 256 bytes.
    /// - Throws: `wrapFailed` for a key that is too long.
    static func wrap(
        _ key: borrowing SecretBytes, for wrappingKey: WrappingKey, _ hash: Hash
    ) throws(RequestCryptoError) -> [UInt8] {
        guard let wrapped = encrypt(key, for: wrappingKey, hash) else {
            throw RequestCryptoError(.wrapFailed, "a key of \(key.byteCount) bytes does not fit under OAEP")
        }
        return wrapped
    }

    private static func encrypt(
        _ key: borrowing SecretBytes, for wrappingKey: WrappingKey, _ hash: Hash
    ) -> [UInt8]? {
        // Whatever fails here must not be found by a later call of this thread.
        defer { ERR_clear_error() }
        let publicKey = wrappingKey.spki.withUnsafeBufferPointer { bytes in
            var position = bytes.baseAddress
            return d2i_PUBKEY(nil, &position, bytes.count)
        }
        defer { EVP_PKEY_free(publicKey) }
        let context = EVP_PKEY_CTX_new(publicKey, nil)
        defer { EVP_PKEY_CTX_free(context) }
        let digest = hash == .sha1 ? EVP_sha1() : EVP_sha256()
        guard publicKey != nil, context != nil, EVP_PKEY_encrypt_init(context) == 1,
            EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1,
            EVP_PKEY_CTX_set_rsa_oaep_md(context, digest) == 1, EVP_PKEY_CTX_set_rsa_mgf1_md(context, digest) == 1
        else { return nil }
        return key.withBytes { key in
            key.withUnsafeBufferPointer { key in
                var count = 0
                guard EVP_PKEY_encrypt(context, nil, &count, key.baseAddress, key.count) == 1 else { return nil }
                var wrapped = [UInt8](repeating: 0, count: count)
                guard EVP_PKEY_encrypt(context, &wrapped, &count, key.baseAddress, key.count) == 1 else { return nil }
                return Array(wrapped.prefix(count))
            }
        }
    }
}
