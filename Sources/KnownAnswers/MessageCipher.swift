// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

/// One-shot encryption and decryption of a vector's message.
struct MessageCipher {
    private let algorithm: ContentAlgorithm
    private let key: [UInt8]
    private let iv: [UInt8]
    private let associatedData: [UInt8]
    private let backend: ContentBackend?

    init(
        _ algorithm: ContentAlgorithm, key: [UInt8], iv: [UInt8], associatedData: [UInt8] = [],
        backend: ContentBackend? = nil
    ) {
        self.algorithm = algorithm
        self.key = key
        self.iv = iv
        self.associatedData = associatedData
        self.backend = backend
    }

    /// Whether the nonce is one that the wire does not take, and the standard does.
    private var hasLongNonce: Bool { algorithm == .sm4GCM && iv.count != algorithm.ivByteCount }

    func seal(_ message: [UInt8]) throws(RequestCryptoError) -> (ciphertext: [UInt8], tag: [UInt8]?) {
        if hasLongNonce {
            let sealed = try LongNonceSM4GCM.seal(message, key: key, nonce: iv, associatedData: associatedData)
            return (sealed.ciphertext, sealed.tag.bytes.array)
        }
        var tag: AuthenticationTag?
        let ciphertext = try [UInt8](
            capacity: algorithm.ciphertextByteCount(forPlaintext: message.count)
        ) { output throws(RequestCryptoError) in
            var encryptor = try ContentEncryptor(algorithm, key: key.span, iv: iv.span, backend: backend)
            if !associatedData.isEmpty { try encryptor.authenticate(associatedData.span) }
            try encryptor.update(message.span, into: &output)
            tag = try encryptor.finish(into: &output)
        }
        return (ciphertext, tag?.bytes.array)
    }

    func open(_ ciphertext: [UInt8], tag: [UInt8]) throws(RequestCryptoError) -> [UInt8] {
        if hasLongNonce {
            return try LongNonceSM4GCM.open(
                ciphertext, tag: AuthenticationTag(tag.span), key: key, nonce: iv, associatedData: associatedData)
        }
        return try [UInt8](capacity: ciphertext.count) { output throws(RequestCryptoError) in
            var decryptor = try ContentDecryptor(algorithm, key: key.span, iv: iv.span, backend: backend)
            if !associatedData.isEmpty { try decryptor.authenticate(associatedData.span) }
            try decryptor.update(ciphertext.span, intoUnverified: &output)
            try decryptor.finish(intoUnverified: &output, tag: tag.span)
        }
    }
}
