// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// A message, and what a cipher has to make of it.
struct ContentKnownAnswer {
    let algorithm: ContentAlgorithm
    let key: [UInt8]
    let iv: [UInt8]
    let plaintext: [UInt8]
    let ciphertext: [UInt8]
    let tag: [UInt8]

    static func of(_ algorithm: ContentAlgorithm) -> ContentKnownAnswer {
        switch algorithm.base {
        case .aes256CBC: aes256CBC
        case .sm4GCM: sm4GCM
        }
    }

    /// NIST SP 800-38A, F.2.5: the four blocks, and the block of padding that PKCS#7 adds to them.
    ///
    /// The padding block was computed with two independent implementations.
    private static let aes256CBC = ContentKnownAnswer(
        algorithm: .aes256CBC,
        key: bytes("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"),
        iv: bytes("000102030405060708090a0b0c0d0e0f"),
        plaintext: bytes(
            "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"),
        ciphertext: bytes(
            "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
                + "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b"
                + "3f461796d6b0d6b2e0c2a72b4d80e644"),
        tag: [])

    /// RFC 8998 appendix A.1 without its associated data, since this protocol never has any.
    ///
    /// The ciphertext is the RFC's; the tag was computed with two independent implementations.
    private static let sm4GCM = ContentKnownAnswer(
        algorithm: .sm4GCM,
        key: bytes("0123456789abcdeffedcba9876543210"),
        iv: bytes("00001234567800000000abcd"),
        plaintext: bytes(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"),
        ciphertext: bytes(
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"),
        tag: bytes("7bd29ef4763611cbcd3bcd2de1a39c42"))

    /// Whether `backend` encrypts to the ciphertext and decrypts back.
    ///
    /// - Parameter alteration: is XORed into the last byte of the expected answer.
    /// - Throws: what encrypting and decrypting throw.
    func isGiven(by backend: ContentBackend, alteration: UInt8) throws(RequestCryptoError) -> Bool {
        var expected = ciphertext + tag
        expected[expected.count - 1] ^= alteration
        let isEncrypted = try encrypted(by: backend) == expected
        let isDecrypted = try decrypted(by: backend) == plaintext
        return isEncrypted && isDecrypted
    }

    private func encrypted(by backend: ContentBackend) throws(RequestCryptoError) -> [UInt8] {
        var tag: AuthenticationTag?
        var result = try [UInt8](capacity: ciphertext.count) { output throws(RequestCryptoError) in
            var encryptor = try ContentEncryptor(untested: algorithm, key: key.span, iv: iv.span, backend: backend)
            try encryptor.update(plaintext.span, into: &output)
            tag = try encryptor.finish(into: &output)
        }
        if let tag { result += tag.bytes.indices.map { tag.bytes[$0] } }
        return result
    }

    private func decrypted(by backend: ContentBackend) throws(RequestCryptoError) -> [UInt8] {
        try [UInt8](capacity: ciphertext.count) { output throws(RequestCryptoError) in
            var decryptor = try ContentDecryptor(untested: algorithm, key: key.span, iv: iv.span, backend: backend)
            try decryptor.update(ciphertext.span, intoUnverified: &output)
            try decryptor.finish(intoUnverified: &output, tag: tag.span)
        }
    }

    /// The bytes of a constant that its source prints in hexadecimal.
    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        guard let bytes = Hex.decode(hexadecimal) else {
            preconditionFailure("a constant of this file is not hexadecimal")
        }
        return bytes
    }
}
