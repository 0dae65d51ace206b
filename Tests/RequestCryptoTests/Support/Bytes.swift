// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import RequestCrypto
import RequestDigests
import SecretMemory

/// The bytes that a test writes in hexadecimal, blanks and line breaks allowed.
func hex(_ text: String) -> [UInt8] {
    guard let bytes = Hex.decode(text.filter { !$0.isWhitespace }) else {
        preconditionFailure("a test holds hexadecimal that is none")
    }
    return bytes
}

/// The bytes that a test writes in base64.
func base64(_ text: String) throws -> [UInt8] { try Base64.decode(text) }

/// A secret that a test does not keep secret.
func secret(_ bytes: [UInt8]) -> SecretBytes { SecretBytes(copying: bytes.span) }

extension SecretBytes {
    /// A copy to compare with.
    var array: [UInt8] { withBytes { bytes in bytes.indices.map { bytes[$0] } } }
}

extension UnwrappingKey {
    /// What unwraps, as a copy to compare with.
    func unwrapped(
        _ wrapped: [UInt8], expecting byteCount: Int, selfTests: SelfTests = .shared
    ) throws(RequestCryptoError) -> [UInt8] {
        let dataKey = try unwrap(wrapped.span, expecting: byteCount, selfTests: selfTests)
        return dataKey.array
    }

    /// The message of an RSA block, as a copy to compare with.
    func decryptedPKCS1(_ wrapped: [UInt8]) throws(RequestCryptoError) -> [UInt8] {
        let message = try decryptPKCS1(wrapped.span)
        return message.array
    }

    /// The PEM text, as a string to compare with.
    var pemText: String {
        let text = pem()
        return String(decoding: text.array, as: UTF8.self)
    }
}

extension AuthenticationTag {
    /// A copy to compare with.
    var array: [UInt8] { bytes.indices.map { bytes[$0] } }
}

/// A generator whose numbers a failing test can be run with again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
}
