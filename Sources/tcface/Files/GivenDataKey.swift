// SPDX-License-Identifier: Apache-2.0

import RequestCrypto
import SecretMemory

/// One data key that came from elsewhere, such as KMS, with the blob that carries it.
final class GivenDataKey: DataKeySource {
    private let bytes: SecretBytes
    private let ciphertextBlob: String

    /// - Throws: when the blob is empty: nobody could open what was sealed under the key.
    init(bytes: consuming SecretBytes, ciphertextBlob: String) throws(Failure) {
        guard !ciphertextBlob.isEmpty else {
            throw Failure("the --ciphertext-blob is empty", hint: "it is the CiphertextBlob that KMS gave with the key")
        }
        self.bytes = bytes
        self.ciphertextBlob = ciphertextBlob
    }

    func nextDataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey {
        try DataKey(algorithm: algorithm, key: bytes.copy(), ciphertextBlob: ciphertextBlob)
    }
}
