// SPDX-License-Identifier: Apache-2.0

public import RequestCrypto
public import SecretMemory

/// A data key that KMS has made: the key for this side, and the text that KMS can get it back from.
public struct KMSDataKey: ~Copyable, Sendable {
    /// Which wrapping key of KMS it is under.
    public let keyID: String
    /// The wrapped key: an opaque text, not base64; sent on as it is.
    public let ciphertextBlob: String
    /// What the service calls the request.
    public let requestID: String

    private let plaintext: SecretBytes

    init(keyID: String, ciphertextBlob: String, requestID: String, plaintext: consuming SecretBytes) {
        self.keyID = keyID
        self.ciphertextBlob = ciphertextBlob
        self.requestID = requestID
        self.plaintext = plaintext
    }

    /// The number of bytes of the key.
    public var byteCount: Int { plaintext.byteCount }

    /// The key itself; wiped with the returned value.
    public consuming func secretBytes() -> SecretBytes { plaintext }

    /// The key for an envelope, whose `CiphertextBlob` is KMS's.
    ///
    /// - Throws: `RequestCryptoError` with `invalidKey` when the algorithm takes another number of bytes.
    public consuming func dataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey {
        let blob = ciphertextBlob
        return try DataKey(algorithm: algorithm, key: plaintext, ciphertextBlob: blob)
    }
}
