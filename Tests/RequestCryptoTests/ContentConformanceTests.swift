// SPDX-License-Identifier: Apache-2.0

import RequestCrypto
import Testing

/// What every backend has to do for every algorithm, whatever library is behind it.
@Suite("Content ciphers, every backend")
struct ContentConformanceTests {
    @Test("pieces of 1 to 100 bytes give what one piece gives, at every length to 300", arguments: CipherCase.all)
    func chunks(_ cipher: CipherCase) throws {
        let (key, iv) = cipher.material(seed: 1)
        var generator = SeededGenerator(seed: 2)
        let message = generator.bytes(300)
        for length in 0...300 {
            let plaintext = Array(message.prefix(length))
            let whole = try cipher.seal(plaintext, key: key, iv: iv)
            // Two pieces lengths for every message length, and all of them over the whole range.
            for chunk in [1 + length % 100, 1 + (length * 37) % 100] {
                let sealed = try cipher.seal(plaintext, key: key, iv: iv, chunks: [chunk])
                #expect(sealed.ciphertext == whole.ciphertext, "length \(length), pieces of \(chunk)")
                #expect(sealed.tag == whole.tag, "length \(length), pieces of \(chunk)")
                let opened = try cipher.open(sealed.ciphertext, key: key, iv: iv, tag: sealed.tag, chunks: [chunk])
                #expect(opened == plaintext, "length \(length), pieces of \(chunk)")
            }
        }
    }

    @Test("every piece length from 1 to 100 works at awkward lengths", arguments: CipherCase.all)
    func everyChunk(_ cipher: CipherCase) throws {
        let (key, iv) = cipher.material(seed: 3)
        for length in [15, 16, 17, 99, 100, 101, 257] {
            let plaintext = [UInt8](repeating: 0xC3, count: length)
            let whole = try cipher.seal(plaintext, key: key, iv: iv)
            for chunk in 1...100 {
                let sealed = try cipher.seal(plaintext, key: key, iv: iv, chunks: [chunk])
                #expect(sealed == whole, "length \(length), pieces of \(chunk)")
                let opened = try cipher.open(sealed.ciphertext, key: key, iv: iv, tag: sealed.tag, chunks: [chunk])
                #expect(opened == plaintext, "length \(length), pieces of \(chunk)")
            }
        }
    }

    @Test("pieces of random lengths work around page and buffer sizes", arguments: CipherCase.all)
    func largeMessages(_ cipher: CipherCase) throws {
        let (key, iv) = cipher.material(seed: 4)
        var generator = SeededGenerator(seed: 5)
        for center in [4096, 65536] {
            for length in center - 17...center + 17 {
                let plaintext = [UInt8](repeating: UInt8(truncatingIfNeeded: length), count: length)
                let chunks = (0..<16).map { _ in Int.random(in: 1...8192, using: &generator) }
                let whole = try cipher.seal(plaintext, key: key, iv: iv)
                #expect(try cipher.seal(plaintext, key: key, iv: iv, chunks: chunks) == whole, "length \(length)")
                let opened = try cipher.open(whole.ciphertext, key: key, iv: iv, tag: whole.tag, chunks: chunks)
                #expect(opened == plaintext, "length \(length)")
            }
        }
    }

    @Test("empty pieces change nothing", arguments: CipherCase.all)
    func emptyPieces(_ cipher: CipherCase) throws {
        let (key, iv) = cipher.material(seed: 6)
        let plaintext = [UInt8](0..<40)
        let nothing: [UInt8] = []
        let whole = try cipher.seal(plaintext, key: key, iv: iv)
        let capacity = cipher.algorithm.ciphertextByteCount(forPlaintext: plaintext.count)
        let ciphertext = try [UInt8](capacity: capacity) { output throws(RequestCryptoError) in
            var encryptor = try ContentEncryptor(
                cipher.algorithm, key: key.span, iv: iv.span, backend: cipher.backend)
            try encryptor.update(nothing.span, into: &output)
            try encryptor.update(plaintext.span, into: &output)
            try encryptor.update(nothing.span, into: &output)
            _ = try encryptor.finish(into: &output)
        }
        #expect(ciphertext == whole.ciphertext)
    }

    @Test("all backends of an algorithm give the same bytes", arguments: [ContentAlgorithm.aes256CBC, .sm4GCM])
    func agreement(_ algorithm: ContentAlgorithm) throws {
        var generator = SeededGenerator(seed: 7)
        let backends = ContentBackend.available(for: algorithm).map { CipherCase(algorithm: algorithm, backend: $0) }
        let first = try #require(backends.first)
        for _ in 0..<500 {
            let key = generator.bytes(algorithm.keyByteCount)
            let iv = generator.bytes(algorithm.ivByteCount)
            let plaintext = generator.bytes(Int.random(in: 0...600, using: &generator))
            let expected = try first.seal(plaintext, key: key, iv: iv)
            for other in backends.dropFirst() {
                #expect(try other.seal(plaintext, key: key, iv: iv) == expected)
            }
        }
    }

    @Test("the ciphertext is as long as promised", arguments: CipherCase.all)
    func sizes(_ cipher: CipherCase) throws {
        let (key, iv) = cipher.material(seed: 8)
        for length in 0...64 {
            let sealed = try cipher.seal([UInt8](repeating: 1, count: length), key: key, iv: iv)
            #expect(sealed.ciphertext.count == cipher.algorithm.ciphertextByteCount(forPlaintext: length))
            #expect(sealed.tag.count == cipher.algorithm.tagByteCount)
        }
    }

    @Test("keys and IVs of other lengths are refused", arguments: CipherCase.all)
    func materialLengths(_ cipher: CipherCase) throws {
        let (key, iv) = cipher.material(seed: 9)
        for length in 0...48 where length != key.count {
            #expect(throws: RequestCryptoError(.invalidKey, "")) {
                try cipher.seal([], key: [UInt8](repeating: 1, count: length), iv: iv)
            }
            #expect(throws: RequestCryptoError(.invalidKey, "")) {
                try cipher.open([], key: [UInt8](repeating: 1, count: length), iv: iv, tag: [])
            }
        }
        for length in 0...48 where length != iv.count {
            #expect(throws: RequestCryptoError(.invalidIV, "")) {
                try cipher.seal([], key: key, iv: [UInt8](repeating: 1, count: length))
            }
        }
    }

    @Test("many threads can seal at once", arguments: CipherCase.all)
    func concurrency(_ cipher: CipherCase) async throws {
        let (key, iv) = cipher.material(seed: 10)
        let expected = try cipher.seal([UInt8](repeating: 9, count: 5000), key: key, iv: iv)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                group.addTask {
                    let sealed = try cipher.seal(
                        [UInt8](repeating: 9, count: 5000), key: key, iv: iv, chunks: [index + 1])
                    return sealed == expected
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    @Test("a GCM message longer than 2^36 - 32 bytes is refused at the byte that is too many")
    func lengthLimit() throws {
        var length = GCMLength(total: GCMLength.maximum - 5)
        try length.add(5)
        #expect(throws: RequestCryptoError(.sizeLimitExceeded, "")) { try length.add(1) }
        try length.add(0)
        #expect(GCMLength.maximum == 68_719_476_704)
    }
}
