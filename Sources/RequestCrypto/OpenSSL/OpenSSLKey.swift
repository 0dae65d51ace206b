// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL
internal import SecretMemory
internal import Synchronization

/// A public or private key in libcrypto, and the two operations on it that key wrapping needs.
///
/// Only the EVP layer is used. RSA runs without padding, because padding is ours: it has to behave
/// the same with every release, and libcrypto changed its own in 3.2.
@safe
final class OpenSSLKey: @unchecked Sendable {
    // Sendable is right: the key is not changed after it has been made. libcrypto allows one EVP_PKEY to be
    // used from several threads, each with an EVP_PKEY_CTX of its own, and guards its caches with locks. The spare
    // context is taken out of the lock for as long as a thread uses it.

    private let key: OpaquePointer

    /// A context that is set up for encryption: setting it up takes a third of the time of an RSA operation.
    private let spareContext = Mutex(Spare())

    @safe
    private struct Spare: @unchecked Sendable {
        // Sendable is right: whoever has the context has taken it out of the lock.
        var context: OpaquePointer?
    }

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
        unsafe EVP_PKEY_CTX_free(spareContext.withLock { unsafe $0.context })
        unsafe EVP_PKEY_free(key)
    }

    /// RSAEP (RFC 8017 section 5.1.1) on a block as long as the modulus.
    func encryptRSABlock(_ block: borrowing SecretBytes) throws(RequestCryptoError) -> [UInt8] {
        try block.withBytes { block throws(RequestCryptoError) in
            try run(.encryptRSA, on: block, capacity: block.count)
        }
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
            try run(.encryptSM2, on: message, capacity: message.count + 128)
        }
    }

    /// SM2 decryption of libcrypto's ASN.1 form.
    ///
    /// - Throws: `unwrapFailed`, whatever is wrong with the ciphertext.
    func decryptSM2(_ ciphertext: Span<UInt8>, messageByteCount: Int) throws(RequestCryptoError) -> SecretBytes {
        try decrypt(.decryptSM2, ciphertext, capacity: messageByteCount)
    }

    private enum Operation {
        case encryptRSA, decryptRSA, encryptSM2, decryptSM2

        var encrypts: Bool { self == .encryptRSA || self == .encryptSM2 }
        var isRSA: Bool { self == .encryptRSA || self == .decryptRSA }
    }

    private func run(
        _ operation: Operation, on input: Span<UInt8>, capacity: Int
    ) throws(RequestCryptoError) -> [UInt8] {
        try [UInt8](capacity: capacity) { output throws(RequestCryptoError) in
            try run(operation, on: input, into: &output)
        }
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
        let context: OpaquePointer
        if let spare = unsafe spare(for: operation) {
            unsafe context = spare
        } else {
            unsafe context = try makeContext(for: operation)
        }
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
            unsafe EVP_PKEY_CTX_free(context)
            guard operation.encrypts else {
                // OpenSSL's reason would tell what is wrong with the ciphertext.
                ERR_clear_error()
                throw RequestCryptoError(
                    .unwrapFailed, "the wrapped key does not unwrap under this private key",
                    hint: "it was wrapped for another key, or altered")
            }
            throw OpenSSLLibrary.failure("wrap the key", .wrapFailed)
        }
        unsafe keep(context, for: operation)
    }

    private func makeContext(for operation: Operation) throws(RequestCryptoError) -> OpaquePointer {
        guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else {
            throw OpenSSLLibrary.failure("make a key context")
        }
        var isReady =
            operation.encrypts
            ? unsafe EVP_PKEY_encrypt_init(context) == 1 : unsafe EVP_PKEY_decrypt_init(context) == 1
        if operation.isRSA { isReady = unsafe isReady && EVP_PKEY_CTX_set_rsa_padding(context, RSA_NO_PADDING) == 1 }
        guard isReady else {
            unsafe EVP_PKEY_CTX_free(context)
            throw OpenSSLLibrary.failure("set up a key operation")
        }
        return unsafe context
    }

    /// The context of an encryption that is over, for this thread alone until it is kept again.
    private func spare(for operation: Operation) -> OpaquePointer? {
        guard operation.encrypts else { return nil }
        return unsafe spareContext.withLock { spare in
            defer { unsafe spare.context = nil }
            return unsafe spare.context
        }
    }

    private func keep(_ context: OpaquePointer, for operation: Operation) {
        let unused = spareContext.withLock { spare in
            guard operation.encrypts, unsafe spare.context == nil else { return unsafe Spare(context: context) }
            unsafe spare.context = context
            return Spare()
        }
        unsafe EVP_PKEY_CTX_free(unused.context)
    }
}
