// SPDX-License-Identifier: Apache-2.0

import RequestCrypto
import Testing

@Suite("Altered content")
struct ContentForgeryTests {
    private func openOneShot(
        _ cipher: CipherCase, _ ciphertext: [UInt8], key: [UInt8], iv: [UInt8], tag: [UInt8]
    ) throws(RequestCryptoError) -> [UInt8] {
        try ContentDecryptor.open(
            ciphertext.span, cipher.algorithm, key: key.span, iv: iv.span, tag: tag.span, backend: cipher.backend)
    }

    @Test("every flipped bit of ciphertext, tag, IV or key is noticed under SM4-GCM", arguments: CipherCase.gcm)
    func everyBit(_ cipher: CipherCase) throws {
        let (key, iv) = cipher.material(seed: 20)
        let sealed = try cipher.seal([UInt8](0..<50), key: key, iv: iv)
        let parts = [sealed.ciphertext, sealed.tag, iv, key]
        #expect(try openOneShot(cipher, parts[0], key: parts[3], iv: parts[2], tag: parts[1]) == [UInt8](0..<50))
        for part in parts.indices {
            for bit in 0..<8 * parts[part].count {
                var altered = parts
                altered[part][bit / 8] ^= 1 << (bit % 8)
                #expect(throws: RequestCryptoError(.authenticationFailed, ""), "part \(part), bit \(bit)") {
                    try openOneShot(cipher, altered[0], key: altered[3], iv: altered[2], tag: altered[1])
                }
            }
        }
    }

    @Test("every truncation and extension is noticed under SM4-GCM", arguments: CipherCase.gcm)
    func everyLength(_ cipher: CipherCase) throws {
        let (key, iv) = cipher.material(seed: 21)
        let sealed = try cipher.seal([UInt8](0..<50), key: key, iv: iv)
        for length in 0..<50 {
            #expect(throws: RequestCryptoError(.authenticationFailed, ""), "length \(length)") {
                try openOneShot(
                    cipher, Array(sealed.ciphertext.prefix(length)), key: key, iv: iv, tag: sealed.tag)
            }
        }
        for extra in 1...16 {
            #expect(throws: RequestCryptoError(.authenticationFailed, "")) {
                try openOneShot(
                    cipher, sealed.ciphertext + [UInt8](repeating: 0, count: extra), key: key, iv: iv, tag: sealed.tag)
            }
        }
        for length in 0...32 where length != 16 {
            let tag = Array((sealed.tag + sealed.tag).prefix(length))
            #expect(throws: RequestCryptoError(.invalidTag, ""), "tag of \(length) bytes") {
                try openOneShot(cipher, sealed.ciphertext, key: key, iv: iv, tag: tag)
            }
        }
    }

    @Test("a message of no bytes has a tag that is checked", arguments: CipherCase.gcm)
    func emptyMessage(_ cipher: CipherCase) throws {
        let (key, iv) = cipher.material(seed: 22)
        let sealed = try cipher.seal([], key: key, iv: iv)
        #expect(try openOneShot(cipher, [], key: key, iv: iv, tag: sealed.tag).isEmpty)
        var tag = sealed.tag
        tag[15] ^= 1
        #expect(throws: RequestCryptoError(.authenticationFailed, "")) {
            try openOneShot(cipher, [], key: key, iv: iv, tag: tag)
        }
    }

    @Test("a CBC ciphertext that is empty or no whole number of blocks is refused", arguments: CipherCase.cbc)
    func partialBlocks(_ cipher: CipherCase) throws {
        let (key, iv) = cipher.material(seed: 23)
        let sealed = try cipher.seal([UInt8](0..<40), key: key, iv: iv).ciphertext
        for length in 0...sealed.count where length % 16 != 0 || length == 0 {
            #expect(throws: RequestCryptoError(.invalidCiphertext, ""), "length \(length)") {
                try openOneShot(cipher, Array(sealed.prefix(length)), key: key, iv: iv, tag: [])
            }
        }
        #expect(throws: RequestCryptoError(.invalidTag, "")) {
            try openOneShot(cipher, sealed, key: key, iv: iv, tag: [UInt8](repeating: 0, count: 16))
        }
    }

    /// Encrypts one block as it stands: what decrypts to it has the padding that the test wants.
    ///
    /// CBC with an IV and one block encrypts block ⊕ IV; the padding block that follows is dropped.
    private func ciphertext(of block: [UInt8], _ cipher: CipherCase, key: [UInt8], iv: [UInt8]) throws -> [UInt8] {
        try Array(cipher.seal(block, key: key, iv: iv).ciphertext.prefix(16))
    }

    @Test("every last byte that is no padding gives one and the same error", arguments: CipherCase.cbc)
    func lastBytes(_ cipher: CipherCase) throws {
        let (key, iv) = cipher.material(seed: 24)
        var messages: Set<String> = []
        var refused = 0
        for last in UInt8.min...UInt8.max {
            // No byte before the last one is 1...16, so that only a last byte of 1 is padding.
            let block = [UInt8](repeating: 0xEE, count: 15) + [last]
            let sealed = try ciphertext(of: block, cipher, key: key, iv: iv)
            do throws(RequestCryptoError) {
                #expect(try openOneShot(cipher, sealed, key: key, iv: iv, tag: []) == Array(block.prefix(15)))
                #expect(last == 1)
            } catch {
                #expect(error.code == .badPadding, "last byte \(last)")
                messages.insert("\(error.code) \(error)")
                refused += 1
            }
        }
        #expect(refused == 255)
        #expect(messages.count == 1)
    }

    @Test("a wrong byte at any place of the padding gives that error too", arguments: CipherCase.cbc)
    func padPositions(_ cipher: CipherCase) throws {
        let (key, iv) = cipher.material(seed: 25)
        var messages: Set<String> = []
        for padding in 1...16 {
            let good =
                [UInt8](repeating: 0xEE, count: 16 - padding) + [UInt8](repeating: UInt8(padding), count: padding)
            let sealed = try ciphertext(of: good, cipher, key: key, iv: iv)
            #expect(try openOneShot(cipher, sealed, key: key, iv: iv, tag: []) == Array(good.prefix(16 - padding)))
            for position in 16 - padding..<15 {
                var bad = good
                bad[position] ^= 0x80
                let sealed = try ciphertext(of: bad, cipher, key: key, iv: iv)
                let error = #expect(throws: RequestCryptoError.self, "padding \(padding), position \(position)") {
                    try openOneShot(cipher, sealed, key: key, iv: iv, tag: [])
                }
                messages.insert(error.map { "\($0.code) \($0)" } ?? "none")
            }
        }
        #expect(messages.count == 1)
        #expect(messages.first?.hasPrefix("badPadding") == true)
    }

    @Test("under CBC most flipped bits open to something, which is why requests are signed")
    func malleability() throws {
        let cipher = try #require(CipherCase.cbc.first)
        let (key, iv) = cipher.material(seed: 26)
        let sealed = try cipher.seal([UInt8](repeating: 0x41, count: 60), key: key, iv: iv).ciphertext
        let opened = (0..<8 * sealed.count).filter { bit in
            var altered = sealed
            altered[bit / 8] ^= 1 << (bit % 8)
            return (try? openOneShot(cipher, altered, key: key, iv: iv, tag: [])) != nil
        }
        #expect(opened.count >= 250)
    }
}
