// SPDX-License-Identifier: Apache-2.0

import Base64Stream

/// Builds DER, right or wrong, for tests of the reader.
enum DERFixture {
    static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length =
            content.count < 0x80
            ? [UInt8(content.count)]
            : content.count < 0x100
                ? [0x81, UInt8(content.count)] : [0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)]
        return [tag] + length + content
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(0x30, parts.flatMap { $0 }) }

    /// An integer with the content as it stands.
    static func integer(_ content: [UInt8]) -> [UInt8] { element(0x02, content) }

    /// A PKCS#1 public key in PEM.
    static func rsaPublicKey(modulus: [UInt8], exponent: [UInt8]) -> String {
        SampleKeys.pem(
            "RSA PUBLIC KEY", Base64.encodeToString(sequence(integer(modulus), integer(exponent)).span))
    }

    /// The content of a positive modulus of so many bits, odd, with all bits set.
    static func modulus(bits: Int) -> [UInt8] {
        let top = bits % 8 == 0 ? [0x00, 0xFF] : [UInt8((1 << (bits % 8)) - 1)]
        return top + [UInt8](repeating: 0xFF, count: (bits - 1) / 8)
    }

    /// An SM2 public key in PEM whose point is `point`.
    static func sm2PublicKey(point: [UInt8]) -> String {
        let algorithm = sequence(
            element(0x06, hex("2a8648ce3d0201")), element(0x06, hex("2a811ccf5501822d")))
        return SampleKeys.pem(
            "PUBLIC KEY", Base64.encodeToString(sequence(algorithm, element(0x03, [0] + point)).span))
    }
}
