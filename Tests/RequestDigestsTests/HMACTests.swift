// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import SecretMemory
import Testing

@Suite("HMAC")
struct HMACTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let key: [UInt8]
        let message: [UInt8]
        let tag: String
        var testDescription: String { name }
    }

    private static func repeated(_ byte: UInt8, _ count: Int) -> [UInt8] { .init(repeating: byte, count: count) }

    /// RFC 4231, sections 4.2 to 4.8 without 4.6, which publishes a truncated tag.
    static let sha256: [Case] = [
        Case(
            name: "4.2", key: repeated(0x0b, 20), message: Array("Hi There".utf8),
            tag: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        Case(
            name: "4.3", key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
            tag: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        Case(
            name: "4.4", key: repeated(0xaa, 20), message: repeated(0xdd, 50),
            tag: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        Case(
            name: "4.5", key: Array(1...25), message: repeated(0xcd, 50),
            tag: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        Case(
            name: "4.7, a key longer than a block", key: repeated(0xaa, 131),
            message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            tag: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        Case(
            name: "4.8, a key longer than a block", key: repeated(0xaa, 131),
            message: Array(
                ("This is a test using a larger than block-size key and a larger than block-size data. "
                    + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
            tag: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
    ]

    /// RFC 2202, section 3.
    static let sha1: [Case] = [
        Case(
            name: "1", key: repeated(0x0b, 20), message: Array("Hi There".utf8),
            tag: "b617318655057264e28bc0b6fb378c8ef146be00"),
        Case(
            name: "2", key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
            tag: "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
        Case(
            name: "3", key: repeated(0xaa, 20), message: repeated(0xdd, 50),
            tag: "125d7342b9ac11cd91a39af48aa17b4f63f175d3"),
        Case(
            name: "6, a key longer than a block", key: repeated(0xaa, 80),
            message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            tag: "aa4ae5e15272d00e95705637ce8a3b55ed402112"),
    ]

    @Test("with SHA-256 gives the tags of RFC 4231, from a plain and from a secret key", arguments: sha256)
    func sha256Tags(_ testCase: Case) {
        let plain = HMACSHA256(key: testCase.key.span)
        let secret = HMACSHA256(key: SecretBytes(copying: testCase.key.span))
        let tags = [plain.authenticate(testCase.message.span), secret.authenticate(testCase.message.span)]
        #expect(tags.map(\.hex) == [testCase.tag, testCase.tag])
    }

    @Test("with SHA-1 gives the tags of RFC 2202, from a plain and from a secret key", arguments: sha1)
    func sha1Tags(_ testCase: Case) {
        let plain = HMACSHA1(key: testCase.key.span)
        let secret = HMACSHA1(key: SecretBytes(copying: testCase.key.span))
        let tags = [plain.authenticate(testCase.message.span), secret.authenticate(testCase.message.span)]
            .map { Hex.encode($0.span) }
        #expect(tags == [testCase.tag, testCase.tag])
    }

    @Test("gives the same tag again after other messages")
    func keysAreReusable() {
        let key = HMACSHA256(key: "key".utf8.span)
        let first = key.authenticate("message".utf8.span)
        _ = key.authenticate("another".utf8.span)
        let again = key.authenticate("message".utf8.span)
        #expect(again == first)
    }

    @Test("takes an empty key and an empty message")
    func emptyInputs() {
        let nothing: [UInt8] = []
        let sha256 = HMACSHA256(key: nothing.span).authenticate(nothing.span)
        #expect(sha256.hex == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
        let sha1 = HMACSHA1(key: nothing.span).authenticate(nothing.span)
        let text = Hex.encode(sha1.span)
        #expect(text == "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d")
    }

    @Test("appends a tag under a key that is used once to what is there already", arguments: sha256)
    func appendsOneTag(_ testCase: Case) {
        let secret = SecretBytes(byteCount: 33) { output in
            output.append(0x7f)
            HMACSHA256.authenticate(testCase.message.span, key: testCase.key.span, into: &output)
        }
        let text = secret.withBytes { Hex.encode($0) }
        #expect(text == "7f" + testCase.tag)
    }

    @Test("lets many threads share one key")
    func threadsShareAKey() async {
        final class Shared: Sendable { let key = HMACSHA256(key: "shared".utf8.span) }
        let shared = Shared()
        let expected = shared.key.authenticate("message".utf8.span)
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<2000).count { _ in shared.key.authenticate("message".utf8.span) == expected }
                }
            }
            var agreeing = 0
            for await count in group { agreeing += count }
            #expect(agreeing == 16_000)
        }
    }

    @Test("the digests give their known answers, and no others")
    func knownAnswers() {
        #expect(DigestKnownAnswers.areGiven)
        for bit in 0..<8 { #expect(!DigestKnownAnswers.areGiven(alteration: 1 << bit)) }
    }
}
