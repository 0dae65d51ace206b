// SPDX-License-Identifier: Apache-2.0

import RequestCrypto
import Testing

/// An algorithm in a backend that this machine has for it.
struct CipherCase: CustomTestStringConvertible, Sendable {
    let algorithm: ContentAlgorithm
    let backend: ContentBackend

    var testDescription: String { "\(algorithm) in \(backend)" }

    /// All that this machine has; forcing a backend from outside leaves that one.
    static let all = [ContentAlgorithm.aes256CBC, .sm4GCM].flatMap { algorithm in
        ContentBackend.available(for: algorithm).map { CipherCase(algorithm: algorithm, backend: $0) }
    }
    static let cbc = all.filter { $0.algorithm == .aes256CBC }
    static let gcm = all.filter { $0.algorithm == .sm4GCM }

    /// Some key and IV of the right lengths.
    func material(seed: UInt64) -> (key: [UInt8], iv: [UInt8]) {
        var generator = SeededGenerator(seed: seed)
        return (generator.bytes(algorithm.keyByteCount), generator.bytes(algorithm.ivByteCount))
    }

    func seal(
        _ plaintext: [UInt8], key: [UInt8], iv: [UInt8], associatedData: [UInt8] = [], chunks: [Int]? = nil
    ) throws(RequestCryptoError) -> (ciphertext: [UInt8], tag: [UInt8]) {
        var tag: AuthenticationTag?
        let capacity = algorithm.ciphertextByteCount(forPlaintext: plaintext.count)
        let ciphertext = try [UInt8](capacity: capacity) { output throws(RequestCryptoError) in
            var encryptor = try ContentEncryptor(algorithm, key: key.span, iv: iv.span, backend: backend)
            if !associatedData.isEmpty { try encryptor.authenticate(associatedData.span) }
            for range in pieces(of: plaintext.count, chunks) {
                try encryptor.update(plaintext.span.extracting(range), into: &output)
            }
            tag = try encryptor.finish(into: &output)
        }
        return (ciphertext, tag?.array ?? [])
    }

    func open(
        _ ciphertext: [UInt8], key: [UInt8], iv: [UInt8], tag: [UInt8], associatedData: [UInt8] = [],
        chunks: [Int]? = nil
    ) throws(RequestCryptoError) -> [UInt8] {
        try [UInt8](capacity: ciphertext.count) { output throws(RequestCryptoError) in
            var decryptor = try ContentDecryptor(algorithm, key: key.span, iv: iv.span, backend: backend)
            if !associatedData.isEmpty { try decryptor.authenticate(associatedData.span) }
            for range in pieces(of: ciphertext.count, chunks) {
                try decryptor.update(ciphertext.span.extracting(range), intoUnverified: &output)
            }
            try decryptor.finish(intoUnverified: &output, tag: tag.span)
        }
    }

    /// The ranges of pieces of the given lengths, over and over; one piece when none are given.
    private func pieces(of count: Int, _ chunks: [Int]?) -> [Range<Int>] {
        guard let chunks else { return [0..<count] }
        var ranges: [Range<Int>] = []
        var start = 0
        while start < count {
            let end = min(count, start + chunks[ranges.count % chunks.count])
            ranges.append(start..<end)
            start = end
        }
        return ranges
    }
}
