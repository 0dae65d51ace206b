// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import RequestCrypto
import SecretMemory
import Testing

/// A text that is no key of the wanted kind, and the error that says so.
struct KeyTextCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    let code: RequestCryptoError.Code
    /// Words that the message or the hint must contain.
    let mentions: String

    init(_ description: String, _ text: String, _ code: RequestCryptoError.Code, mentions: String = "") {
        testDescription = description
        self.text = text
        self.code = code
        self.mentions = mentions
    }

    func matches(_ error: RequestCryptoError?) -> Bool {
        guard let error else { return false }
        return error.code == code && (mentions.isEmpty || "\(error)".contains(mentions))
    }
}

@Suite("Key texts that are refused")
struct KeyTextTests {
    private static let good = SampleKeys.pem("PUBLIC KEY", SampleKeys.rsaPublicSPKI)
    private static let goodPrivate = SampleKeys.pem("PRIVATE KEY", SampleKeys.sm2PrivatePKCS8)

    /// What is wrong with PEM itself, whatever the key.
    static let malformedTexts = [
        KeyTextCase("nothing", "", .malformedPEM),
        KeyTextCase("blanks", " \n\n", .malformedPEM),
        KeyTextCase("words", "this is not a key", .malformedPEM, mentions: "-----BEGIN"),
        KeyTextCase("bare base64 of DER", SampleKeys.rsaPublicSPKI, .malformedPEM, mentions: "-----BEGIN"),
        KeyTextCase("no END line", String(good.dropLast(27)), .malformedPEM, mentions: "END"),
        KeyTextCase("half an END line", String(good.dropLast(4)), .malformedPEM),
        KeyTextCase("only a BEGIN line", "-----BEGIN PUBLIC KEY-----\n", .malformedPEM),
        KeyTextCase("half a BEGIN line", "-----BEGIN PUBLIC", .malformedPEM),
        KeyTextCase("an empty label", SampleKeys.pem("", SampleKeys.rsaPublicSPKI), .malformedPEM),
        KeyTextCase("a label in small letters", SampleKeys.pem("public key", "AAAA"), .malformedPEM),
        KeyTextCase(
            "labels that differ",
            good.replacingFirst("-----END PUBLIC KEY", "-----END RSA PUBLIC KEY"), .malformedPEM, mentions: "repeat"),
        KeyTextCase("text before the block", "key:\n" + good, .malformedPEM),
        KeyTextCase("text after the block", good + "key\n", .malformedPEM, mentions: "follows"),
        KeyTextCase("a zero byte after the block", good + "\0", .malformedPEM),
        KeyTextCase("two blocks", good + good, .malformedPEM, mentions: "more than one"),
        KeyTextCase("two blocks apart", good + "\n\n" + good, .malformedPEM, mentions: "more than one"),
        KeyTextCase("a blank within a line", good.replacingFirst("MIG", "M IG"), .malformedPEM),
        KeyTextCase("lines that begin with blanks", good.replacingFirst("\nMIG", "\n  MIG"), .malformedPEM),
        KeyTextCase("padding in the middle", good.replacingFirst("MIG", "M=IG"), .malformedPEM),
        KeyTextCase("base64 that is cut off", good.replacingFirst("AQAB", "AQA"), .malformedPEM),
        KeyTextCase("pad bits that are not zero", SampleKeys.pem("PUBLIC KEY", "MB=="), .malformedPEM),
        KeyTextCase("lines that end in CR alone", good.replacingAll("\n", "\r"), .malformedPEM),
        KeyTextCase("a byte order mark", "\u{FEFF}" + good, .malformedPEM),
        KeyTextCase("base64 of base64 of PEM", Base64Text.encode(Base64Text.encode(good)), .malformedPEM),
        KeyTextCase("a label of its own kind", SampleKeys.pem("DSA PRIVATE KEY", "AAAA"), .wrongKeyType),
        KeyTextCase("a certificate", SampleKeys.pem("CERTIFICATE", SampleKeys.certificate), .wrongKeyType),
        KeyTextCase(
            "an encrypted key", SampleKeys.pem("ENCRYPTED PRIVATE KEY", SampleKeys.rsaEncryptedPKCS8), .wrongKeyType,
            mentions: "encrypted"),
        KeyTextCase(
            "an encrypted key of the old kind",
            SampleKeys.pem("RSA PRIVATE KEY", "AAAA").replacingFirst(
                "-\nAAAA", "-\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA"), .wrongKeyType,
            mentions: "encrypted"),
        KeyTextCase(
            "parameters without a key", SampleKeys.pem("EC PARAMETERS", "BggqgRzPVQGCLQ=="), .malformedPEM,
            mentions: "EC PARAMETERS"),
        KeyTextCase(
            "parameters twice",
            SampleKeys.pem("EC PARAMETERS", "BggqgRzPVQGCLQ==") + SampleKeys.pem("SM2 PARAMETERS", "BggqgRzPVQGCLQ==")
                + SampleKeys.pem("EC PRIVATE KEY", SampleKeys.sm2PrivateSEC1), .malformedPEM,
            mentions: "EC PARAMETERS"),
        KeyTextCase(
            "parameters behind the key",
            SampleKeys.pem("PRIVATE KEY", SampleKeys.sm2PrivatePKCS8)
                + SampleKeys.pem("EC PARAMETERS", "BggqgRzPVQGCLQ=="), .malformedPEM, mentions: "more than one"),
    ]

