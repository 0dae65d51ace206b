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

    /// Base64 text decoded at once: text, ciphertext and plaintext of a chunk stay in the first-level cache.
    private static let chunk = 16 * 1024

    /// Decodes and decrypts one string.
    func plaintext(
        of value: JSONDocument.Value, index: Int, in source: Span<UInt8>, key: Span<UInt8>
    ) throws(RequestCryptoError) -> [UInt8] {
        let tag = tags.indices.contains(index) ? tags[index] : []
        guard document.isPlainString(value) else {
            // Some writers escape the slashes of base64.
            let text = document.unescapedBytes(of: value, in: source) ?? []
            return try open(text.span, tag: tag.span, key: key)
        }
        return try open(source.extracting(document.contentRange(of: value)), tag: tag.span, key: key)
    }

    private func open(
        _ text: Span<UInt8>, tag: Span<UInt8>, key: Span<UInt8>
    ) throws(RequestCryptoError) -> [UInt8] {
        let ciphertext = ScratchBuffer(byteCount: Self.chunk)
        // What a stream cipher or CBC gives out is never longer than what goes in.
        let capacity = Base64.maximumDecodedByteCount(forByteCount: text.count)
        return try [UInt8](capacity: capacity) { output throws(RequestCryptoError) in
            do throws(RequestCryptoError) {
                try decrypt(text, tag: tag, key: key, through: ciphertext, into: &output)
            } catch {
                // Nothing that failed its check may be found later in freed memory.
                var unverified = output.mutableSpan
                wipe(&unverified)
                throw error
            }
        }
    }

    private func decrypt(
        _ text: Span<UInt8>, tag: Span<UInt8>, key: Span<UInt8>, through ciphertext: borrowing ScratchBuffer,
        into output: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) {
        var decryptor = try ContentDecryptor(algorithm, key: key, iv: iv.span)
        var decoder = Base64Decoder()
        var offset = 0
        while offset < text.count {
            let piece = text.extracting(offset..<min(offset + Self.chunk, text.count))
            offset += piece.count
            var room = unsafe OutputSpan(buffer: ciphertext.storage, initializedCount: 0)
            do throws(Base64Error) { try decoder.update(piece, into: &room) } catch { throw Self.malformed(error) }
            try decryptor.update(room.span, intoUnverified: &output)
        }
        var room = unsafe OutputSpan(buffer: ciphertext.storage, initializedCount: 0)
        do throws(Base64Error) { try decoder.finish(into: &room) } catch { throw Self.malformed(error) }
        try decryptor.update(room.span, intoUnverified: &output)
        try decryptor.finish(intoUnverified: &output, tag: tag)
    }

    private static func malformed(_ error: Base64Error) -> RequestCryptoError {
        RequestCryptoError(.malformedBase64, "a ciphertext is not base64: \(error.message)")
    }
}
