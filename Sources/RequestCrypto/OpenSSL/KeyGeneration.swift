// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL
internal import SecretMemory

/// New private keys.
enum KeyGeneration {
    /// A PKCS#8 structure with a new RSA key of two primes and the exponent 65537.
    ///
    /// - Throws: `libraryFailure`.
    static func rsa(bits: Int) throws(RequestCryptoError) -> SecretBytes {
        var key: OpaquePointer?
        guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "RSA", nil) else {
            throw OpenSSLLibrary.failure("make a key context")
        }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        guard unsafe EVP_PKEY_keygen_init(context) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(bits)) == 1,
            unsafe EVP_PKEY_generate(context, &key) == 1
        else { throw OpenSSLLibrary.failure("generate an RSA key") }
        defer { unsafe EVP_PKEY_free(key) }

        guard let info = unsafe EVP_PKEY2PKCS8(key) else { throw OpenSSLLibrary.failure("write an RSA key") }
        defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
        let byteCount = unsafe i2d_PKCS8_PRIV_KEY_INFO(info, nil)
        guard byteCount > 0 else { throw OpenSSLLibrary.failure("write an RSA key") }
        return SecretBytes(byteCount: Int(byteCount)) { output in
            unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
                var next = buffer.baseAddress
                initializedCount = unsafe Int(i2d_PKCS8_PRIV_KEY_INFO(info, &next))
            }
        }
    }
}
