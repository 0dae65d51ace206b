// SPDX-License-Identifier: Apache-2.0

import RequestCrypto
import RequestDigests
import SecretMemory
import Testing

@Suite("Wrapping keys")
struct WrappingKeyTests {
    @Test("the vendor's keys are the published ones")
    func pins() {
        #expect(
            SHA256Hasher.hash(WrappingKey.tencentRSA.spki).hex
                == "40c15910cf87807ee9d870b994012dbf3be3fe435bfbed9706c0ef794c291677")
        // The PKCS#1 form is what follows the 22 bytes that begin the SubjectPublicKeyInfo.
        #expect(
            SHA256Hasher.hash(Array(WrappingKey.tencentRSA.spki.dropFirst(22))).hex
                == "63350c29ad1c5d2736f041dbed79428a47666f2e7d3055472d7908af12cc1c30")
        #expect(
            SHA256Hasher.hash(WrappingKey.tencentSM2.spki).hex
                == "be32f06bee0a7b639e81e2ac591b76df41befafa3038440f0929b23700e5a3bc")
        #expect(WrappingKey.tencentSM2.spki.count == 91)
        #expect(WrappingKey.tencentRSA.kind == .rsa(bits: 1024))
        #expect(WrappingKey.tencentSM2.kind == .sm2)
        #expect(WrappingKey.vendorDefault(for: .aes256CBC) == .tencentRSA)
        #expect(WrappingKey.vendorDefault(for: .sm4GCM) == .tencentSM2)
    }

    @Test("the vendor's RSA key wraps the worked example, with padding bytes of A5")
    func vendorRSA() throws {
        #expect(
            try WrappingKey.tencentRSA.wrap(
                secret(Array("0123456789abcdef0123456789abcdef".utf8)),
                paddingString: [UInt8](repeating: 0xA5, count: 93))
                == base64(
                    "oUldkQLZbzwRgjGdMs75pFhkPpHdPuoD199JVEBabwiitrv1o8P/1TixlYeucvyC1xSCvnf+uB+WRu3OU6UD"
                        + "IYDXLbyYVinRJWE7/bToz9DDxMm2ANpTW/R3VlwLsnF6iN1qQalq7fs0+nZGcSK6nRqhbCcz7Xs0J+I1N6Gu8aw="
                ))
    }

    @Test("the vendor's SM2 key wraps the worked example, with the k of the standard")
    func vendorSM2() throws {
        #expect(
            try WrappingKey.tencentSM2.wrap(
                Array("0123456789abcdef".utf8),
                scalar: hex("59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21"))
                == base64(
                    "BATr/HGOjReYYgQyJo53/rZBXi7eDgc8D09kDs0uFJpz6Fj52B5UMKV7Ntqrj5UKPGTm7mpjCU2ZKDr/dn4STfA4"
                        + "eJkJY6gm0oFFAvwyXjn+JlbyEgdIUBUSSDAX5LUUAw5ECM0Cg+G1zgH5lsQeP2o="))
    }

    @Test("the example of GB/T 32918.5 comes out")
    func gbtExample() throws {
        let key = try WrappingKey(
            pem: DERFixture.sm2PublicKey(
                point: hex(
                    """
                    0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020
                    ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13
                    """)))
        #expect(
            try key.wrap(
                Array("encryption standard".utf8),
                scalar: hex("59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21"))
                == hex(
                    """
                    0404ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73
                    e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0
                    59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766
                    21886ca989ca9c7d58087307ca93092d651efa
                    """))
    }

    @Test(
        "all forms of one key are equal",
        arguments: [
            SampleKeys.pem("RSA PUBLIC KEY", SampleKeys.rsaPublicPKCS1),
            SampleKeys.pem("PUBLIC KEY", SampleKeys.rsaPublicSPKI),
            SampleKeys.pem("PUBLIC KEY", SampleKeys.rsaPublicSPKI, lineEnd: "\r\n"),
            "\n \t" + SampleKeys.pem("PUBLIC KEY", SampleKeys.rsaPublicSPKI) + "\n\n",
        ])
    func forms(pem: String) throws {
        let key = try WrappingKey(pem: pem)
        let expected = try WrappingKey(pem: SampleKeys.pem("PUBLIC KEY", SampleKeys.rsaPublicSPKI))
        #expect(key == expected)
        #expect(key.hashValue == expected.hashValue)
        #expect(key.pem() == SampleKeys.pem("PUBLIC KEY", SampleKeys.rsaPublicSPKI))
        #expect(key != .tencentRSA)
    }

    @Test("the base64 of a PEM text is taken, in one line or in several")
    func base64OfPEM() throws {
        let pem = SampleKeys.pem("RSA PUBLIC KEY", SampleKeys.rsaPublicPKCS1)
        let text = Base64Text.encode(pem)
        let key = try WrappingKey(pem: pem)
        #expect(try WrappingKey(pem: text) == key)
        #expect(try WrappingKey(pem: text + "\n") == key)
        #expect(try WrappingKey(pem: Base64Text.broken(text, every: 64, by: "\n")) == key)
        #expect(try WrappingKey(pem: Base64Text.broken(text, every: 76, by: "\r\n")) == key)
        // As the vendor's SDKs contain it: the text of the SM2 key with this hash.
        let sm2 = Base64Text.encode(String(WrappingKey.tencentSM2.pem().dropLast()))
        #expect(try WrappingKey(pem: sm2) == .tencentSM2)
    }

    @Test(
        "RSA moduli from 1024 to 16384 bits are taken, odd sizes too",
        arguments: [1024, 1025, 1031, 1536, 2048, 3072, 4096, 16384])
    func sizes(bits: Int) throws {
        let key = try WrappingKey(
            pem: DERFixture.rsaPublicKey(modulus: DERFixture.modulus(bits: bits), exponent: [1, 0, 1]))
        #expect(key.kind == .rsa(bits: bits))
        #expect(try key.wrap(secret([1, 2, 3])).count == (bits + 7) / 8)
    }

    @Test("RSA moduli of other sizes are refused", arguments: [512, 1016, 1023, 16385, 16392])
    func unsupportedSizes(bits: Int) {
        #expect(throws: RequestCryptoError(.unsupportedKeySize, "")) {
            try WrappingKey(
                pem: DERFixture.rsaPublicKey(modulus: DERFixture.modulus(bits: bits), exponent: [1, 0, 1]))
        }
    }

    @Test("RSA exponents are odd, 3 or more, and not too large")
    func exponents() throws {
        let modulus = DERFixture.modulus(bits: 2048)
        for good: [UInt8] in [[3], [0x11], [1, 0, 1], [1] + [UInt8](repeating: 1, count: 31)] {
            _ = try WrappingKey(pem: DERFixture.rsaPublicKey(modulus: modulus, exponent: good))
        }
        for bad: [UInt8] in [[0], [1], [2], [4], [1, 0, 0], [1] + [UInt8](repeating: 1, count: 256)] {
            #expect(throws: RequestCryptoError(.wrongKeyType, ""), "exponent \(bad)") {
                try WrappingKey(pem: DERFixture.rsaPublicKey(modulus: modulus, exponent: bad))
            }
        }
        #expect(throws: RequestCryptoError(.wrongKeyType, "")) {
            try WrappingKey(
                pem: DERFixture.rsaPublicKey(
                    modulus: DERFixture.modulus(bits: 4096), exponent: [1] + [UInt8](repeating: 1, count: 8)))
        }
        var even = modulus
        even[even.count - 1] = 0xFE
        #expect(throws: RequestCryptoError(.wrongKeyType, "")) {
            try WrappingKey(pem: DERFixture.rsaPublicKey(modulus: even, exponent: [1, 0, 1]))
        }
    }

    @Test("data keys that do not fit are refused")
    func tooLong() throws {
        _ = try WrappingKey.tencentRSA.wrap(secret([UInt8](repeating: 1, count: 117)))
        for length in [0, 118, 128, 1000] {
            #expect(throws: RequestCryptoError(.wrapFailed, ""), "\(length) bytes") {
                try WrappingKey.tencentRSA.wrap(secret([UInt8](repeating: 1, count: length)))
            }
        }
        #expect(throws: RequestCryptoError(.wrapFailed, "")) { try WrappingKey.tencentSM2.wrap(secret([])) }
    }

    @Test("wrapping the same key again gives other bytes of the same length")
    func fresh() throws {
        let dataKey = secret([UInt8](0..<16))
        for (key, length) in [(WrappingKey.tencentRSA, 128), (.tencentSM2, 113)] {
            let wrapped = try (0..<50).map { _ in try key.wrap(dataKey) }
            #expect(wrapped.allSatisfy { $0.count == length })
            #expect(Set(wrapped).count == 50)
        }
    }

    @Test("an SM2 point that is not on the curve is refused")
    func offCurve() throws {
        let good = Array(WrappingKey.tencentSM2.spki.suffix(65))
        #expect(try WrappingKey(pem: DERFixture.sm2PublicKey(point: good)) == .tencentSM2)
        var bad = good
        bad[64] ^= 1
        let prime = hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF")
        let points = [
            bad, [4] + [UInt8](repeating: 0, count: 64), [4] + prime + good.suffix(32), [4] + good[1..<33] + prime,
            [4] + [UInt8](repeating: 0xFF, count: 64),
        ]
        for point in points {
            #expect(throws: RequestCryptoError(.pointNotOnCurve, "")) {
                try WrappingKey(pem: DERFixture.sm2PublicKey(point: point))
            }
        }
        let noPoints: [[UInt8]] = [
            Array(good.dropLast()), good + [0], [0], [2] + good[1..<33], [6] + good.dropFirst(),
        ]
        for point in noPoints {
            #expect(throws: RequestCryptoError(.malformedPEM, "")) {
                try WrappingKey(pem: DERFixture.sm2PublicKey(point: point))
            }
        }
    }

    @Test("a description tells kind and size")
    func descriptions() {
        #expect("\(WrappingKey.tencentRSA)" == "RSA public key of 1024 bits")
        #expect("\(WrappingKey.tencentSM2)" == "SM2 public key")
    }
}
