// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import SecretMemory
internal import StrictJSON

/// An RSA key pair of this run.
///
/// OpenSSL takes no seed, so another run has another.
struct FreshRSAKey {
    let bits: Int
    let privatePEM: String
    let pkcs8: [UInt8]
    let publicKey: WrappingKey
    /// The numbers of RFC 8017 A.1.2 from the modulus on, two's complement.
    let numbers: [[UInt8]]

    /// The names of ``numbers`` in the shape of the vectors.
    static let names = [
        "modulus", "publicExponent", "privateExponent", "prime1", "prime2", "exponent1", "exponent2", "coefficient",
    ]

    init(bits: Int) throws {
        self.bits = bits
        let key = try UnwrappingKey.generateRSA(bits: bits)
        publicKey = key.publicKey
        // The key is made to be published in a file of test vectors.
        let pem = key.pem().withBytes { bytes in bytes.indices.map { bytes[$0] } }
        pkcs8 = try PEMText.der(String(decoding: pem, as: UTF8.self))
        privatePEM = PEMText.text("PRIVATE KEY", pkcs8)
        var outer = try DERElements(pkcs8).element(0x30)
        _ = try outer.next(0x02)
        _ = try outer.next(0x30)
        var inner = try DERElements(outer.next(0x04)).element(0x30)
        _ = try inner.next(0x02)
        numbers = try Self.names.map { _ throws(NotUnderstood) in try inner.next(0x02) }
    }

    /// The modulus without a sign byte, as long as a ciphertext.
    var modulus: [UInt8] { Array(numbers[0].suffix(bits / 8)) }

    var publicMembers: [JSONValue.Member] {
        let pkcs1 = DERElements.encode(
            0x30, DERElements.encode(0x02, numbers[0]) + DERElements.encode(0x02, numbers[1]))
        return [
            .number("keySize", bits),
            .init(
                "publicKey", .object([.hex("modulus", numbers[0]), .hex("publicExponent", numbers[1])])),
            .text("publicKeyPem", PEMText.text("RSA PUBLIC KEY", pkcs1)),
            .text("publicKeySpkiPem", PEMText.text("PUBLIC KEY", publicKey.spki)),
        ]
    }

    var privateMembers: [JSONValue.Member] {
        let numbers = zip(Self.names, numbers).map { JSONValue.Member.hex($0, $1) }
        return [
            .number("keySize", bits), .init("privateKey", .object(numbers)), .hex("privateKeyPkcs8", pkcs8),
            .text("privateKeyPem", privatePEM),
        ]
    }

    /// RSA of a block as it stands.
    func encrypt(_ block: [UInt8]) throws(RequestCryptoError) -> [UInt8] {
        try publicKey.encryptRSABlock(SecretBytes(copying: block.span))
    }

    func wrap(_ message: [UInt8], padding: [UInt8]) throws(RequestCryptoError) -> [UInt8] {
        try publicKey.wrap(SecretBytes(copying: message.span), paddingString: padding)
    }
}
