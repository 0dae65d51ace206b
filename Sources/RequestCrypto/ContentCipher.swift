// SPDX-License-Identifier: Apache-2.0

/// One message under one key and one IV, in the library that does the work.
///
/// The seam between the streaming types and the backends. A backend sees CBC input in whole blocks
/// and never pads; GCM input comes in any lengths. It keeps nothing of the key but its schedule,
/// which the libraries wipe when the context is freed.
enum ContentCipher: ~Copyable {
    enum Direction { case encrypt, decrypt }

    case openSSL(OpenSSLCipher)
    case gcrypt(GcryptCipher)
    case kernel(KernelCipher)

    /// Checks the sizes and sets up the backend's context; its known answer is for the caller to ask for.
    init(
        _ algorithm: ContentAlgorithm, _ direction: Direction, key: Span<UInt8>, iv: Span<UInt8>,
        backend: ContentBackend
    ) throws(RequestCryptoError) {
        guard key.count == algorithm.keyByteCount else {
            throw RequestCryptoError(
                .invalidKey, "\(algorithm) takes a key of \(algorithm.keyByteCount) bytes, not \(key.count)")
        }
        guard iv.count == algorithm.ivByteCount else {
            throw RequestCryptoError(
                .invalidIV, "\(algorithm) takes an IV of \(algorithm.ivByteCount) bytes, not \(iv.count)")
        }
        switch backend.base {
        case .openSSL: self = .openSSL(try OpenSSLCipher(algorithm, direction, key: key, iv: iv))
        case .gcrypt: self = .gcrypt(try GcryptCipher(algorithm, direction, key: key, iv: iv))
        case .kernel: self = .kernel(try KernelCipher(algorithm, direction, key: key, iv: iv))
        }
    }

    /// Appends as many bytes as `input` has.
    borrowing func process(_ input: Span<UInt8>, into output: inout OutputSpan<UInt8>) throws(RequestCryptoError) {
        // Libraries do not agree on what an empty input means: some finish the message.
        guard input.count > 0 else { return }
        precondition(output.freeCapacity >= input.count, "no room for \(input.count) bytes of output")
        switch self {
        case .openSSL(let cipher): try cipher.process(input, into: &output)
        case .gcrypt(let cipher): try cipher.process(input, into: &output)
        case .kernel(let cipher): cipher.process(input, into: &output)
        }
    }

    /// Takes associated data, before the first byte of the message and for GCM only.
    borrowing func authenticate(_ associatedData: Span<UInt8>) throws(RequestCryptoError) {
        guard associatedData.count > 0 else { return }
        switch self {
        case .openSSL(let cipher): try cipher.authenticate(associatedData)
        case .gcrypt(let cipher): try cipher.authenticate(associatedData)
        case .kernel(let cipher): cipher.authenticate(associatedData)
        }
    }

    /// The tag of all that was encrypted.
    borrowing func tag() throws(RequestCryptoError) -> AuthenticationTag {
        switch self {
        case .openSSL(let cipher): try cipher.tag()
        case .gcrypt(let cipher): try cipher.tag()
        case .kernel(let cipher): cipher.tag()
        }
    }

    /// Whether `tag` fits all that was decrypted, compared without stopping at the first difference.
    borrowing func accepts(_ tag: AuthenticationTag) throws(RequestCryptoError) -> Bool {
        switch self {
        case .openSSL(let cipher): try cipher.accepts(tag)
        case .gcrypt(let cipher): try cipher.accepts(tag)
        case .kernel(let cipher): cipher.tag() == tag
        }
    }
}
