// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL
internal import SecretMemory

/// A key in libcrypto, and the operations on it that key wrapping needs, but for those with an RSA public key.
///
/// Only the EVP layer is used. RSA runs without padding, because padding is ours: it has to behave
/// the same with every release, and libcrypto changed its own in 3.2.
@safe
final class OpenSSLKey: @unchecked Sendable {
    // Sendable is right: the key is not changed after it has been made. libcrypto allows one EVP_PKEY to be
    // used from several threads, each with an EVP_PKEY_CTX of its own, and guards its caches with locks.

    private let key: OpaquePointer

    /// Makes a key of parts that have been found right.
    ///
    /// - Throws: `wrongKeyType` when libcrypto refuses them all the same.
    init(_ fields: KeyFields, in source: Span<UInt8>) throws(RequestCryptoError) {
        guard let made = unsafe fields.makeKey(from: source) else {
            throw OpenSSLLibrary.failure("take the key", .wrongKeyType)
        }
        unsafe key = made
    }

    deinit {
        unsafe EVP_PKEY_free(key)
    }

    /// RSADP (RFC 8017 section 5.1.2) on a ciphertext as long as the modulus, with libcrypto's blinding.
    ///
    /// - Throws: `unwrapFailed` when the ciphertext is not below the modulus, which anyone can see.
    func decryptRSABlock(_ ciphertext: Span<UInt8>) throws(RequestCryptoError) -> SecretBytes {
        try decrypt(.decryptRSA, ciphertext, capacity: ciphertext.count)
    }

    /// SM2 encryption (GB/T 32918.4-2016) with SM3, to libcrypto's ASN.1 form.
    func encryptSM2(_ message: borrowing SecretBytes) throws(RequestCryptoError) -> [UInt8] {
        try message.withBytes { message throws(RequestCryptoError) in
            // A sequence of two integers of at most 33 bytes, 32 bytes and the message, with their headers.
            try [UInt8](capacity: message.count + 128) { output throws(RequestCryptoError) in
                try run(.encryptSM2, on: message, into: &output)
            }
        }
    }

    /// SM2 decryption of libcrypto's ASN.1 form.
    ///
    /// - Throws: `unwrapFailed`, whatever is wrong with the ciphertext.
    func decryptSM2(_ ciphertext: Span<UInt8>, messageByteCount: Int) throws(RequestCryptoError) -> SecretBytes {
        try decrypt(.decryptSM2, ciphertext, capacity: messageByteCount)
    }

    private enum Operation {
        case decryptRSA, encryptSM2, decryptSM2

        var encrypts: Bool { self == .encryptSM2 }
    }

    private func decrypt(
        _ operation: Operation, _ ciphertext: Span<UInt8>, capacity: Int
    ) throws(RequestCryptoError) -> SecretBytes {
        try SecretBytes(byteCount: capacity) { output throws(RequestCryptoError) in
            try run(operation, on: ciphertext, into: &output)
        }
    }

    private func run(
        _ operation: Operation, on input: Span<UInt8>, into output: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) {
        guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else {
            throw OpenSSLLibrary.failure("make a key context")
        }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        let isReady =
            switch operation {
            case .encryptSM2: unsafe EVP_PKEY_encrypt_init(context) == 1
            case .decryptSM2: unsafe EVP_PKEY_decrypt_init(context) == 1
            case .decryptRSA:
                unsafe EVP_PKEY_decrypt_init(context) == 1
                    && EVP_PKEY_CTX_set_rsa_padding(context, RSA_NO_PADDING) == 1
            }
        guard isReady else { throw OpenSSLLibrary.failure("set up a key operation") }
        let isDone = unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
            unsafe input.withUnsafeBufferPointer { input in
                var byteCount = buffer.count
                let status =
                    operation.encrypts
                    ? unsafe EVP_PKEY_encrypt(context, buffer.baseAddress, &byteCount, input.baseAddress, input.count)
                    : unsafe EVP_PKEY_decrypt(context, buffer.baseAddress, &byteCount, input.baseAddress, input.count)
                // After an error the bytes may be anything: the count stays, and they are dropped.
                if status == 1 { initializedCount = byteCount }
                return status == 1
            }
        }
        guard isDone else {
            guard operation.encrypts else {
                // OpenSSL's reason would tell what is wrong with the ciphertext.
                ERR_clear_error()
                throw RequestCryptoError(
                    .unwrapFailed, "the wrapped key does not unwrap under this private key",
                    hint: "it was wrapped for another key, or altered")
            }
            throw OpenSSLLibrary.failure("wrap the key", .wrapFailed)
        }
    }
}
