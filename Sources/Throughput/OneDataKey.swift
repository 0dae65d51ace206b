// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import SecretMemory

/// Gives a copy of one and the same data key each time, to measure sealing without wrapping.
///
/// For measurements only: the key is known to everybody who knows the seed.
final class OneDataKey: DataKeySource {
    private let key: DataKey

    init(for algorithm: ContentAlgorithm, bytes: [UInt8]) throws {
        // As long as a blob of the vendor's RSA key is: 128 bytes in base64.
        let blob = String(repeating: "A", count: 171) + "="
        key = try DataKey(algorithm: algorithm, key: SecretBytes(copying: bytes.span), ciphertextBlob: blob)
    }

    func nextDataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey { key.copy() }
}
