// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import RequestCrypto
import SecretMemory
import Testing

@Suite("Data keys")
struct DataKeyTests {
    @Test("a generated key is what its blob unwraps to", arguments: [ContentAlgorithm.aes256CBC, .sm4GCM])
    func generation(_ algorithm: ContentAlgorithm) throws {
        for key in try [UnwrappingKeyTests.rsa.get(), UnwrappingKeyTests.sm2.get()] {
            let dataKey = try DataKey.generate(for: algorithm, wrappedWith: key.publicKey)
            #expect(dataKey.algorithm == algorithm)
            let wrapped = try Base64.decode(dataKey.ciphertextBlob)
            let unwrapped = try key.unwrapped(wrapped, expecting: algorithm.keyByteCount)
            #expect(dataKey.bytes == unwrapped)
        }
    }

    @Test("the vendor's keys wrap by default: 172 characters with RSA, 152 with SM2")
    func vendorDefaults() throws {
        #expect(try DataKey.generate(for: .aes256CBC).ciphertextBlob.utf8.count == 172)
        let blob = try DataKey.generate(for: .sm4GCM).ciphertextBlob
        #expect(blob.utf8.count == 152)
        #expect(try Base64.decode(blob)[0] == 4)
    }

    @Test("raw keys use every byte value")
    func rawBytes() throws {
        var seen: Set<UInt8> = []
        for _ in 0..<200 {
            try DataKey.generate(for: .aes256CBC).withKey { key in for index in key.indices { seen.insert(key[index]) }
            }
        }
        #expect(seen.count == 256)
    }

    @Test("keys as text use all 62 letters and digits, about equally often")
    func alphanumericText() throws {
        var counts: [UInt8: Int] = [:]
        for _ in 0..<500 {
            let dataKey = try DataKey.generate(for: .aes256CBC, form: .alphanumericText)
            for byte in dataKey.bytes { counts[byte, default: 0] += 1 }
        }
        #expect(counts.count == 62)
        #expect(
            counts.keys.allSatisfy { Character(Unicode.Scalar($0)).isLetter || Character(Unicode.Scalar($0)).isNumber })
        // 16000 draws, 258 for each on average, with a standard deviation of 16: seven of them either way.
        #expect(counts.values.allSatisfy { 145...371 ~= $0 })
    }

    @Test("no two keys or blobs are the same")
    func fresh() throws {
        let source = FreshDataKeys()
        var keys: Set<[UInt8]> = []
        var blobs: Set<String> = []
        for _ in 0..<200 {
            let dataKey = try source.nextDataKey(for: .aes256CBC)
            keys.insert(dataKey.bytes)
            blobs.insert(dataKey.ciphertextBlob)
        }
        #expect(keys.count == 200)
        #expect(blobs.count == 200)
    }

    @Test("a key of KMS keeps its blob as it is, and must have the right length")
    func kms() throws {
        let dataKey = try DataKey(
            algorithm: .aes256CBC, key: secret([UInt8](0..<32)), ciphertextBlob: "any text, even this")
        #expect(dataKey.ciphertextBlob == "any text, even this")
        #expect(dataKey.copy().bytes == [UInt8](0..<32))
        for (algorithm, length) in [(ContentAlgorithm.aes256CBC, 16), (.sm4GCM, 32), (.sm4GCM, 0)] {
            let error = #expect(throws: RequestCryptoError.self) {
                _ = try DataKey(
                    algorithm: algorithm, key: secret([UInt8](repeating: 1, count: length)), ciphertextBlob: "")
            }
            #expect(error?.code == .invalidKey)
        }
    }
}

extension DataKey {
    /// A copy to compare with.
    var bytes: [UInt8] { withKey { key in key.indices.map { key[$0] } } }
}
