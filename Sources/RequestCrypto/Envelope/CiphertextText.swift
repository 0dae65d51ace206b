// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream

/// The base64 text of one ciphertext on its way to plaintext, in pieces that stay in the first-level cache.
struct CiphertextText: ~Copyable {
    /// Text that is taken at once.
    static let chunk = 16 * 1024

    private var decoder = Base64Decoder()
    private var decryptor: ContentDecryptor
    private let ciphertext = ScratchBuffer(byteCount: chunk)

    init(_ algorithm: ContentAlgorithm, key: Span<UInt8>, iv: Span<UInt8>) throws(RequestCryptoError) {
        decryptor = try ContentDecryptor(algorithm, key: key, iv: iv)
    }

    /// Decodes and decrypts the next piece, at most a chunk, which takes no more room than the text.
    mutating func update(
        _ text: Span<UInt8>, intoUnverified plaintext: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) {
        var room = unsafe OutputSpan(buffer: ciphertext.storage, initializedCount: 0)
        do throws(Base64Error) { try decoder.update(text, into: &room) } catch { throw Self.malformed(error) }
        try decryptor.update(room.span, intoUnverified: &plaintext)
    }

    /// Ends the message, and checks what can be checked.
    consuming func finish(
        intoUnverified plaintext: inout OutputSpan<UInt8>, tag: Span<UInt8>
    ) throws(RequestCryptoError) {
        var none = OutputSpan<UInt8>()
        do throws(Base64Error) { try decoder.finish(into: &none) } catch { throw Self.malformed(error) }
        try decryptor.finish(intoUnverified: &plaintext, tag: tag)
    }

    private static func malformed(_ error: Base64Error) -> RequestCryptoError {
        RequestCryptoError(.malformedBase64, "a ciphertext is not base64: \(error.message)")
    }
}
