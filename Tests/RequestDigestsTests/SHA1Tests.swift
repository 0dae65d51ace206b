// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import Testing

@Suite("SHA-1")
struct SHA1Tests {
    @Test(
        "gives the digests of FIPS 180-4",
        arguments: [
            ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ])
    func standardDigests(message: String, digest: String) {
        let hash = SHA1.hash(message.utf8.span)
        let text = Hex.encode(hash.span)
        #expect(text == digest)
    }
}
