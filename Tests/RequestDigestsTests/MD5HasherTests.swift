// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import Testing

@Suite("MD5")
struct MD5HasherTests {
    /// RFC 1321, appendix A.5.
    @Test(
        "gives the digests of the RFC, at once and in pieces",
        arguments: [
            ("", "d41d8cd98f00b204e9800998ecf8427e"),
            ("a", "0cc175b9c0f1b6a831c399e269772661"),
            ("abc", "900150983cd24fb0d6963f7d28e17f72"),
            ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
            (
                "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
                "57edf4a22be3c955ac49da2e2107b67a"
            ),
        ])
    func digests(text: String, expected: String) throws {
        let bytes = Array(text.utf8)
        let whole = try MD5Hasher.hash(bytes.span)
        #expect(Hex.encode(whole) == expected)
        var hasher = try MD5Hasher()
        for index in bytes.indices {
            let piece = bytes[index...index]
            hasher.update(piece.span)
        }
        let inPieces = hasher.finish()
        #expect(Hex.encode(inPieces) == expected)
    }
}
