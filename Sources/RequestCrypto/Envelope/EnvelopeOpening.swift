// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import SecretMemory
internal import StrictJSON

/// The way from the encrypted strings of one message to their plaintexts.
struct EnvelopeOpening {
    let document: JSONDocument
    let algorithm: ContentAlgorithm
    let iv: [UInt8]
    /// One tag for each string, or none.
    let tags: [[UInt8]]
    /// Where the one ciphertext stands in the message, when the document leaves it out.
    var ciphertext: Range<Int>?

    /// Decodes and decrypts one string.
    func plaintext(
        of value: JSONDocument.Value, index: Int, in source: Span<UInt8>, key: Span<UInt8>
    ) throws(RequestCryptoError) -> [UInt8] {
        let tag = tags.indices.contains(index) ? tags[index] : []
        guard let range = plainRange(of: value) else {
            // Some writers escape the slashes of base64.
            let text = document.unescapedBytes(of: value, in: source) ?? []
            return try plaintext(of: text.span, tag: tag.span, key: key)
        }
        return try plaintext(of: source.extracting(range), tag: tag.span, key: key)
    }

    /// The media of a whole body, without its JSON text on the way; `nil` for a body in another form than the sealer's.
    ///
    /// Only where there is no tag to wait for: what has not been checked is not to be read.
    func media(
        of value: JSONDocument.Value, in source: Span<UInt8>, key: Span<UInt8>
    ) throws(RequestCryptoError) -> OpenedMedia? {
        guard !algorithm.isAuthenticated, let range = plainRange(of: value) else { return nil }
        let text = source.extracting(range)
        let capacity = Base64.maximumDecodedByteCount(
            forByteCount: Base64.maximumDecodedByteCount(forByteCount: text.count))
        var kind: MediaKind?
        var bytes = try Self.bytes(capacity: capacity) { output throws(RequestCryptoError) in
            kind = try media(of: text, key: key, into: &output)
        }
        guard let kind else {
            wipe(&bytes)
            return nil
        }
        return OpenedMedia(kind: kind, algorithm: algorithm, bytes: bytes)
    }

    /// Where a string stands that has no escapes.
    private func plainRange(of value: JSONDocument.Value) -> Range<Int>? {
        if let ciphertext { return ciphertext }
        return document.isPlainString(value) ? document.contentRange(of: value) : nil
    }

    private func media(
        of text: Span<UInt8>, key: Span<UInt8>, into output: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) -> MediaKind? {
        var opening = try CiphertextText(algorithm, key: key, iv: iv.span)
        var media = MediaText()
        let plaintext = ScratchBuffer(byteCount: CiphertextText.chunk)
        var offset = 0
        while offset < text.count {
            let piece = text.extracting(offset..<min(offset + CiphertextText.chunk, text.count))
            offset += piece.count
            var room = unsafe OutputSpan(buffer: plaintext.storage, initializedCount: 0)
            try opening.update(piece, intoUnverified: &room)
            guard media.update(room.span, into: &output) else { return nil }
        }
        var room = unsafe OutputSpan(buffer: plaintext.storage, initializedCount: 0)
        let noTag: [UInt8] = []
        try opening.finish(intoUnverified: &room, tag: noTag.span)
        return media.update(room.span, into: &output) ? media.finish() : nil
    }

    private func plaintext(
        of text: Span<UInt8>, tag: Span<UInt8>, key: Span<UInt8>
    ) throws(RequestCryptoError) -> [UInt8] {
        // What a stream cipher or CBC gives out is never longer than what goes in.
        let capacity = Base64.maximumDecodedByteCount(forByteCount: text.count)
        return try Self.bytes(capacity: capacity) { output throws(RequestCryptoError) in
            var opening = try CiphertextText(algorithm, key: key, iv: iv.span)
            var offset = 0
            while offset < text.count {
                let piece = text.extracting(offset..<min(offset + CiphertextText.chunk, text.count))
                offset += piece.count
                try opening.update(piece, intoUnverified: &output)
            }
            try opening.finish(intoUnverified: &output, tag: tag)
        }
    }

    /// Has `body` write bytes that are wiped when it throws.
    private static func bytes(
        capacity: Int, _ body: (inout OutputSpan<UInt8>) throws(RequestCryptoError) -> Void
    ) throws(RequestCryptoError) -> [UInt8] {
        try [UInt8](capacity: capacity) { output throws(RequestCryptoError) in
            LargeMemory.expectWrites(to: &output)
            do throws(RequestCryptoError) {
                try body(&output)
            } catch {
                // Nothing that failed its check may be found later in freed memory.
                var unverified = output.mutableSpan
                wipe(&unverified)
                throw error
            }
        }
    }
}
