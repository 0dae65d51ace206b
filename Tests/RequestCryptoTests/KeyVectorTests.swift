// SPDX-License-Identifier: Apache-2.0

import Foundation
import RequestCrypto
import SecretMemory
import Testing

/// The files are published by other projects and are not part of this repository.
@Suite("Key wrapping against published vectors")
struct KeyVectorTests {
    /// One key of the file with its messages.
    private struct RSAExample {
        var numbers: [String: [UInt8]] = [:]
        var messages: [(message: [UInt8], seed: [UInt8], ciphertext: [UInt8])] = []

        /// The key as PEM of PKCS#1.
        var pem: String {
            let names = [
                "Modulus", "Public exponent", "Exponent", "Prime 1", "Prime 2", "Prime exponent 1",
                "Prime exponent 2", "Coefficient",
            ]
            let integers = names.map { name in
                let magnitude = Array((numbers[name] ?? []).drop { $0 == 0 })
                return DERFixture.integer((magnitude.first ?? 0x80) >= 0x80 ? [0] + magnitude : magnitude)
            }
            return SampleKeys.pem(
                "RSA PRIVATE KEY",
                encoded(DERFixture.element(0x30, DERFixture.integer([0]) + integers.flatMap { $0 })))
        }
    }

    @Test(
        "300 RSA encryptions with given padding bytes, under 15 keys of 1024 to 2048 bits, both ways",
        .enabled(if: ThirdPartyVectors.have("cavp-pyca")))
    func rsa() throws {
        let examples = try rsaExamples()
        #expect(examples.count == 15)
        #expect(examples.reduce(0) { $0 + $1.messages.count } == 300)
        var sizes: Set<WrappingKey.Kind> = []
        for example in examples {
            let key = try UnwrappingKey(pem: example.pem)
            sizes.insert(key.publicKey.kind)
            for (message, seed, ciphertext) in example.messages {
                #expect(try key.publicKey.wrap(secret(message), paddingString: seed) == ciphertext)
                #expect(try key.unwrapped(ciphertext, expecting: message.count) == message)
                #expect(try key.decryptedPKCS1(ciphertext) == message)
            }
        }
        #expect(sizes.isSuperset(of: (1024...1031).map { .rsa(bits: $0) }))
    }

    /// The ciphertexts are in ASN.1, and what is wrong with half of them is just that.
    @Test("no invalid SM2 ciphertext of Botan's list decrypts", .enabled(if: ThirdPartyVectors.have("botan")))
    func sm2Invalid() throws {
        let text = try ThirdPartyVectors.text("botan/sm2_invalid.vec.txt")
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        let scalar = try #require(lines.first { $0.hasPrefix("Key = ") }).dropFirst(6)
        let ciphertexts = lines.filter { $0.hasPrefix("Ctext =") }.map { hex(String($0.dropFirst(7))) }
        #expect(ciphertexts.count == 20)

        let sec1 =
            DERFixture.integer([1]) + DERFixture.element(0x04, hex(String(scalar)))
            + DERFixture.element(0xA0, DERFixture.element(0x06, hex("2a811ccf5501822d")))
        let key = try UnwrappingKey(
            pem: SampleKeys.pem("EC PRIVATE KEY", encoded(DERFixture.element(0x30, sec1))))

        var malformed = 0
        for (index, asn1) in ciphertexts.enumerated() {
            guard let ciphertext = SM2Ciphertext(asn1: asn1.span) else {
                malformed += 1
                continue
            }
            let length = ciphertext.raw.count - SM2Ciphertext.overhead
            let error = #expect(throws: RequestCryptoError.self, "ciphertext \(index)") {
                try key.unwrapped(ciphertext.raw, expecting: length)
            }
            #expect(error?.code == .unwrapFailed || error?.code == .pointNotOnCurve, "ciphertext \(index)")
        }
        // Empty, cut off, fields too short, too long or swapped, trailing bytes, and lengths that are not minimal.
        #expect(malformed == 10)
    }

    /// Reads the file's blocks: a heading that ends in a colon, then lines of hexadecimal.
    private func rsaExamples() throws -> [RSAExample] {
        var examples: [RSAExample] = []
        var heading = ""
        var values: [String: [UInt8]] = [:]
        for line in try ThirdPartyVectors.text("cavp-pyca/RSA/pkcs1v15crypt-vectors.txt").split(
            whereSeparator: \.isNewline)
        {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("# Example"), line.contains("RSA key pair") {
                examples.append(RSAExample())
                values = [:]
            } else if line.hasPrefix("#"), line.hasSuffix(":") {
                heading = String(line.dropFirst(2).dropLast())
                values[heading] = []
            } else if !examples.isEmpty, let bytes = Self.hexadecimal(line) {
                values[heading, default: []] += bytes
                let last = examples.count - 1
                if heading == "Coefficient" { examples[last].numbers = values }
                if heading == "Encryption" {
                    let size = examples[last].numbers["Modulus"]?.count ?? 0
                    if values[heading]?.count == size {
                        examples[last].messages.append(
                            (values["Message"] ?? [], values["Seed"] ?? [], values[heading] ?? []))
                    }
                }
            }
        }
        return examples
    }

    private static func hexadecimal(_ line: String) -> [UInt8]? {
        let digits = line.filter { $0 != " " }
        guard !digits.isEmpty, digits.allSatisfy(\.isHexDigit), digits.count % 2 == 0 else { return nil }
        return hex(digits)
    }
}