    @Test("malformed texts, as a public key", arguments: malformedTexts)
    func malformedPublic(_ refused: KeyTextCase) {
        let error = #expect(throws: RequestCryptoError.self) { try WrappingKey(pem: refused.text) }
        #expect(refused.matches(error), "\(String(describing: error))")
    }

    @Test("malformed texts, as a private key", arguments: malformedTexts)
    func malformedPrivate(_ refused: KeyTextCase) {
        let error = #expect(throws: RequestCryptoError.self) { try UnwrappingKey(pem: refused.text) }
        #expect(refused.matches(error), "\(String(describing: error))")
    }

    @Test(
        "texts of something else than a public RSA or SM2 key",
        arguments: [
            KeyTextCase(
                "PKCS#1 under the label of SPKI", SampleKeys.pem("PUBLIC KEY", SampleKeys.rsaPublicPKCS1),
                .malformedPEM, mentions: "label"),
            KeyTextCase(
                "SPKI under the label of PKCS#1", SampleKeys.pem("RSA PUBLIC KEY", SampleKeys.rsaPublicSPKI),
                .malformedPEM, mentions: "label"),
            KeyTextCase(
                "SM2 under the label of RSA", SampleKeys.pem("RSA PUBLIC KEY", SampleKeys.sm2PublicSPKI), .malformedPEM,
                mentions: "label"),
            KeyTextCase(
                "a private key under a public label", SampleKeys.pem("PUBLIC KEY", SampleKeys.rsaPrivatePKCS8),
                .malformedPEM, mentions: "label"),
            KeyTextCase(
                "a certificate under the label of a key", SampleKeys.pem("PUBLIC KEY", SampleKeys.certificate),
                .malformedPEM, mentions: "certificate"),
            KeyTextCase(
                "a private key", SampleKeys.pem("PRIVATE KEY", SampleKeys.rsaPrivatePKCS8), .wrongKeyType,
                mentions: "public key belongs"),
            KeyTextCase(
                "a PKCS#1 private key", SampleKeys.pem("RSA PRIVATE KEY", SampleKeys.rsaPrivatePKCS1), .wrongKeyType,
                mentions: "public key belongs"),
            KeyTextCase("an empty block", SampleKeys.pem("PUBLIC KEY", ""), .malformedPEM),
            KeyTextCase("content that is not DER", SampleKeys.pem("PUBLIC KEY", "AAAAAAAA"), .malformedPEM),
            KeyTextCase(
                "a P-256 key", SampleKeys.pem("PUBLIC KEY", SampleKeys.p256PublicSPKI), .wrongKeyType, mentions: "P-256"
            ),
            KeyTextCase(
                "a secp256k1 key", SampleKeys.pem("PUBLIC KEY", SampleKeys.secp256k1PublicSPKI), .wrongKeyType,
                mentions: "secp256k1"),
            KeyTextCase(
                "an Ed25519 key", SampleKeys.pem("PUBLIC KEY", SampleKeys.ed25519PublicSPKI), .wrongKeyType,
                mentions: "Ed25519"),
            KeyTextCase(
                "a key for signatures only", SampleKeys.pem("PUBLIC KEY", SampleKeys.rsaPSSPublic), .wrongKeyType,
                mentions: "RSASSA-PSS"),
            KeyTextCase(
                "a curve without a name", SampleKeys.pem("PUBLIC KEY", SampleKeys.sm2PublicExplicit), .wrongKeyType,
                mentions: "named curve"),
            KeyTextCase(
                "a compressed point", SampleKeys.pem("PUBLIC KEY", SampleKeys.sm2PublicCompressed), .malformedPEM,
                mentions: "uncompressed"),
            KeyTextCase(
                "an RSA key of 1016 bits", SampleKeys.pem("RSA PUBLIC KEY", SampleKeys.rsa1016), .unsupportedKeySize,
                mentions: "1016"),
        ])
    func wrongPublic(_ refused: KeyTextCase) {
        let error = #expect(throws: RequestCryptoError.self) { try WrappingKey(pem: refused.text) }
        #expect(refused.matches(error), "\(String(describing: error))")
    }

