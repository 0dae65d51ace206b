// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

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
        // C1 of an SM2 ciphertext is k times the base point, whoever and whatever it is for. With 32 bytes of message
        // the key stream is not all zero, which would be refused.
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
