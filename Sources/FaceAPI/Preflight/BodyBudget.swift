// SPDX-License-Identifier: Apache-2.0

public import RequestCrypto

/// How large a request body gets, and how much media fits into one.
///
/// The documentation limits a body to "10 MB" and does not say whether that is 10,000,000 or 10,485,760
/// bytes: between the two a body may be refused, above both it is.
public enum BodyBudget {
    /// The most bytes that are certain to be taken: 10,000,000.
    public static let recommended = 10_000_000
    /// The most bytes that can be taken: 10 MiB, 10,485,760.
    public static let maximum = 10_485_760

    /// The bytes of `count` bytes in base64 with padding (RFC 4648 section 4).
    ///
    /// - Precondition: `count` is not negative and less than half of `Int.max`.
    public static func base64ByteCount(of count: Int) -> Int { (count + 2) / 3 * 4 }

    /// The most bytes whose base64 has at most `limit` characters.
    public static func byteCount(fittingBase64 limit: Int) -> Int { max(0, limit) / 4 * 3 }

    /// The bytes of a body that encrypts `count` bytes of JSON as a whole.
    ///
    /// - Parameters:
    ///   - count: the bytes of the plain JSON.
    ///   - encryption: the cipher.
    ///   - ciphertextBlobByteCount: the characters of `CiphertextBlob`; nil for the vendor's published keys.
    public static func encryptedBodyByteCount(
        forPlaintext count: Int, encryption: ContentAlgorithm, ciphertextBlobByteCount: Int? = nil
    ) -> Int {
        base64ByteCount(of: encryption.ciphertextByteCount(forPlaintext: count))
            + frameByteCount(encryption, ciphertextBlobByteCount)
    }

    /// How many bytes of media fit into `{"FaceInput":"…","FaceInputType":1}`, plain or encrypted.
    ///
    /// At 10 MiB that is 7,864,293 bytes plain and 5,898,021 bytes under AES-256-CBC: the media is base64
    /// inside what is encrypted and written in base64 again.
    ///
    /// - Parameters:
    ///   - encryption: the cipher of the whole body; nil for a plain one.
    ///   - budget: the most bytes that the body may have.
    ///   - ciphertextBlobByteCount: the characters of `CiphertextBlob`; nil for the vendor's published keys.
    /// - Returns: the bytes of media; 0 where not even an empty request fits.
    public static func maximumMediaByteCount(
        encryption: ContentAlgorithm?, budget: Int = maximum, ciphertextBlobByteCount: Int? = nil
    ) -> Int {
        var plaintext = budget
        if let encryption {
            let ciphertext = byteCount(fittingBase64: budget - frameByteCount(encryption, ciphertextBlobByteCount))
            // PKCS#7 always adds at least one byte, up to a whole block of 16.
            plaintext = encryption.isAuthenticated ? ciphertext : ciphertext / 16 * 16 - 1
        }
        return byteCount(fittingBase64: plaintext - singleInputFrame.utf8.count)
    }

    /// The request around one input; its type has one digit.
    static let singleInputFrame = #"{"FaceInput":"","FaceInputType":1}"#

    /// The bytes of the envelope around the encrypted content and of its values.
    private static func frameByteCount(_ encryption: ContentAlgorithm, _ ciphertextBlobByteCount: Int?) -> Int {
        let members =
            #"{"EncryptedBody":"","Encryption":{"EncryptList":["EncryptionBody"],"CiphertextBlob":"","Iv":"","#
            + #""Algorithm":"","TagList":[]}}"#
        // A tag comes with its quotes. The published keys wrap to 128 bytes (RSA-1024) and 113 (SM2).
        let tag = encryption.isAuthenticated ? base64ByteCount(of: encryption.tagByteCount) + 2 : 0
        let blob = ciphertextBlobByteCount ?? base64ByteCount(of: encryption.isAuthenticated ? 113 : 128)
        return members.utf8.count + blob + base64ByteCount(of: encryption.ivByteCount)
            + encryption.wireName.utf8.count + tag
    }
}