    @Test(
        "texts of something else than a private RSA or SM2 key",
        arguments: [
            KeyTextCase(
                "PKCS#8 under the label of PKCS#1", SampleKeys.pem("RSA PRIVATE KEY", SampleKeys.rsaPrivatePKCS8),
                .malformedPEM, mentions: "label"),
            KeyTextCase(
                "PKCS#1 under the label of PKCS#8", SampleKeys.pem("PRIVATE KEY", SampleKeys.rsaPrivatePKCS1),
                .malformedPEM, mentions: "label"),
            KeyTextCase(
                "SEC 1 under the label of PKCS#8", SampleKeys.pem("PRIVATE KEY", SampleKeys.sm2PrivateSEC1),
                .malformedPEM, mentions: "label"),
            KeyTextCase(
                "a public key", SampleKeys.pem("PUBLIC KEY", SampleKeys.rsaPublicSPKI), .wrongKeyType,
                mentions: "private key belongs"),
            KeyTextCase(
                "a PKCS#1 public key", SampleKeys.pem("RSA PUBLIC KEY", SampleKeys.rsaPublicPKCS1), .wrongKeyType,
                mentions: "private key belongs"),
            KeyTextCase(
                "a P-256 key", SampleKeys.pem("EC PRIVATE KEY", SampleKeys.p256PrivateSEC1), .wrongKeyType,
                mentions: "P-256"),
            KeyTextCase(
                "an RSA key of three primes", SampleKeys.pem("RSA PRIVATE KEY", SampleKeys.rsaThreePrimes),
                .wrongKeyType, mentions: "two primes"),
            KeyTextCase(
                "an encrypted key under a plain label", SampleKeys.pem("PRIVATE KEY", SampleKeys.rsaEncryptedPKCS8),
                .malformedPEM, mentions: "encrypted"),
        ])
    func wrongPrivate(_ refused: KeyTextCase) {
        let error = #expect(throws: RequestCryptoError.self) { try UnwrappingKey(pem: refused.text) }
        #expect(refused.matches(error), "\(String(describing: error))")
    }

