// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import StrictJSON

/// The media in the JSON text of a body, read while the text is still being decrypted.
///
/// Only the form that ``BodySealer`` writes is read this way: `FaceInput` first, as plain base64. Its text is decoded
/// where it is decrypted, in the first-level cache, and never held; what stands around it is parsed like any other
/// body. All other bodies are for ``OpenedMedia/init(of:algorithm:)``, which gives the same media for this form too.
struct MediaText: ~Copyable {
    static let inputName = "FaceInput"
    static let typeName = "FaceInputType"

    /// What stands after the media is short; more of it is another form.
    private static let longestTail = 1024
    private static let quotationMark = UInt8(ascii: "\"")

    private let head = BodyContent.media(.image).head
    private var headCount = 0
    private var decoder = Base64Decoder()
    private var textByteCount = 0
    /// The text around the media, without it.
    ///
    /// Wiped when this goes: what was decrypted with a wrong key may be anything.
    private let surroundings: ScratchBuffer
    private var tailByteCount = 0

    init() {
        surroundings = ScratchBuffer(byteCount: head.count + Self.longestTail)
        for index in head.indices { unsafe surroundings.storage[index] = head[index] }
    }

    /// Takes the next piece of the text, and appends the media in it.
    ///
    /// - Returns: Whether the text still has the form that this can read.
    mutating func update(_ text: Span<UInt8>, into media: inout OutputSpan<UInt8>) -> Bool {
        let inHead = min(text.count, head.count - headCount)
        for index in 0..<inHead where text[index] != head[headCount + index] { return false }
        headCount += inHead
        let rest = text.extracting(droppingFirst: inHead)
        guard tailByteCount == 0 else { return append(rest) }
        do throws(Base64Error) {
            try decoder.update(rest, into: &media)
            textByteCount += rest.count
            return true
        } catch {
            // The mark that ends the string stands after whole groups; a foreign byte anywhere else is not for here.
            let end = error.byteOffset - textByteCount
            guard end >= 0, end < rest.count, rest[end] == Self.quotationMark, error.byteOffset % 4 == 0 else {
                return false
            }
            return append(rest.extracting(droppingFirst: end))
        }
    }

    /// Checks what stands around the media; `nil` for another form.
    consuming func finish() -> MediaKind? {
        guard tailByteCount > 0 else { return nil }
        // The media is left out: the string is then empty, and everything else as it was.
        let text = unsafe UnsafeBufferPointer(surroundings.part(0..<head.count + tailByteCount)).span
        guard let document = try? JSONDocument(parsing: text), document.root.kind == .object else { return nil }
        return try? OpenedMedia.kind(in: document, source: text)
    }

    private mutating func append(_ text: Span<UInt8>) -> Bool {
        guard tailByteCount + text.count <= Self.longestTail else { return false }
        for index in text.indices { unsafe surroundings.storage[head.count + tailByteCount + index] = text[index] }
        tailByteCount += text.count
        return true
    }
}
