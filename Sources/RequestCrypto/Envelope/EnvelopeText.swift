// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import StrictJSON

/// The fixed text around a whole-body ciphertext, and the sizes that follow from it.
///
/// The tag of SM4-GCM is known last, so `Encryption` stands after `EncryptedBody`:
/// `{"EncryptedBody":"…","Encryption":{"EncryptList":["EncryptionBody"],…}}`. It is ``Encryption/json``, written
/// straight to bytes: a small request would spend more time on a tree of values than on its cipher.
struct EnvelopeText {
    /// What stands before the base64 of the ciphertext.
    static let head = Array(#"{"EncryptedBody":""#.utf8)
    /// What stands right after it.
    static let beforeList = Array(#"","Encryption":{"#.utf8)

    /// What stands between the base64 of the ciphertext and that of the tag.
    private let middle: [UInt8]
    private let algorithm: ContentAlgorithm

    private static let beforeBlob =
        beforeList + Array("\"EncryptList\":[\"\(Encryption.bodyEntry)\"],\"CiphertextBlob\":\"".utf8)
    private static let beforeIV = Array(#"","Iv":""#.utf8)
    private static let beforeAlgorithm = Array(#"","Algorithm":""#.utf8)
    private static let beforeTag = Array(#"","TagList":["#.utf8)
    private static let end = Array("]}}".utf8)

    private static let fixedByteCount =
        beforeBlob.count + beforeIV.count + beforeAlgorithm.count + beforeTag.count

    init(ciphertextBlob: String, iv: borrowing ContentIV, algorithm: ContentAlgorithm) {
        let blob = ciphertextBlob.utf8.span
        let name = algorithm.wireName.utf8.span
        let byteCount = Self.fixedByteCount + JSONWriter.escapedByteCount(of: blob) + iv.wireByteCount + name.count
        middle = [UInt8](capacity: byteCount) { output in
            output.append(copying: Self.beforeBlob.span)
            JSONWriter.appendEscaped(blob, to: &output)
            output.append(copying: Self.beforeIV.span)
            iv.appendWireText(to: &output)
            output.append(copying: Self.beforeAlgorithm.span)
            output.append(copying: name)
            output.append(copying: Self.beforeTag.span)
        }
        self.algorithm = algorithm
    }

    /// Gives `body` the parts of what stands after the base64 of the ciphertext, in order.
    func tail(_ tag: AuthenticationTag?, _ body: (Span<UInt8>) -> Void) {
        body(middle.span)
        if let tag {
            let text = Self.quoted(tag)
            body(text.span)
        }
        body(Self.end.span)
    }

    /// The exact size of the wire body for a plaintext of so many bytes.
    func byteCount(forPlaintext plaintextByteCount: Int) -> Int {
        Self.byteCount(forPlaintext: plaintextByteCount, middle: middle.count, algorithm)
    }

    /// The exact size of a wire body whose data key and IV are yet to be made.
    ///
    /// - Parameters:
    ///   - blobByteCount: The characters of `CiphertextBlob`, none of which JSON escapes.
    ///   - ivWireByteCount: The characters of `Iv`.
    static func byteCount(
        forPlaintext plaintextByteCount: Int, blobByteCount: Int, ivWireByteCount: Int, algorithm: ContentAlgorithm
    ) -> Int {
        let middle = fixedByteCount + blobByteCount + ivWireByteCount + algorithm.wireName.utf8.count
        return byteCount(forPlaintext: plaintextByteCount, middle: middle, algorithm)
    }

    private static func byteCount(forPlaintext plaintext: Int, middle: Int, _ algorithm: ContentAlgorithm) -> Int {
        let ciphertext = algorithm.ciphertextByteCount(forPlaintext: plaintext)
        return head.count + Base64.encodedByteCount(forByteCount: ciphertext) + tailByteCount(middle, algorithm)
    }

    /// The size of the tail, which does not depend on the tag's value.
    var tailByteCount: Int { Self.tailByteCount(middle.count, algorithm) }

    private static func tailByteCount(_ middle: Int, _ algorithm: ContentAlgorithm) -> Int {
        middle + (algorithm.isAuthenticated ? quotedTagByteCount : 0) + end.count
    }

    /// Base64 of 16 bytes and two quotation marks.
    private static let quotedTagByteCount = 26

    private static func quoted(_ tag: AuthenticationTag) -> InlineArray<26, UInt8> {
        var text = InlineArray<26, UInt8>(repeating: UInt8(ascii: "\""))
        let bytes = tag.bytes
        var characters = text.mutableSpan
        unsafe characters.withUnsafeMutableBufferPointer { buffer in
            let room = unsafe UnsafeMutableBufferPointer(rebasing: buffer[1..<buffer.count - 1])
            var output = unsafe OutputSpan(buffer: room, initializedCount: 0)
            Base64.encode(bytes.span, into: &output)
        }
        return text
    }
}

extension AuthenticationTag {
    /// The tag as `TagList` carries it.
    var base64: String {
        let bytes = bytes
        return Base64.encodeToString(bytes.span)
    }
}
