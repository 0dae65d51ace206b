// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import StrictJSON

/// The fixed text around a whole-body ciphertext, and the sizes that follow from it.
///
/// The tag of SM4-GCM is known last, so `Encryption` stands after `EncryptedBody`:
/// `{"EncryptedBody":"…","Encryption":{"EncryptList":["EncryptionBody"],…}}`.
struct EnvelopeText {
    /// What stands before the base64 of the ciphertext.
    static let head = Array(#"{"EncryptedBody":""#.utf8)

    let ciphertextBlob: String
    let iv: String
    let algorithm: ContentAlgorithm

    /// What stands after the base64 of the ciphertext.
    func tail(tags: [String]) -> [UInt8] {
        let encryption = Encryption(
            encryptList: [Encryption.bodyEntry], ciphertextBlob: ciphertextBlob, iv: iv, algorithm: algorithm,
            tagList: tags)
        return Array(#"","Encryption":"#.utf8) + encryption.json.serialized() + Array("}".utf8)
    }

    /// The exact size of the wire body for a plaintext of so many bytes.
    func byteCount(forPlaintext plaintextByteCount: Int) -> Int {
        let ciphertext = algorithm.ciphertextByteCount(forPlaintext: plaintextByteCount)
        return Self.head.count + Base64.encodedByteCount(forByteCount: ciphertext) + tailByteCount
    }

    /// The size of the tail, which does not depend on the tag's value.
    var tailByteCount: Int {
        let tags =
            algorithm.isAuthenticated
            ? [String(repeating: "A", count: Base64.encodedByteCount(forByteCount: algorithm.tagByteCount))] : []
        return tail(tags: tags).count
    }
}

extension AuthenticationTag {
    /// The tag as `TagList` carries it.
    var base64: String {
        let bytes = bytes
        return Base64.encodeToString(bytes.span)
    }
}
