// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
public import SecretMemory

/// The key that one request's content is encrypted with, and the blob that carries it to the service.
///
/// The key bytes live in ``SecretMemory/SecretBytes`` and are wiped with the value. A data key is not
/// copyable, so that a key that was meant for one request cannot slip into a second one; ``copy()``
/// is there for whoever means it.
public struct DataKey: ~Copyable, Sendable {
    /// The cipher that the key is for.
    public let algorithm: ContentAlgorithm
    /// The wrapped key as it goes into `CiphertextBlob`: base64, or whatever text KMS gave.
    public let ciphertextBlob: String

    private let key: SecretBytes

    /// Takes a data key that came wrapped already, as KMS `GenerateDataKey` gives it.
    ///
    /// - Parameters:
    ///   - algorithm: the cipher that the key is for
    ///   - key: the key bytes, 32 for AES-256-CBC or 16 for SM4-GCM
    ///   - ciphertextBlob: the text for `CiphertextBlob`, sent as it is
    /// - Throws: `invalidKey` when the key has another length.
    public init(
        algorithm: ContentAlgorithm, key: consuming SecretBytes, ciphertextBlob: String
    ) throws(RequestCryptoError) {
        guard key.byteCount == algorithm.keyByteCount else {
            throw RequestCryptoError(
                .invalidKey, "\(algorithm) takes a key of \(algorithm.keyByteCount) bytes, not \(key.byteCount)")
        }
        self.algorithm = algorithm
        self.key = key
        self.ciphertextBlob = ciphertextBlob
    }

    /// Makes a new random data key and wraps it.
    ///
    /// - Parameters:
    ///   - algorithm: the cipher that the key is for
    ///   - wrappingKey: whom to wrap it for, or `nil` for the vendor's key for `algorithm`
    ///   - form: what bytes the key may have
    /// - Throws: `randomUnavailable`; `wrapFailed`, which no key that was read in gives for these lengths;
    ///   `selfTestFailed`; `libraryFailure`.
    public static func generate(
        for algorithm: ContentAlgorithm, wrappedWith wrappingKey: WrappingKey? = nil, form: DataKeyForm = .rawBytes
    ) throws(RequestCryptoError) -> DataKey {
        let wrappingKey = wrappingKey ?? .vendorDefault(for: algorithm)
        let key = try form.randomKey(byteCount: algorithm.keyByteCount)
        let wrapped = try wrappingKey.wrap(key)
        return try DataKey(algorithm: algorithm, key: key, ciphertextBlob: Base64.encodeToString(wrapped.span))
    }

    /// Lends the key bytes, 32 or 16, to `body`.
    ///
    /// - Throws: what `body` throws, and nothing else.
    public borrowing func withKey<R: ~Copyable, E: Error>(_ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R {
        try key.withBytes(body)
    }

    /// A second data key with the same bytes and blob.
    ///
    /// For opening the response to a request that the first one sealed, and for callers who reuse a key
    /// knowingly.
    public borrowing func copy() -> DataKey { DataKey(copying: self) }

    /// The key alone, in the memory where it is.
    consuming func intoKey() -> SecretBytes { key }

    private init(copying other: borrowing DataKey) {
        algorithm = other.algorithm
        ciphertextBlob = other.ciphertextBlob
        key = other.key.copy()
    }
}
