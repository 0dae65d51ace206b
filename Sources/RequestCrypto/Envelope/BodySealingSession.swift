// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestDigests
internal import SecretMemory
internal import StrictJSON

/// One whole body on its way into the envelope: update with content, finish once.
///
/// Content goes through in chunks that stay in the processor's cache: base64 and JSON around it when it is media,
/// then the cipher, base64 again, and SHA-256 of the text that came out. Memory does not grow with the content, and
/// nothing is read twice.
///
/// The data key lives in the session until ``finish(into:)`` hands it to the ``ResponseOpener``; it is wiped when
/// either goes.
public struct BodySealingSession: ~Copyable {
    private let content: BodyContent
    private let text: EnvelopeText
    private let dataKey: DataKey
    private var encryptor: ContentEncryptor
    private var mediaEncoder = Base64Encoder()
    private var textEncoder = Base64Encoder()
    private var hasher = SHA256Hasher()
    private let plaintext: ScratchBuffer
    private let ciphertext: ScratchBuffer
    private var contentByteCount = 0
    private var hasStarted = false

    /// Media bytes of one chunk.
    ///
    /// Its plaintext, ciphertext and text together fill about half of a 48 KiB first-level
    /// cache; a multiple of 36, so that both base64 steps and the cipher see whole groups.
    private static let mediaChunk = 9216
    private static let plaintextChunk = mediaChunk / 3 * 4
    /// Room for what a chunk can leave over in an encoder or the cipher.
    private static let slack = 64

    /// Starts a body under a data key that nothing else uses.
    init(
        _ content: BodyContent, dataKey: consuming DataKey, iv: borrowing ContentIV
    ) throws(RequestCryptoError) {
        let encryptor = try dataKey.withKey { key throws(RequestCryptoError) in
            try ContentEncryptor(dataKey.algorithm, key: key, iv: iv.bytes.span)
        }
        self.content = content
        self.encryptor = encryptor
        text = EnvelopeText(
            ciphertextBlob: dataKey.ciphertextBlob, iv: iv.wireText, algorithm: dataKey.algorithm)
        plaintext = ScratchBuffer(byteCount: Self.plaintextChunk + Self.slack)
        ciphertext = ScratchBuffer(byteCount: Self.plaintextChunk + Self.slack)
        self.dataKey = dataKey
    }

    /// The exact size of the sealed body in bytes, for content of so many bytes.
    public func sealedByteCount(forContent byteCount: Int) -> Int {
        text.byteCount(forPlaintext: content.plaintextByteCount(forContent: byteCount))
    }

    /// The most bytes that one ``update(_:into:)`` with so much content appends.
    public func maximumByteCount(forUpdate byteCount: Int) -> Int {
        let plaintext = content.plaintextByteCount(forContent: byteCount)
        return EnvelopeText.head.count + Base64.encodedByteCount(forByteCount: plaintext + Self.slack)
    }

    /// The most bytes that ``finish(into:)`` appends.
    public var maximumByteCountForFinish: Int {
        maximumByteCount(forUpdate: 0) + text.tailByteCount
    }

    /// Seals more content.
    ///
    /// - Parameters:
    ///   - bytes: Any number of bytes; where the content is cut makes no difference to the result.
    ///   - output: Takes the text; room for ``maximumByteCount(forUpdate:)`` bytes is enough.
    /// - Throws: `sizeLimitExceeded` when the algorithm takes no more, `libraryFailure`.
    public mutating func update(
        _ bytes: Span<UInt8>, into output: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) {
        try start(into: &output)
        contentByteCount += bytes.count
        let isMedia = content.mediaKind != nil
        let chunk = isMedia ? Self.mediaChunk : Self.plaintextChunk
        var offset = 0
        while offset < bytes.count {
            let piece = bytes.extracting(offset..<min(offset + chunk, bytes.count))
            offset += piece.count
            guard isMedia else {
                try encrypt(piece, into: &output)
                continue
            }
            var room = unsafe OutputSpan(buffer: plaintext.storage, initializedCount: 0)
            mediaEncoder.update(piece, into: &room)
            try encrypt(room.span, into: &output)
        }
    }

    /// Ends the body.
    ///
    /// - Parameter output: Takes the rest of the text; room for ``maximumByteCountForFinish`` bytes is enough.
    /// - Returns: The digest of all the text, and the key to the reply.
    /// - Throws: `emptyBody` when there was no content, `libraryFailure`.
    public consuming func finish(
        into output: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) -> SealedBodySummary {
        guard contentByteCount > 0 else {
            throw RequestCryptoError(.emptyBody, "there is nothing to seal: the body is empty")
        }
        try finishPlaintext(into: &output)

        let start = output.count
        let storage = unsafe ciphertext.storage
        var room = unsafe OutputSpan(buffer: storage, initializedCount: 0)
        let tag = try encryptor.finish(into: &room)
        textEncoder.update(room.span, into: &output)
        textEncoder.finish(into: &output)
        extendLifetime(ciphertext)
        let tail = text.tail(tags: tag.map { [$0.base64] } ?? [])
        output.append(copying: tail.span)
        hasher.update(output.span.extracting(start...))

        return SealedBodySummary(
            contentByteCount: contentByteCount, sha256: hasher.finish(), algorithm: dataKey.algorithm,
            responseOpener: ResponseOpener(dataKey: dataKey))
    }

    // MARK: - Steps

    private mutating func start(into output: inout OutputSpan<UInt8>) throws(RequestCryptoError) {
        guard !hasStarted else { return }
        hasStarted = true
        let begin = output.count
        let text = EnvelopeText.head
        output.append(copying: text.span)
        hasher.update(output.span.extracting(begin...))
        let head = content.head
        try encrypt(head.span, into: &output)
    }

    /// Encrypts at most one chunk of plaintext and appends its base64 to the output.
    private mutating func encrypt(
        _ piece: Span<UInt8>, into output: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) {
        var room = unsafe OutputSpan(buffer: ciphertext.storage, initializedCount: 0)
        try encryptor.update(piece, into: &room)
        let begin = output.count
        textEncoder.update(room.span, into: &output)
        hasher.update(output.span.extracting(begin...))
    }

    private mutating func finishPlaintext(into output: inout OutputSpan<UInt8>) throws(RequestCryptoError) {
        if content.mediaKind != nil {
            var room = unsafe OutputSpan(buffer: plaintext.storage, initializedCount: 0)
            // An encoder is used up by finishing it; the fresh one is never fed.
            let encoder = exchange(&mediaEncoder, with: Base64Encoder())
            encoder.finish(into: &room)
            try encrypt(room.span, into: &output)
        }
        let tail = content.tail
        try encrypt(tail.span, into: &output)
    }
}
