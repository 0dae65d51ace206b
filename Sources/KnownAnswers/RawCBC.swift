// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

/// AES-256-CBC without padding, made of the padded cipher that is under test.
///
/// NIST's vectors are whole blocks. The block of padding that the cipher adds is known, so it can be taken off a
/// ciphertext, and made for one.
struct RawCBC {
    private let key: [UInt8]
    private let backend: ContentBackend?

    init(key: [UInt8], backend: ContentBackend? = nil) {
        self.key = key
        self.backend = backend
    }

    func encrypt(_ blocks: [UInt8], iv: [UInt8]) throws(RequestCryptoError) -> [UInt8] {
        let cipher = MessageCipher(.aes256CBC, key: key, iv: iv, backend: backend)
        return try cipher.seal(blocks).ciphertext.dropLast(16)
    }

    func decrypt(_ blocks: [UInt8], iv: [UInt8]) throws(RequestCryptoError) -> [UInt8] {
        // An empty message under the last block as IV is exactly one block of padding.
        let padding = try MessageCipher(.aes256CBC, key: key, iv: Array(blocks.suffix(16)), backend: backend).seal([])
        return try MessageCipher(.aes256CBC, key: key, iv: iv, backend: backend)
            .open(blocks + padding.ciphertext, tag: [])
    }
}
