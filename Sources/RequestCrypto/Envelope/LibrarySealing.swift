// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestDigests
internal import StrictJSON

/// A body that the system's libraries seal, chunk by chunk: the portable path, and the reference for the kernels.
struct LibrarySealing: ~Copyable {
    private let isMedia: Bool
    private var encryptor: ContentEncryptor
    private var mediaEncoder = Base64Encoder()
    private var textEncoder = Base64Encoder()
    private var hasher = SHA256Hasher()
    private var hashes = true
    private let chunks: ScratchBuffer

    /// Media bytes of one chunk.
    ///
    /// Its plaintext, ciphertext and text take 40 KiB together, which the caches next to the core hold. Chunks of 1152
    /// to 9216 bytes took the same time with AES, within 3 %; with SM4-GCM the calls for chunks of 576 bytes cost 15 %.
    /// To ask for the next chunk and for the room of its text ahead, as the kernels do, cost up to 1 %.
    /// A multiple of 36, so that both base64 steps and the cipher see whole groups.
    private static let mediaChunk = 9216
    private static let plaintextChunk = mediaChunk / 3 * 4
    /// Room for what a chunk can leave over in an encoder or the cipher, a cache line.
    static let slack = 64
    private static let room = plaintextChunk + slack

    init(
        _ algorithm: ContentAlgorithm, isMedia: Bool, key: Span<UInt8>, iv: Span<UInt8>
    ) throws(RequestCryptoError) {
        encryptor = try ContentEncryptor(algorithm, key: key, iv: iv)
        self.isMedia = isMedia
        chunks = ScratchBuffer(byteCount: 2 * Self.room)
    }

    /// Where a chunk of plaintext is, while it is on its way to the cipher.
    private var plaintext: UnsafeMutableBufferPointer<UInt8> { unsafe chunks.part(0..<Self.room) }
    /// Where a chunk of ciphertext is.
    private var ciphertext: UnsafeMutableBufferPointer<UInt8> { unsafe chunks.part(Self.room..<2 * Self.room) }

    /// Leaves the hash of all text to someone else.
    mutating func leaveHash() { hashes = false }

    /// Appends text outside the ciphertext.
    mutating func add(text: Span<UInt8>, into output: inout OutputSpan<UInt8>) {
        let begin = output.count
        output.append(copying: text)
        if hashes { hasher.update(output.span.extracting(begin...)) }
    }

    /// Encrypts plaintext around the content.
    mutating func add(
        plaintext: Span<UInt8>, into output: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) {
        try encrypt(plaintext, into: &output)
    }

    /// Seals content and appends its text.
    mutating func update(_ bytes: Span<UInt8>, into output: inout OutputSpan<UInt8>) throws(RequestCryptoError) {
        let chunk = isMedia ? Self.mediaChunk : Self.plaintextChunk
        var offset = 0
        while offset < bytes.count {
            let piece = bytes.extracting(offset..<min(offset + chunk, bytes.count))
            offset += piece.count
            guard isMedia else {
                try encrypt(piece, into: &output)
                continue
            }
            var room = unsafe OutputSpan(buffer: plaintext, initializedCount: 0)
            mediaEncoder.update(piece, into: &room)
            try encrypt(room.span, into: &output)
        }
    }

    /// Ends the content.
    mutating func endContent(into output: inout OutputSpan<UInt8>) throws(RequestCryptoError) {
        guard isMedia else { return }
        var room = unsafe OutputSpan(buffer: plaintext, initializedCount: 0)
        // An encoder is used up by finishing it; the fresh one is never fed.
        let encoder = exchange(&mediaEncoder, with: Base64Encoder())
        encoder.finish(into: &room)
        try encrypt(room.span, into: &output)
    }

    /// Ends the ciphertext, appends its text and the tail of `text`, and gives the digest of all text.
    consuming func finish(
        into output: inout OutputSpan<UInt8>, text: EnvelopeText
    ) throws(RequestCryptoError) -> SHA256Digest {
        let start = output.count
        var room = unsafe OutputSpan(buffer: ciphertext, initializedCount: 0)
        let tag = try encryptor.finish(into: &room)
        textEncoder.update(room.span, into: &output)
        textEncoder.finish(into: &output)
        extendLifetime(chunks)
        text.tail(tag) { output.append(copying: $0) }
        if hashes { hasher.update(output.span.extracting(start...)) }
        return hasher.finish()
    }

    /// Encrypts at most one chunk of plaintext and appends its base64 to the output.
    private mutating func encrypt(
        _ piece: Span<UInt8>, into output: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) {
        var room = unsafe OutputSpan(buffer: ciphertext, initializedCount: 0)
        try encryptor.update(piece, into: &room)
        let begin = output.count
        textEncoder.update(room.span, into: &output)
        if hashes { hasher.update(output.span.extracting(begin...)) }
    }
}
