// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto
internal import SecretMemory
internal import StrictJSON

/// An SM2 key pair from a seeded stream: a key for test data, which whoever knows the seed has.
struct SeededSM2Key {
    let scalar: [UInt8]
    /// `04‖x‖y`.
    let point: [UInt8]
    let privatePEM: String
    let publicKey: WrappingKey

    init(_ stream: inout SeededStream) throws(RequestCryptoError) {
        scalar = Self.scalar(&stream)
        point = try Self.basePoint(times: scalar)
        privatePEM = PEMText.text("PRIVATE KEY", Self.head + scalar + Self.middle + point)
        publicKey = try UnwrappingKey(pem: privatePEM).publicKey
    }

    /// `04‖x‖y` of the base point times a number.
    static func basePoint(times scalar: [UInt8]) throws(RequestCryptoError) -> [UInt8] {
        // C1 of an SM2 ciphertext is k times the base point, whoever and whatever it is for. With 32 bytes of message the
        // key stream is not all zero, which would be refused.
        try Array(WrappingKey.tencentSM2.wrap([UInt8](repeating: 0, count: 32), scalar: scalar).prefix(65))
    }

    /// A number from 1 to n-2; n begins with ff ff ff fe.
    static func scalar(_ stream: inout SeededStream) -> [UInt8] {
        while true {
            let bytes = stream.bytes(32)
            if bytes[0] != 0xFF, bytes.contains(where: { $0 != 0 }) { return bytes }
        }
    }

    /// PKCS#8 (RFC 5208) with an ECPrivateKey (RFC 5915) of the curve sm2p256v1, up to the scalar.
    private static let head: [UInt8] = [
        0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06,
        0x08, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x82, 0x2D, 0x04, 0x6D, 0x30, 0x6B, 0x02, 0x01, 0x01, 0x04, 0x20,
    ]
    private static let middle: [UInt8] = [0xA1, 0x44, 0x03, 0x42, 0x00]
}

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

/// PEM of RFC 7468, lines of 64 characters.
enum PEMText {
    static func text(_ label: String, _ der: [UInt8]) -> String {
        let symbols = Base64.encode(der.span)
        var text = "-----BEGIN \(label)-----\n"
        for start in stride(from: 0, to: symbols.count, by: 64) {
            text += String(decoding: symbols[start..<min(start + 64, symbols.count)], as: UTF8.self) + "\n"
        }
        return text + "-----END \(label)-----\n"
    }

    static func der(_ text: String) throws(Base64Error) -> [UInt8] {
        try Base64.decode(text.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined())
    }
}

/// Just enough DER to take a key apart that OpenSSL made.
struct DERElements {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// The content of the next element, which has this tag.
    mutating func next(_ tag: UInt8) throws(NotUnderstood) -> [UInt8] {
        guard rest.popFirst() == tag, let first = rest.popFirst() else { throw NotUnderstood("is no DER of a key") }
        var count = Int(first)
        if first >= 0x80 {
            count = 0
            for _ in 0..<min(first & 0x7F, 4) { count = count << 8 | Int(rest.popFirst() ?? 0) }
        }
        guard count <= rest.count else { throw NotUnderstood("is DER that was cut off") }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// The elements inside the next one.
    func element(_ tag: UInt8) throws(NotUnderstood) -> DERElements {
        var copy = self
        return DERElements(try copy.next(tag))
    }

    static func encode(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let count = content.count
        let length: [UInt8] =
            switch count {
            case ..<0x80: [UInt8(count)]
            case ..<0x100: [0x81, UInt8(count)]
            default: [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
            }
        return [tag] + length + content
    }
}
