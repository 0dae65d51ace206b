// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import Testing

@Suite("MD5")
struct MD5HasherTests {
    /// RFC 1321, appendix A.5.
    @Test(arguments: [
        ("", "d41d8cd98f00b204e9800998ecf8427e"),
        ("a", "0cc175b9c0f1b6a831c399e269772661"),
        ("abc", "900150983cd24fb0d6963f7d28e17f72"),
        ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
        (
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
            "57edf4a22be3c955ac49da2e2107b67a"
        ),
    ])
    func `gives the digests of the RFC, at once and in pieces`(text: String, expected: String) throws {
        let bytes = Array(text.utf8)
        #expect(try Hex.encode(MD5Hasher.hash(bytes.span).span) == expected)
        var hasher = try MD5Hasher()
        for byte in bytes { hasher.update([byte].span) }
        #expect(Hex.encode(hasher.finish().span) == expected)
    }
}