    @Test("no byte of a public key can be altered, cut off or added and still give the same key")
    func everyByte() throws {
        let key = try WrappingKey(pem: Self.good)
        let der = try base64(SampleKeys.rsaPublicSPKI)
        for index in der.indices {
            for bit in 0..<8 {
                var altered = der
                altered[index] ^= 1 << bit
                let text = SampleKeys.pem("PUBLIC KEY", Base64.encodeToString(altered.span))
                if let other = try? WrappingKey(pem: text) {
                    // Only the modulus and the exponent, which end the structure, make another key.
                    #expect(other != key)
                    #expect(index >= 28, "byte \(index), bit \(bit)")
                }
            }
        }
        for length in 0..<der.count {
            let text = SampleKeys.pem("PUBLIC KEY", Base64.encodeToString(Array(der.prefix(length)).span))
            #expect(throws: RequestCryptoError(.malformedPEM, ""), "\(length) bytes") { try WrappingKey(pem: text) }
        }
        let longer = SampleKeys.pem("PUBLIC KEY", Base64.encodeToString((der + [0]).span))
        #expect(throws: RequestCryptoError(.malformedPEM, "")) { try WrappingKey(pem: longer) }
    }

    @Test("BER that is not DER is refused")
    func strictness() {
        let modulus = DERFixture.modulus(bits: 1024)
        let good = DERFixture.integer(modulus)
        let exponent = DERFixture.integer([1, 0, 1])
        let refused: [(String, [UInt8])] = [
            ("a superfluous zero in an integer", DERFixture.sequence(DERFixture.integer([0] + modulus), exponent)),
            ("a negative integer", DERFixture.sequence(DERFixture.integer(Array(modulus.dropFirst())), exponent)),
            ("an empty integer", DERFixture.sequence(good, DERFixture.integer([]))),
            ("a length that is not minimal", DERFixture.sequence(good, [0x02, 0x81, 0x03, 1, 0, 1])),
            ("an indefinite length", [0x30, 0x80] + good + exponent + [0, 0]),
            ("a length beyond the end", DERFixture.sequence(good, [0x02, 0x04, 1, 0, 1])),
            ("a length of many bytes", DERFixture.sequence(good, [0x02, 0x85, 0, 0, 0, 0, 3, 1, 0, 1])),
            ("a third number", DERFixture.sequence(good, exponent, exponent)),
            ("a missing exponent", DERFixture.sequence(good)),
            ("bytes after the structure", DERFixture.sequence(good, exponent) + [0x05, 0x00]),
        ]
        for (description, der) in refused {
            let text = SampleKeys.pem("RSA PUBLIC KEY", Base64.encodeToString(der.span))
            #expect(throws: RequestCryptoError(.malformedPEM, ""), "\(description)") { try WrappingKey(pem: text) }
        }
    }

    @Test(
        "published PEM files: both right ones are read, the wrongly labelled one is not",
        // The files come from another project and are not part of this repository.
        .enabled(if: ThirdPartyVectors.have("cavp-pyca")))
    func publishedFiles() throws {
        let folder = "cavp-pyca/PEM/"
        #expect(
            try WrappingKey(pem: ThirdPartyVectors.text(folder + "rsa.pub.pem.txt")).kind == .rsa(bits: 1024))
        #expect(
            try WrappingKey(pem: ThirdPartyVectors.text(folder + "rsa_public_key.pem.txt")).kind == .rsa(bits: 2048))
        let mislabelled = try ThirdPartyVectors.text(folder + "rsa_wrong_delimiter_public_key.pem.txt")
        #expect(throws: RequestCryptoError(.malformedPEM, "")) { try WrappingKey(pem: mislabelled) }
    }
}

extension String {
    fileprivate func replacingFirst(_ target: String, _ replacement: String) -> String {
        guard let range = firstRange(of: target) else { return self }
        return replacingCharacters(in: range, with: replacement)
    }

    fileprivate func replacingAll(_ target: String, _ replacement: String) -> String {
        split(separator: target, omittingEmptySubsequences: false).joined(separator: replacement)
    }

    private func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
