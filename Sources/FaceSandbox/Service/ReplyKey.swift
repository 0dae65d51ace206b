// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import SecretMemory

/// The data key of one request, kept until its answer has been encrypted.
final class ReplyKey: Sendable {
    let algorithm: ContentAlgorithm
    /// The wrapped key as it came.
    let blob: String
    private let key: SecretBytes

    init(_ algorithm: ContentAlgorithm, _ key: consuming SecretBytes, blob: String) {
        self.algorithm = algorithm
        self.key = key
        self.blob = blob
    }

    /// Encrypts one message.
    ///
    /// - Throws: what the cipher throws, and nothing that the caller can mend.
    func seal(
        _ plaintext: [UInt8], iv: [UInt8]
    ) throws(RequestCryptoError) -> (ciphertext: [UInt8], tag: [UInt8]?) {
        try key.withBytes { key throws(RequestCryptoError) in
            let sealed = try ContentEncryptor.seal(plaintext.span, algorithm, key: key, iv: iv.span)
            return (sealed.ciphertext, sealed.tag.map { tag in tag.bytes.indices.map { tag.bytes[$0] } })
        }
    }
}
