// SPDX-License-Identifier: Apache-2.0

/// Encrypts one message in pieces of any length.
///
/// ```swift
/// var encryptor = try ContentEncryptor(.sm4GCM, key: key, iv: iv)
/// try encryptor.update(first, into: &ciphertext)
/// try encryptor.update(second, into: &ciphertext)
/// let tag = try encryptor.finish(into: &ciphertext)
/// ```
///
/// The pieces do not show in the ciphertext. Nothing is allocated after ``init(_:key:iv:backend:)``.
/// The library's copy of the key, and up to 15 bytes of plaintext that wait for the rest of their
/// block, are wiped when the encryptor goes, whether it was finished or not.
public struct ContentEncryptor: ~Copyable {
    private let cipher: ContentCipher
    private let isAuthenticated: Bool
    private var partialBlock = BlockBuffer()
    private var length = GCMLength()

    /// The library that does the work.
    public let backend: ContentBackend

    /// Begins a message.
    ///
    /// The first use of a backend for an algorithm checks a known answer, in well under a millisecond.
    ///
    /// - Parameters:
    ///   - algorithm: the cipher
    ///   - key: the data key, 32 bytes for AES-256-CBC or 16 for SM4-GCM; the caller wipes it
    ///   - iv: 16 bytes that nobody can foretell for AES-256-CBC, or 12 bytes for SM4-GCM that have never
    ///     been used with this key; not secret
    ///   - backend: the library to use, or `nil` for the fastest available
    /// - Throws: `invalidKey` or `invalidIV` for a wrong length; `algorithmUnavailable` when the backend,
    ///   or every backend, lacks the algorithm; `selfTestFailed` when the backend gave a wrong known
    ///   answer; `libraryFailure` when it runs out of memory.
    public init(
        _ algorithm: ContentAlgorithm, key: Span<UInt8>, iv: Span<UInt8>, backend: ContentBackend? = nil
    ) throws(RequestCryptoError) {
        try self.init(algorithm, key: key, iv: iv, backend: backend, selfTests: .shared)
    }

    package init(
        _ algorithm: ContentAlgorithm, key: Span<UInt8>, iv: Span<UInt8>, backend: ContentBackend?,
        selfTests: SelfTests
    ) throws(RequestCryptoError) {
        let backend = try ContentBackend.resolve(backend, for: algorithm)
        try selfTests.require(.content(algorithm, backend))
        try self.init(untested: algorithm, key: key, iv: iv, backend: backend)
    }

    /// Begins a message without asking for the known answer, which is computed through this.
    init(
        untested algorithm: ContentAlgorithm, key: Span<UInt8>, iv: Span<UInt8>, backend: ContentBackend
    ) throws(RequestCryptoError) {
        cipher = try ContentCipher(algorithm, .encrypt, key: key, iv: iv, backend: backend)
        isAuthenticated = algorithm.isAuthenticated
        self.backend = backend
    }

    /// Takes associated data, before the first piece; SM4-GCM only.
    ///
    /// The protocol has none: this is for known answers of the standard, which do.
    package mutating func authenticate(_ associatedData: Span<UInt8>) throws(RequestCryptoError) {
        precondition(isAuthenticated, "AES-256-CBC takes no associated data")
        try cipher.authenticate(associatedData)
    }

    /// Encrypts the next piece.
    ///
    /// Appends as many bytes as `plaintext` has for SM4-GCM, and up to 15 fewer or more for AES-256-CBC.
    ///
    /// - Precondition: `ciphertext` has room for 15 bytes more than `plaintext` has.
    /// - Throws: `sizeLimitExceeded` when an SM4-GCM message grows beyond 2^36 - 32 bytes;
    ///   `libraryFailure`. The message cannot be continued after an error.
    public mutating func update(
        _ plaintext: Span<UInt8>, into ciphertext: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) {
        if isAuthenticated {
            try length.add(plaintext.count)
            try cipher.process(plaintext, into: &ciphertext)
            return
        }
        var rest = plaintext
        if partialBlock.count > 0 {
            rest = rest.extracting(droppingFirst: partialBlock.take(from: rest))
            guard partialBlock.isFull else { return }
            try encryptPartialBlock(into: &ciphertext)
        }
        let wholeBlocks = rest.count - rest.count % BlockBuffer.capacity
        try cipher.process(rest.extracting(first: wholeBlocks), into: &ciphertext)
        _ = partialBlock.take(from: rest.extracting(droppingFirst: wholeBlocks))
    }

    /// Ends the message.
    ///
    /// Appends the padded last block, 16 bytes, for AES-256-CBC, and nothing for SM4-GCM.
    ///
    /// - Precondition: `ciphertext` has room for 16 bytes for AES-256-CBC.
    /// - Returns: the tag for SM4-GCM; `nil` for AES-256-CBC, which has none.
    /// - Throws: `libraryFailure`.
    public consuming func finish(
        into ciphertext: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) -> AuthenticationTag? {
        if isAuthenticated { return try cipher.tag() }
        partialBlock.pad()
        try encryptPartialBlock(into: &ciphertext)
        return nil
    }

    private mutating func encryptPartialBlock(into ciphertext: inout OutputSpan<UInt8>) throws(RequestCryptoError) {
        try partialBlock.withBytes { block throws(RequestCryptoError) in
            try cipher.process(block, into: &ciphertext)
        }
        partialBlock.removeAll()
    }
}

extension ContentEncryptor {
    /// Encrypts a message that is in memory as a whole.
    ///
    /// - Returns: the ciphertext, ``ContentAlgorithm/ciphertextByteCount(forPlaintext:)`` bytes, and the
    ///   tag for SM4-GCM.
    /// - Throws: what ``init(_:key:iv:backend:)`` and ``update(_:into:)`` throw.
    public static func seal(
        _ plaintext: Span<UInt8>, _ algorithm: ContentAlgorithm, key: Span<UInt8>, iv: Span<UInt8>,
        backend: ContentBackend? = nil
    ) throws(RequestCryptoError) -> (ciphertext: [UInt8], tag: AuthenticationTag?) {
        var tag: AuthenticationTag?
        let capacity = algorithm.ciphertextByteCount(forPlaintext: plaintext.count)
        let ciphertext = try [UInt8](capacity: capacity) { output throws(RequestCryptoError) in
            var encryptor = try ContentEncryptor(algorithm, key: key, iv: iv, backend: backend)
            try encryptor.update(plaintext, into: &output)
            tag = try encryptor.finish(into: &output)
        }
        return (ciphertext, tag)
    }
}
