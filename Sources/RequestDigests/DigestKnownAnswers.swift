// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory

/// The published answers that SHA-256 and both HMACs have to give before anything is signed or sealed with them.
package enum DigestKnownAnswers {
    /// Whether this process computes what the standards say; found out once.
    package static let areGiven = areGiven(alteration: 0)

    /// - Parameter alteration: is XORed into the last byte of every expected answer. Tests make the digests fail with
    ///   it; anything else leaves it at 0.
    package static func areGiven(alteration: UInt8) -> Bool {
        // FIPS 180-2, appendix B.2: a message whose padding takes a second block.
        let digest = SHA256Hasher.hash(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        // RFC 4231 section 4.3 and RFC 2202 section 3, test case 2 of both.
        let key = Array("Jefe".utf8)
        let message = Array("what do ya want for nothing?".utf8)
        let tag = HMACSHA256(key: key.span).authenticate(message.span)
        let older = HMACSHA1(key: key.span).authenticate(message.span)
        return [
            digest.hex == altered("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1", alteration),
            tag.hex == altered("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", alteration),
            Hex.encode(older.span) == altered("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", alteration),
        ].allSatisfy { $0 }
    }

    private static func altered(_ answer: String, _ alteration: UInt8) -> String? {
        guard var bytes = Hex.decode(answer) else { return nil }
        bytes[bytes.count - 1] ^= alteration
        return Hex.encode(bytes)
    }
}
