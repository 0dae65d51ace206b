// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import Testing

@Suite("SM3")
struct SM3Tests {
    /// GB/T 32905-2016, appendix A.
    @Test(
        "gives the standard's digests",
        arguments: [
            ("abc", 1, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
            ("abcd", 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
        ])
    func standardDigests(word: String, repetitions: Int, digest: String) throws {
        let message = Array(String(repeating: word, count: repetitions).utf8)
        let hash = try SM3.hash(message.span)
        #expect(Hex.encode(hash) == digest)
    }
}
