// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import RequestCrypto
import RequestDigests
import SecretMemory

/// The bytes that a test writes in hexadecimal, blanks and line breaks allowed.
func hex(_ text: String) -> [UInt8] {
    Hex.decode(text.filter { !$0.isWhitespace })!
}

/// The bytes that a test writes in base64.
func base64(_ text: String) throws -> [UInt8] { try Base64.decode(text) }

/// A secret that a test does not keep secret.
func secret(_ bytes: [UInt8]) -> SecretBytes { SecretBytes(copying: bytes.span) }

extension SecretBytes {
    /// A copy to compare with.
    var array: [UInt8] { withBytes { bytes in bytes.indices.map { bytes[$0] } } }
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
