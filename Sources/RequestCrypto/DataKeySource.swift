// SPDX-License-Identifier: Apache-2.0

/// Where the data keys of requests come from.
///
/// ``FreshDataKeys`` makes a new one for every request, and is what to use; ``CachedDataKeys`` reuses one
/// within limits. A source that asks KMS can be written by implementing ``nextDataKey(for:)``.
public protocol DataKeySource: Sendable {
    /// A data key for one more request.
    ///
    /// May be called from several threads at once.
    ///
    /// - Throws: what making or wrapping the key throws.
    func nextDataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey

    /// A data key for one more request of so many bytes of plaintext.
    ///
    /// Sources that bound how much one key encrypts count `byteCount`. For the others, what is given
    /// without this method calls ``nextDataKey(for:)``.
    ///
    /// - Throws: what making or wrapping the key throws.
    func nextDataKey(
        for algorithm: ContentAlgorithm, sealing byteCount: Int
    ) throws(RequestCryptoError) -> DataKey

    /// How many characters the `CiphertextBlob` of the next data key will have.
    ///
    /// Without it, the size of a body is known only when its data key is. What is given without this method is `nil`.
    func ciphertextBlobByteCount(for algorithm: ContentAlgorithm) -> Int?
}

extension DataKeySource {
    /// A data key for one more request, whatever its size.
    public func nextDataKey(
        for algorithm: ContentAlgorithm, sealing byteCount: Int
    ) throws(RequestCryptoError) -> DataKey {
        try nextDataKey(for: algorithm)
    }

    /// `nil`: not known before there is a data key.
    public func ciphertextBlobByteCount(for algorithm: ContentAlgorithm) -> Int? { nil }
}
