// SPDX-License-Identifier: Apache-2.0

import RequestCrypto
import SecretMemory
import Testing

@Suite("Unwrapping keys")
struct UnwrappingKeyTests {
    static let rsa = Result { try UnwrappingKey(pem: SampleKeys.pem("RSA PRIVATE KEY", SampleKeys.rsaPrivatePKCS1)) }
    static let sm2 = Result { try UnwrappingKey(pem: SampleKeys.pem("PRIVATE KEY", SampleKeys.sm2PrivatePKCS8)) }

    @Test("all forms of one private key are the same key")
    func forms() throws {
        let rsa = try Self.rsa.get()
        let rsaForms = [
            SampleKeys.pem("RSA PRIVATE KEY", SampleKeys.rsaPrivatePKCS1),
            SampleKeys.pem("PRIVATE KEY", SampleKeys.rsaPrivatePKCS8),
            SampleKeys.pem("PRIVATE KEY", SampleKeys.rsaPrivatePKCS8, lineEnd: "\r\n"),
            Base64Text.encode(SampleKeys.pem("PRIVATE KEY", SampleKeys.rsaPrivatePKCS8)),
        ]
        for pem in rsaForms {
            #expect(try UnwrappingKey(pem: pem).pemText == rsa.pemText)
            #expect(try UnwrappingKey(pem: secret(Array(pem.utf8))).publicKey == rsa.publicKey)
        }
        #expect(
            try rsa.publicKey == WrappingKey(pem: SampleKeys.pem("PUBLIC KEY", SampleKeys.rsaPublicSPKI)))

