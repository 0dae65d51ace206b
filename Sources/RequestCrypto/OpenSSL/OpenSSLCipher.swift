// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL

/// A message in OpenSSL's EVP layer.
///
/// `EVP_CIPHER_CTX_free` wipes the context, and with it the key schedule and the counter.
@safe
struct OpenSSLCipher: ~Copyable {
    private let context: OpaquePointer

    static func isAvailable(for algorithm: ContentAlgorithm) -> Bool {
        unsafe FetchedCipher.of(algorithm).cipher != nil
    }

    init(
        _ algorithm: ContentAlgorithm, _ direction: ContentCipher.Direction, key: Span<UInt8>, iv: Span<UInt8>
    ) throws(RequestCryptoError) {
        guard let cipher = unsafe FetchedCipher.of(algorithm).cipher else {
            throw RequestCryptoError(.algorithmUnavailable, "OpenSSL has no \(algorithm) on this machine")
        }
        guard let context = unsafe EVP_CIPHER_CTX_new() else { throw OpenSSLLibrary.failure("make a cipher context") }
        let isReady = unsafe key.withUnsafeBufferPointer { key in
            unsafe iv.withUnsafeBufferPointer { iv in
                unsafe EVP_CipherInit_ex2(
                    context, cipher, key.baseAddress, iv.baseAddress, direction == .encrypt ? 1 : 0, nil) == 1
                    // Padding is ours: see PKCS7.
                    && EVP_CIPHER_CTX_set_padding(context, 0) == 1
            }
        }
        guard isReady else {
            unsafe EVP_CIPHER_CTX_free(context)
            throw OpenSSLLibrary.failure("take a key and an IV")
        }
        unsafe self.context = context
    }

    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    borrowing func process(_ input: Span<UInt8>, into output: inout OutputSpan<UInt8>) throws(RequestCryptoError) {
        var rest = input
        while rest.count > 0 {
            // Lengths are 32-bit here. A slice is a multiple of the block, so that no bytes are held back.
            let slice = rest.extracting(first: min(rest.count, Self.sliceByteCount))
            rest = rest.extracting(droppingFirst: slice.count)
            let isDone = unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
                unsafe slice.withUnsafeBufferPointer { source in
                    let free = unsafe UnsafeMutableBufferPointer(rebasing: buffer[initializedCount...])
                    var written: Int32 = 0
                    let status = unsafe EVP_CipherUpdate(
                        context, free.baseAddress, &written, source.baseAddress, Int32(source.count))
                    initializedCount += Int(written)
                    return status == 1 && Int(written) == source.count
                }
            }
            guard isDone else { throw OpenSSLLibrary.failure("process content") }
        }
    }

    borrowing func authenticate(_ associatedData: Span<UInt8>) throws(RequestCryptoError) {
        precondition(associatedData.count <= Self.sliceByteCount, "associated data has at most 1 GiB here")
        var taken: Int32 = 0
        let isDone = unsafe associatedData.withUnsafeBufferPointer {
            unsafe EVP_CipherUpdate(context, nil, &taken, $0.baseAddress, Int32($0.count)) == 1
        }
        guard isDone else { throw OpenSSLLibrary.failure("take associated data") }
    }

    borrowing func tag() throws(RequestCryptoError) -> AuthenticationTag {
        var bytes = InlineArray<16, UInt8>(repeating: 0)
        var span = bytes.mutableSpan
        let isDone =
            unsafe finalize()
            && span.withUnsafeMutableBufferPointer {
                unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32($0.count), $0.baseAddress) == 1
            }
        guard isDone else { throw OpenSSLLibrary.failure("compute a tag") }
        return AuthenticationTag(bytes)
    }

    borrowing func accepts(_ tag: AuthenticationTag) throws(RequestCryptoError) -> Bool {
        var bytes = tag.bytes
        var span = bytes.mutableSpan
        let isSet = unsafe span.withUnsafeMutableBufferPointer {
            unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32($0.count), $0.baseAddress) == 1
        }
        guard isSet else { throw OpenSSLLibrary.failure("take a tag") }
        // OpenSSL gives no tag while decrypting, but compares with CRYPTO_memcmp, which has no early exit.
        return finalize()
    }

    /// Ends the message: GCM computes its tag or compares it; neither mode has bytes left to write.
    private borrowing func finalize() -> Bool {
        var written: Int32 = 0
        var scratch: UInt8 = 0
        let status = unsafe EVP_CipherFinal_ex(context, &scratch, &written)
        // A tag that does not fit leaves nothing on the error queue that a later call may trip over.
        ERR_clear_error()
        return status == 1 && written == 0
    }

    private static let sliceByteCount = 1 << 30
}

/// An `EVP_CIPHER` that is looked up once: a look-up takes longer than a short message.
@safe
private struct FetchedCipher: @unchecked Sendable {
    // Sendable is right: libcrypto counts references to the method atomically and never changes what
    // it points to. It is kept for as long as the process lives.

    /// `nil` when the installed OpenSSL does not have it.
    let cipher: OpaquePointer?

    private init(_ name: String) {
        unsafe cipher = EVP_CIPHER_fetch(nil, name, nil)
        ERR_clear_error()
    }

    private static let aes256CBC = FetchedCipher("AES-256-CBC")
    private static let sm4GCM = FetchedCipher("SM4-GCM")

    static func of(_ algorithm: ContentAlgorithm) -> FetchedCipher {
        switch algorithm.base {
        case .aes256CBC: aes256CBC
        case .sm4GCM: sm4GCM
        }
    }
}
