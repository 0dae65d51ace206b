// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream

/// A new random data key for every request.
///
/// Costs one wrapping a request, tens of microseconds with RSA and under a millisecond with SM2, and leaves
/// nothing to reuse: no nonce can repeat, and a key that is found out opens one request.
public struct FreshDataKeys: DataKeySource {
    private let wrappingKey: WrappingKey?
    private let form: DataKeyForm

    /// Makes a source.
    ///
    /// - Parameters:
    ///   - wrappingKey: whom to wrap for, or `nil` for the vendor's key for each algorithm
    ///   - form: what bytes the keys may have
    public init(wrappingKey: WrappingKey? = nil, form: DataKeyForm = .rawBytes) {
        self.wrappingKey = wrappingKey
        self.form = form
    }

    /// A new data key.
    ///
    /// - Throws: what ``DataKey/generate(for:wrappedWith:form:)`` throws.
    public func nextDataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey {
        try DataKey.generate(for: algorithm, wrappedWith: wrappingKey, form: form)
    }

    /// What wrapping makes of a data key, in base64: 172 characters under the vendor's RSA key, 152 under an SM2 key.
    public func ciphertextBlobByteCount(for algorithm: ContentAlgorithm) -> Int? {
        let wrappingKey = wrappingKey ?? .vendorDefault(for: algorithm)
        return Base64.encodedByteCount(
            forByteCount: wrappingKey.wrappedByteCount(forDataKey: algorithm.keyByteCount))
    }
}