        let sm2 = try Self.sm2.get()
        let sm2Forms = [
            SampleKeys.pem("PRIVATE KEY", SampleKeys.sm2PrivatePKCS8),
            SampleKeys.pem("EC PRIVATE KEY", SampleKeys.sm2PrivateSEC1),
            SampleKeys.pem("EC PRIVATE KEY", SampleKeys.sm2PrivateSEC1WithoutPoint),
            Base64Text.encode(SampleKeys.pem("EC PRIVATE KEY", SampleKeys.sm2PrivateSEC1)),
            // As openssl 3 writes them: under a label of its own, and behind the parameters of the curve.
            SampleKeys.pem("SM2 PRIVATE KEY", SampleKeys.sm2PrivateSEC1),
            SampleKeys.pem("SM2 PARAMETERS", "BggqgRzPVQGCLQ==")
                + SampleKeys.pem("SM2 PRIVATE KEY", SampleKeys.sm2PrivateSEC1),
            SampleKeys.pem("EC PARAMETERS", "BggqgRzPVQGCLQ==", lineEnd: "\r\n")
                + SampleKeys.pem("EC PRIVATE KEY", SampleKeys.sm2PrivateSEC1, lineEnd: "\r\n"),
        ]
        for pem in sm2Forms {
            #expect(try UnwrappingKey(pem: pem).pemText == sm2.pemText)
        }
        #expect(
            try sm2.publicKey == WrappingKey(pem: SampleKeys.pem("PUBLIC KEY", SampleKeys.sm2PublicSPKI)))
    }

    @Test("a private key is written as the openssl command writes it")
    func pem() throws {
        #expect(
            try Self.rsa.get().pemText
                == SampleKeys.pem("PRIVATE KEY", SampleKeys.rsaPrivatePKCS8))
        #expect(
            try Self.sm2.get().pemText
                == SampleKeys.pem("PRIVATE KEY", SampleKeys.sm2PrivatePKCS8))
    }

    @Test("what is wrapped for a key unwraps with it, at every length", arguments: [true, false])
    func roundTrip(usesRSA: Bool) throws {
        let key = try (usesRSA ? Self.rsa : Self.sm2).get()
        for length in [1, 2, 15, 16, 17, 31, 32, 33, 64, 117] {
            let dataKey = try SystemRandom.bytes(length)
            let wrapped = try key.publicKey.wrap(secret(dataKey))
            #expect(try key.unwrapped(wrapped, expecting: length) == dataKey)
        }
    }

    @Test("an SM2 ciphertext unwraps without its leading 04 too, and in ASN.1 says what it is")
    func sm2Forms() throws {
        let key = try Self.sm2.get()
        for _ in 0..<300 {
            // So many that coordinates with leading zeros, one in 128 ciphertexts, are among them.
            let dataKey = try SystemRandom.bytes(16)
            let wrapped = try key.publicKey.wrap(secret(dataKey))
            #expect(wrapped.count == 113 && wrapped[0] == 4)
            #expect(try key.unwrapped(wrapped, expecting: 16) == dataKey)
            #expect(try key.unwrapped(Array(wrapped.dropFirst()), expecting: 16) == dataKey)
            let asn1 = try SM2Ciphertext(raw: wrapped.span, messageByteCount: 16).asn1
            #expect(SM2Ciphertext(asn1: asn1.span)?.raw == wrapped)
            let error = #expect(throws: RequestCryptoError.self) { try key.unwrapped(asn1, expecting: 16) }
            #expect(error?.code == .unwrapFailed)
            #expect(error?.message.contains("ASN.1") == true)
        }
    }

    @Test("coordinates with leading zeros keep their place in the raw form")
    func leadingZeros() throws {
        // The numbers of an SM2 test of OpenSSL, whose y has 31 bytes.
        let asn1 = hex(
            """
            3072022070DAD60CDA7C30D64CF4F278A849003581223F5324BFEC9BB329229BFFAD21A6021F18AFAB2B35459D264324
            3B242BE4EA80C6FA5071D2D847340CC57EB9309E5D04200B772E4DB664B2601E3B85E39C4AA8C2C1910308BE13B331E0
            09C5A9258C29FD040B6D588BE9260A94DA18E0E6
            """)
        let decoded = SM2Ciphertext(asn1: asn1.span)
        let ciphertext = try #require(decoded)
        #expect(ciphertext.raw.count == 97 + 11)
        #expect(ciphertext.raw[33] == 0)
        #expect(ciphertext.asn1 == asn1)
        let key = try UnwrappingKey(
            pem: SampleKeys.pem(
                "PRIVATE KEY",
                "MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQg0JFWczAXva2An9m72MaT9gIwWTFptvlKrxyO4TjMmbWh"
                    + "RANCAAQ5OirZ4n5DrKqrhaGdO4VZHhRAYVcXWt3Te/d/8Mr57Tf886i09VwDhSMmH8pmNq/mp6+ioUgqYG9cs6GLLioe"
            ))
        #expect(try key.unwrapped(ciphertext.raw, expecting: 11) == Array("Hello World".utf8))
    }

    @Test("every altered bit of an SM2 ciphertext is noticed")
    func sm2Tampering() throws {
        let key = try Self.sm2.get()
        let wrapped = try key.publicKey.wrap(secret([UInt8](0..<16)))
        for bit in 0..<8 * wrapped.count {
            var altered = wrapped
            altered[bit / 8] ^= 1 << (bit % 8)
            let error = #expect(throws: RequestCryptoError.self, "bit \(bit)") {
                try key.unwrapped(altered, expecting: 16)
            }
            // A point off the curve is refused before the private key touches it.
            let isPoint = 8..<8 * 65 ~= bit
            #expect(error?.code == (isPoint ? .pointNotOnCurve : .unwrapFailed), "bit \(bit)")
        }
        for length in 0..<wrapped.count where length != 112 {
            #expect(throws: RequestCryptoError(.unwrapFailed, ""), "\(length) bytes") {
                try key.unwrapped(Array(wrapped.prefix(length)), expecting: 16)
            }
        }
        #expect(throws: RequestCryptoError(.unwrapFailed, "")) { try key.unwrapped(wrapped, expecting: 32) }
    }

    @Test("a ciphertext for another SM2 key does not unwrap")
    func otherKey() throws {
        let other = try UnwrappingKey.generateSM2()
        let wrapped = try other.publicKey.wrap(secret([UInt8](0..<16)))
        #expect(throws: RequestCryptoError(.unwrapFailed, "")) {
            try Self.sm2.get().unwrapped(wrapped, expecting: 16)
        }
    }

    /// Encrypts a block as it stands, padding and all.
    private func encrypt(_ block: [UInt8], for key: UnwrappingKey) throws -> [UInt8] {
        try key.publicKey.encryptRSABlock(secret(block))
    }

    @Test("RSA blocks with bad padding give a key, and one that says nothing")
    func implicitRejection() throws {
        let key = try Self.rsa.get()
        let message = [UInt8](0..<32)
        let good = [0, 2] + [UInt8](repeating: 0xA5, count: 93) + [0] + message
        #expect(try key.unwrapped(encrypt(good, for: key), expecting: 32) == message)

        var blocks: [[UInt8]] = []
        for (index, value) in [(0, 1), (1, 1), (1, 0), (1, 3), (2, 0), (9, 0), (50, 0), (94, 0), (95, 1)]
            as [(Int, UInt8)]
        {
            var bad = good
            bad[index] = value
            blocks.append(bad)
        }
        blocks.append([0, 2] + [UInt8](repeating: 0xA5, count: 126))
        blocks.append([UInt8](repeating: 0, count: 128))
        // Good padding around a message of another length is no data key either.
        blocks.append([0, 2] + [UInt8](repeating: 0xA5, count: 92) + [0] + message + [1])
        blocks.append([0, 2] + [UInt8](repeating: 0xA5, count: 94) + [0] + message.dropFirst())

        var keys: Set<[UInt8]> = []
        for block in blocks {
            let wrapped = try encrypt(block, for: key)
            let unwrapped = try key.unwrapped(wrapped, expecting: 32)
            #expect(unwrapped.count == 32)
            #expect(unwrapped != Array(block.suffix(32)))
            // The same block gives the same key, or sending it twice would give it away.
            #expect(try key.unwrapped(wrapped, expecting: 32) == unwrapped)
            let again = try UnwrappingKey(pem: SampleKeys.pem("PRIVATE KEY", SampleKeys.rsaPrivatePKCS8))
            #expect(try again.unwrapped(wrapped, expecting: 32) == unwrapped)
            #expect(try key.unwrapped(wrapped, expecting: 16) == Array(unwrapped.prefix(16)))
            keys.insert(unwrapped)
        }
        #expect(keys.count == blocks.count)
    }

    @Test("the form for known answers gives one error for every bad padding")
    func paddingErrors() throws {
        let key = try Self.rsa.get()
        let message = [UInt8](0..<32)
        let good = [0, 2] + [UInt8](repeating: 0xA5, count: 93) + [0] + message
        #expect(try key.decryptedPKCS1(encrypt(good, for: key)) == message)
        let empty = good.prefix(95) + [UInt8](repeating: 7, count: 32) + [0]
        #expect(try key.decryptedPKCS1(encrypt(Array(empty), for: key)) == [])

        var errors: Set<String> = []
        var count = 0
        for index in [0, 1] + Array(2..<10) {
            for value in 0...255 as ClosedRange<UInt8> {
                // Bytes 2 to 9 may be anything but zero; byte 0 other than 0 makes the number too large.
                guard index == 1 ? value != 2 : index == 0 ? value == 1 : value == 0 else { continue }
                var bad = good
                bad[index] = value
                let wrapped = try encrypt(bad, for: key)
                let error = #expect(throws: RequestCryptoError.self) { try key.decryptedPKCS1(wrapped) }
                errors.insert(error.map { "\($0.code) \($0)" } ?? "none")
                count += 1
            }
        }
        #expect(count == 264)
        #expect(errors.count == 1)
        #expect(errors.first?.hasPrefix("unwrapFailed") == true)
    }

    @Test("RSA input of the wrong length, or not below the modulus, is refused")
    func rsaLengths() throws {
        let key = try Self.rsa.get()
        for length in [0, 1, 127, 129, 256] {
            #expect(throws: RequestCryptoError(.unwrapFailed, ""), "\(length) bytes") {
                try key.unwrapped([UInt8](repeating: 1, count: length), expecting: 32)
            }
        }
        #expect(throws: RequestCryptoError(.unwrapFailed, "")) {
            try key.unwrapped([UInt8](repeating: 0xFF, count: 128), expecting: 32)
        }
        for length in [-1, 0, 118] {
            #expect(throws: RequestCryptoError(.unwrapFailed, ""), "expecting \(length)") {
                try key.unwrapped([UInt8](repeating: 1, count: 128), expecting: length)
            }
        }
    }

    @Test("private keys whose numbers were altered are refused")
    func alteredNumbers() throws {
        let rsa = try base64(SampleKeys.rsaPrivatePKCS1)
        // A byte within each of the eight numbers: modulus, both exponents, primes and what speeds them up.
        for index in [40, 140, 200, 300, 360, 430, 490, 560] {
            var altered = rsa
            altered[index] ^= 0x10
            #expect(throws: RequestCryptoError(.malformedPEM, ""), "byte \(index)") {
                try UnwrappingKey(pem: SampleKeys.pem("RSA PRIVATE KEY", encoded(altered)))
            }
        }
        var sm2 = try base64(SampleKeys.sm2PrivatePKCS8)
        sm2[50] ^= 1
        #expect(throws: RequestCryptoError(.malformedPEM, "")) {
            try UnwrappingKey(pem: SampleKeys.pem("PRIVATE KEY", encoded(sm2)))
        }
    }

    @Test("SM2 scalars lie between 1 and n - 2")
    func scalars() throws {
        let sec1 = try base64(SampleKeys.sm2PrivateSEC1WithoutPoint)
        func key(_ scalar: [UInt8]) throws -> UnwrappingKey {
            var der = sec1
            der.replaceSubrange(7..<39, with: scalar)
            return try UnwrappingKey(pem: SampleKeys.pem("EC PRIVATE KEY", encoded(der)))
        }
        let zero = [UInt8](repeating: 0, count: 32)
        let beginning = hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D541")
        _ = try key(zero.dropLast() + [1])
        _ = try key(beginning + [0x21])
        for bad in [zero, beginning + [0x22], beginning + [0x23], [UInt8](repeating: 0xFF, count: 32)] {
            #expect(throws: RequestCryptoError(.wrongKeyType, "")) { try key(bad) }
        }
    }

    @Test("generated keys have the size asked for, and differ")
    func generation() throws {
        #expect(try UnwrappingKey.generateRSA(bits: 1024).publicKey.kind == .rsa(bits: 1024))
        #expect(try UnwrappingKey.generateRSA().publicKey.kind == .rsa(bits: 2048))
        #expect(try UnwrappingKey.generateSM2().publicKey != UnwrappingKey.generateSM2().publicKey)
        for bits in [-1, 0, 512, 1023, 16385] {
            #expect(throws: RequestCryptoError(.unsupportedKeySize, "")) { try UnwrappingKey.generateRSA(bits: bits) }
        }
    }

    @Test("a description shows nothing of the numbers")
    func descriptions() throws {
        #expect(try "\(Self.rsa.get())" == "RSA private key of 1024 bits (redacted)")
        #expect(try "\(Self.sm2.get())" == "SM2 private key (redacted)")
    }

    @Test("many threads can wrap and unwrap at once")
    func concurrency() async throws {
        let keys = try [Self.rsa.get(), Self.sm2.get()]
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                group.addTask {
                    let key = keys[index % 2]
                    let dataKey = try SystemRandom.bytes(16)
                    let wrapped = try key.publicKey.wrap(secret(dataKey))
                    return try key.unwrapped(wrapped, expecting: 16) == dataKey
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }
}
