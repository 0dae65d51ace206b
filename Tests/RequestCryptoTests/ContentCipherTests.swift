// SPDX-License-Identifier: Apache-2.0

import RequestCrypto
import Testing

@Suite("Content ciphers, every backend")
struct ContentCipherTests {
    @Test("the known answers come out", arguments: BackendCase.all)
    func knownAnswers(_ backend: BackendCase) throws {
        let key = [UInt8](repeating: 7, count: backend.algorithm.keyByteCount)
        let iv = [UInt8](repeating: 9, count: backend.algorithm.ivByteCount)
        let plaintext = [UInt8](0..<200)
        let sealed = try ContentEncryptor.seal(
            plaintext.span, backend.algorithm, key: key.span, iv: iv.span, backend: backend.backend)
        let tag = sealed.tag.map { tag in tag.bytes.indices.map { tag.bytes[$0] } } ?? []
        #expect(
            try ContentDecryptor.open(
                sealed.ciphertext.span, backend.algorithm, key: key.span, iv: iv.span, tag: tag.span,
                backend: backend.backend) == plaintext)
    }
}

struct BackendCase: CustomTestStringConvertible, Sendable {
    let algorithm: ContentAlgorithm
    let backend: ContentBackend

    var testDescription: String { "\(algorithm) in \(backend)" }

    static let all = [ContentAlgorithm.aes256CBC, .sm4GCM].flatMap { algorithm in
        ContentBackend.available(for: algorithm).map { BackendCase(algorithm: algorithm, backend: $0) }
    }
}
