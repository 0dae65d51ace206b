// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto

/// The base64 of one ciphertext on its way to plaintext: decoded and decrypted in one pass, in pieces that stay in the
/// first-level cache.
enum SealedText {
    /// Characters that are taken at once: whole groups of four, so that a piece decodes without its neighbours.
    static let pieceByteCount = 16 * 1024

    private static let standIn = [UInt8](repeating: UInt8(ascii: "A"), count: pieceByteCount)

    /// Appends what the text decrypts to, at most 15 bytes more than it stands for; checked only as far as `isGood`.
    ///
    /// From the first piece on that is no base64, a piece of the same length takes the place of each: every piece is
    /// decoded and decrypted, whatever is wrong with it. The piece that failed is begun twice, and where that one is
    /// its sender knows.
    ///
    /// - Parameters:
    ///   - isGood: false from here on when the text is no base64, or does not open
    ///   - work: what was done, which depends on nothing but the length of the text
    /// - Throws: what the cipher cannot do at all, such as `libraryFailure`.
    static func open(
        _ text: Span<UInt8>, _ algorithm: ContentAlgorithm, key: Span<UInt8>, iv: Span<UInt8>, tag: Span<UInt8>,
        intoUnverified plaintext: inout OutputSpan<UInt8>, isGood: inout Bool, work: inout EnvelopeReader.Work
    ) throws(RequestCryptoError) {
        let standIn = Self.standIn
        _ = try [UInt8](capacity: Base64Decoder.maximumByteCount(forUpdate: pieceByteCount)) {
            room throws(RequestCryptoError) in
            var decoder = Base64Decoder()
            var decryptor = try ContentDecryptor(algorithm, key: key, iv: iv)
            var isBase64 = true
            var position = 0
            while position < text.count {
                let count = min(pieceByteCount, text.count - position)
                if isBase64 {
                    let piece = text.extracting(position..<position + count)
                    do throws(Base64Error) { try decoder.update(piece, into: &room) } catch { isBase64 = false }
                }
                if !isBase64 {
                    room.removeAll()
                    // Groups of A have nothing that could be wrong with them.
                    let whole = standIn.span.extracting(first: count / 4 * 4)
                    _ = try? Base64.decode(whole, into: &room)
                }
                work.decodedCharacters += count
                work.decryptedBytes += room.count
                try decryptor.update(room.span, intoUnverified: &plaintext)
                room.removeAll()
                position += count
            }
            var none = OutputSpan<UInt8>()
            do throws(Base64Error) { try decoder.finish(into: &none) } catch { isBase64 = false }
            do throws(RequestCryptoError) {
                try decryptor.finish(intoUnverified: &plaintext, tag: tag)
            } catch {
                isGood = false
            }
            if !isBase64 { isGood = false }
        }
    }
}
