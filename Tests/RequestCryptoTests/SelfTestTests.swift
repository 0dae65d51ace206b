// SPDX-License-Identifier: Apache-2.0

import RequestCrypto
import SecretMemory
import Testing

@Suite("Known answers before first use")
struct SelfTestTests {
    static let primitives: [SelfTests.Primitive] =
        CipherCase.all.map { .content($0.algorithm, $0.backend) }
        + [.rsaWrapping, .rsaUnwrapping, .sm2, .sm2Kernel, .digests]

    @Test("all primitives give their known answers", arguments: primitives)
    func pass(_ primitive: SelfTests.Primitive) throws {
        try SelfTests().require(primitive)
    }

    @Test("a flipped bit in the expected answer switches the primitive off for good", arguments: primitives)
    func fail(_ primitive: SelfTests.Primitive) {
        for bit in 0..<8 {
            let altered = SelfTests(alteration: 1 << bit)
            for _ in 0..<2 {
                #expect(throws: RequestCryptoError(.selfTestFailed, "")) { try altered.require(primitive) }
            }
        }
    }

    @Test("a cipher that was switched off neither encrypts nor decrypts", arguments: CipherCase.all)
    func cipherOff(_ cipher: CipherCase) {
        let altered = SelfTests(alteration: 1)
        let (key, iv) = cipher.material(seed: 30)
        let encrypting = #expect(throws: RequestCryptoError.self) {
            _ = try ContentEncryptor(
                cipher.algorithm, key: key.span, iv: iv.span, backend: cipher.backend, selfTests: altered)
        }
        #expect(encrypting?.code == .selfTestFailed)
        let decrypting = #expect(throws: RequestCryptoError.self) {
            _ = try ContentDecryptor(
                cipher.algorithm, key: key.span, iv: iv.span, backend: cipher.backend, selfTests: altered)
        }
        #expect(decrypting?.code == .selfTestFailed)
    }

    @Test("keys that were switched off neither wrap nor unwrap")
    func keysOff() throws {
        let altered = SelfTests(alteration: 1)
        let dataKey = secret([UInt8](0..<16))
        for key in try [UnwrappingKeyTests.rsa.get(), UnwrappingKeyTests.sm2.get()] {
            let wrapped = try key.publicKey.wrap(dataKey)
            #expect(throws: RequestCryptoError(.selfTestFailed, "")) {
                try key.publicKey.wrap(dataKey, selfTests: altered)
            }
            #expect(throws: RequestCryptoError(.selfTestFailed, "")) {
                try key.unwrapped(wrapped, expecting: 16, selfTests: altered)
            }
        }
    }

    @Test("many threads that ask first at once all get the answer")
    func concurrency() async throws {
        let tests = SelfTests()
        await withTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                group.addTask { (try? tests.require(Self.primitives[index % Self.primitives.count])) != nil }
            }
            for await hasPassed in group { #expect(hasPassed) }
        }
    }
}
