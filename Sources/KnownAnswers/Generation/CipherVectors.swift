// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import RequestDigests
internal import StrictJSON

/// Fresh vectors of the two content ciphers, and of SM3.
struct CipherVectors {
    let origin: VectorOrigin

    func files() throws -> [GeneratedFile] { [try aes256CBC(), try sm4GCM(), try sm3()] }

    private func aes256CBC() throws -> GeneratedFile {
        let label = "ciphers/aes-256-cbc"
        var stream = origin.seed.stream(label)
        var tests: [GeneratedTest] = []
        for index in 0..<origin.count {
            let (key, iv) = (stream.bytes(32), stream.bytes(16))
            let message = stream.bytes(Self.byteCount(index, &stream))
            let sealed = try MessageCipher(.aes256CBC, key: key, iv: iv).seal(message).ciphertext
            func test(_ comment: String, _ flag: String, _ ct: [UInt8], _ result: ExpectedResult = .invalid) {
                tests.append(
                    GeneratedTest(
                        comment, [flag], result,
                        [.hex("key", key), .hex("iv", iv), .hex("msg", message), .hex("ct", ct)]))
            }
            test("\(message.count) bytes", "Normal", sealed, .valid)
            let cut = stream.number(in: 1...15)
            test("\(cut) bytes missing", "InvalidCiphertext", sealed.dropLast(cut))
            test("empty", "InvalidCiphertext", [])
            let padding = 16 - message.count % 16
            let padded = message + [UInt8](repeating: UInt8(padding), count: padding)
            for wrong in [0, UInt8(stream.number(in: 17...255))] {
                var block = padded
                block[block.count - 1] = wrong
                test("last byte \(wrong)", "BadPadding", try RawCBC(key: key).encrypt(block, iv: iv))
            }
            if padding > 1 {
                let place = message.count + stream.number(in: 0...(padding - 2))
                test(
                    "padding byte \(place - message.count) of \(padding) is wrong", "BadPadding",
                    try RawCBC(key: key).encrypt(padded.flippingBit(8 * place), iv: iv))
            }
        }
        var suite = GeneratedSuite(
            "AES-CBC-PKCS5", schema: "ind_cpa_test_schema_v1.json", header: "AES-256-CBC with PKCS #7 padding.",
            origin: origin)
        suite.add("IndCpaTest", label: label, [.number("keySize", 256), .number("ivSize", 128)], tests: tests)
        return suite.file("ciphers/aes_256_cbc_test.json")
    }

    private func sm4GCM() throws -> GeneratedFile {
        let label = "ciphers/sm4-gcm"
        var stream = origin.seed.stream(label)
        var tests: [GeneratedTest] = []
        for index in 0..<origin.count {
            // Every fourth has associated data, which the envelope has not.
            let aad = index % 4 == 3 ? stream.bytes(stream.number(in: 1...40)) : []
            let base = Sealed(
                key: stream.bytes(16), iv: stream.bytes(12), aad: aad,
                message: stream.bytes(Self.byteCount(index, &stream)))
            let sealed = try base.sealed()
            tests.append(sealed.test("\(base.message.count) bytes", aad.isEmpty ? ["Normal"] : ["NonEmptyAad"], .valid))
            for fault in Self.faults(of: sealed, &stream) {
                let flags = aad.isEmpty ? [fault.flag] : [fault.flag, "NonEmptyAad"]
                tests.append(fault.changed.test(fault.comment, flags, .invalid))
            }
        }
        var suite = GeneratedSuite(
            "SM4-GCM", schema: "aead_test_schema_v1.json", header: "SM4-GCM with a 12-byte IV and a 16-byte tag.",
            origin: origin)
        let members: [JSONValue.Member] = [.number("keySize", 128), .number("ivSize", 96), .number("tagSize", 128)]
        suite.add("AeadTest", label: label, members, tests: tests)
        return suite.file("ciphers/sm4_gcm_test.json")
    }

    private struct Sealed {
        var key: [UInt8]
        var iv: [UInt8]
        var aad: [UInt8]
        var message: [UInt8]
        var ciphertext: [UInt8] = []
        var tag: [UInt8] = []

        func sealed() throws(RequestCryptoError) -> Sealed {
            var result = self
            let sealed = try MessageCipher(.sm4GCM, key: key, iv: iv, associatedData: aad).seal(message)
            result.ciphertext = sealed.ciphertext
            result.tag = sealed.tag ?? []
            return result
        }

        func test(_ comment: String, _ flags: [String], _ result: ExpectedResult) -> GeneratedTest {
            GeneratedTest(
                comment, flags, result,
                [
                    .hex("key", key), .hex("iv", iv), .hex("aad", aad), .hex("msg", message), .hex("ct", ciphertext),
                    .hex("tag", tag),
                ])
        }
    }

    private typealias Fault = (comment: String, flag: String, changed: Sealed)

    private static func faults(of sealed: Sealed, _ stream: inout SeededStream) -> [Fault] {
        var faults: [Fault] = []
        func add(_ comment: String, _ flag: String, _ change: (inout Sealed) -> Void) {
            var changed = sealed
            change(&changed)
            faults.append((comment, flag, changed))
        }
        func flip(_ what: WritableKeyPath<Sealed, [UInt8]>, _ flag: String) {
            guard !sealed[keyPath: what].isEmpty else { return }
            let bit = stream.number(in: 0...(sealed[keyPath: what].count * 8 - 1))
            add("bit \(bit) changed", flag) { $0[keyPath: what] = $0[keyPath: what].flippingBit(bit) }
        }
        flip(\.ciphertext, "ModifiedCiphertext")
        flip(\.tag, "ModifiedTag")
        flip(\.iv, "ModifiedIv")
        flip(\.key, "ModifiedKey")
        flip(\.aad, "ModifiedAad")
        if !sealed.ciphertext.isEmpty {
            add("last byte missing", "TruncatedCiphertext") { $0.ciphertext.removeLast() }
        }
        let byte = stream.byte()
        add("a byte too many", "ExtendedCiphertext") { $0.ciphertext.append(byte) }
        let count = stream.number(in: 0...15)
        add("tag of \(count) bytes", "TruncatedTag") { $0.tag = Array($0.tag.prefix(count)) }
        add("tag of 17 bytes", "ExtendedTag") { $0.tag.append(byte) }
        return faults
    }

    private func sm3() throws -> GeneratedFile {
        let label = "digests/sm3"
        var stream = origin.seed.stream(label)
        var tests: [GeneratedTest] = []
        for index in 0..<origin.count {
            let message = stream.bytes(Self.byteCount(index, &stream))
            let digest = try SM3.hash(message.span)
            tests.append(
                GeneratedTest(
                    "\(message.count) bytes", ["Normal"], .valid, [.hex("msg", message), .hex("digest", digest)]))
        }
        var suite = GeneratedSuite("SM3", schema: "digest_test_schema_v1.json", header: "SM3.", origin: origin)
        suite.add("DigestTest", label: label, [.number("digestSize", 256)], tests: tests)
        return suite.file("digests/sm3_test.json")
    }

    /// Small sizes mostly, with one of several blocks of any kind in between; the first is empty.
    private static func byteCount(_ index: Int, _ stream: inout SeededStream) -> Int {
        switch index {
        case 0: 0
        case let index where index % 4 == 0: stream.number(in: 65...2_048)
        default: stream.number(in: 1...64)
        }
    }
}
