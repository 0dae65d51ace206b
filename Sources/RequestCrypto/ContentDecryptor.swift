// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory

/// Decrypts one message in pieces of any length.
///
/// What ``update(_:intoUnverified:)`` appends has not been checked: for SM4-GCM nothing is known about
/// it until ``finish(intoUnverified:tag:)`` has returned, and for AES-256-CBC nothing is ever known
/// from the cipher alone. Whoever parses or passes on unverified bytes gives attackers an oracle; when
/// the message fits in memory, use ``open(_:_:key:iv:tag:backend:)``.
///
/// The library's copy of the key is wiped when the decryptor goes. The plaintext is the caller's to
/// wipe, after an error in particular.
public struct ContentDecryptor: ~Copyable {
    private let cipher: ContentCipher
    private let isAuthenticated: Bool
    /// The end of what came, for CBC: the last block is only decrypted when it is known to be the last.
    private var heldBack = BlockBuffer()
    private var length = GCMLength()

    /// The library that does the work.
    public let backend: ContentBackend

    /// Begins a message.
    ///
    /// - Parameters:
    ///   - algorithm: the cipher
    ///   - key: the data key, 32 bytes for AES-256-CBC or 16 for SM4-GCM; the caller wipes it
    ///   - iv: 16 bytes for AES-256-CBC, 12 for SM4-GCM; not secret
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
        cipher = try ContentCipher(algorithm, .decrypt, key: key, iv: iv, backend: backend)
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

    /// Decrypts the next piece.
    ///
    /// Appends as many bytes as `ciphertext` has for SM4-GCM, and up to 16 fewer or 15 more for
    /// AES-256-CBC.
    ///
    /// - Precondition: `plaintext` has room for 15 bytes more than `ciphertext` has.
    /// - Throws: `sizeLimitExceeded` when an SM4-GCM message grows beyond 2^36 - 32 bytes;
    ///   `libraryFailure`. The message cannot be continued after an error.
    public mutating func update(
        _ ciphertext: Span<UInt8>, intoUnverified plaintext: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) {
        if isAuthenticated {
            try length.add(ciphertext.count)
            try cipher.process(ciphertext, into: &plaintext)
            return
        }
        var rest = ciphertext.extracting(droppingFirst: heldBack.take(from: ciphertext))
        guard rest.count > 0 else { return }
        // More came: the block that is held back is not the last.
        try heldBack.withBytes { block throws(RequestCryptoError) in
            try cipher.process(block, into: &plaintext)
        }
        heldBack.removeAll()
        let wholeBlocks = (rest.count - 1) - (rest.count - 1) % BlockBuffer.capacity
        try cipher.process(rest.extracting(first: wholeBlocks), into: &plaintext)
        rest = rest.extracting(droppingFirst: wholeBlocks)
        _ = heldBack.take(from: rest)
    }

    /// Ends the message and checks what can be checked.
    ///
    /// AES-256-CBC: appends the last 0 to 15 bytes when they end in valid PKCS#7 padding. All bad
    /// paddings give one and the same error. SM4-GCM: appends nothing, and compares the tag without
    /// stopping at the first difference.
    ///
    /// - Precondition: `plaintext` has room for 15 bytes for AES-256-CBC.
    /// - Parameters:
    ///   - plaintext: where the end of the plaintext goes
    ///   - tag: 16 bytes for SM4-GCM, none for AES-256-CBC
    /// - Throws: `invalidTag` when `tag` has another length than the algorithm's; `invalidCiphertext`
    ///   when AES-256-CBC got no block at all or part of one; `badPadding`; `authenticationFailed`;
    ///   `libraryFailure`. All that was appended must then be wiped.
    public consuming func finish(
        intoUnverified plaintext: inout OutputSpan<UInt8>, tag: Span<UInt8>
    ) throws(RequestCryptoError) {
        if isAuthenticated {
            let tag = try AuthenticationTag(tag)
            guard try cipher.accepts(tag) else {
                throw RequestCryptoError(
                    .authenticationFailed, "the tag does not fit the ciphertext",
                    hint: "the key, the IV, the tag and the ciphertext must belong together, unaltered")
            }
            return
        }
        guard tag.isEmpty else {
            throw RequestCryptoError(.invalidTag, "AES-256-CBC has no tag, but one of \(tag.count) bytes was given")
        }
        guard heldBack.isFull else {
            throw RequestCryptoError(
                .invalidCiphertext,
                heldBack.count == 0
                    ? "an AES-256-CBC ciphertext has at least \(BlockBuffer.capacity) bytes"
                    : "an AES-256-CBC ciphertext is a whole number of blocks of \(BlockBuffer.capacity) bytes",
                hint: "the ciphertext was cut off, or is not AES-256-CBC")
        }
        try decryptLastBlock(into: &plaintext)
    }

    private mutating func decryptLastBlock(into plaintext: inout OutputSpan<UInt8>) throws(RequestCryptoError) {
        var lastBlock = BlockBuffer()
        try lastBlock.write { output throws(RequestCryptoError) in
            try heldBack.withBytes { block throws(RequestCryptoError) in
                try cipher.process(block, into: &output)
            }
        }
        let isPadded = lastBlock.withBytes { block in
            guard let padding = PKCS7.paddingByteCount(ofLastBlock: block) else { return false }
            for index in 0..<block.count - padding { plaintext.append(block[index]) }
            return true
        }
        guard isPadded else {
            throw RequestCryptoError(
                .badPadding, "the plaintext does not end in valid padding",
                hint: "the key, the IV and the ciphertext must belong together, unaltered")
        }
    }
}

extension ContentDecryptor {
    /// Decrypts a message that is in memory as a whole, and gives it only when the checks have passed.
    ///
    /// - Parameters:
    ///   - ciphertext: all of it, without the tag
    ///   - algorithm: the cipher
    ///   - key: the data key; the caller wipes it
    ///   - iv: the IV
    ///   - tag: 16 bytes for SM4-GCM, none for AES-256-CBC
    ///   - backend: the library to use, or `nil` for the fastest available
    /// - Returns: the plaintext, which is the caller's to wipe.
    /// - Throws: what ``init(_:key:iv:backend:)``, ``update(_:intoUnverified:)`` and
    ///   ``finish(intoUnverified:tag:)`` throw. What had been decrypted until then is wiped.
    public static func open(
        _ ciphertext: Span<UInt8>, _ algorithm: ContentAlgorithm, key: Span<UInt8>, iv: Span<UInt8>,
        tag: Span<UInt8>, backend: ContentBackend? = nil
    ) throws(RequestCryptoError) -> [UInt8] {
        try [UInt8](capacity: ciphertext.count) { output throws(RequestCryptoError) in
            var decryptor = try ContentDecryptor(algorithm, key: key, iv: iv, backend: backend)
            do throws(RequestCryptoError) {
                try decryptor.update(ciphertext, intoUnverified: &output)
                try decryptor.finish(intoUnverified: &output, tag: tag)
            } catch {
                var unverified = output.mutableSpan
                wipe(&unverified)
                throw error
            }
        }
    }
}
