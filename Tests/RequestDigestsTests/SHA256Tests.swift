// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    /// FIPS 180-4 examples, and the constant that TC3 hashes for an unsigned payload.
    @Test(
        "gives the published digests",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            ("UNSIGNED-PAYLOAD", "438d4109ef0d676b8c2c7ed13cdfcb418e494d53b843d4634ce3b1085f07bb96"),
        ])
    func publishedDigests(message: String, digest: String) {
        #expect(SHA256Hasher.hash(Array(message.utf8)).hex == digest)
    }

    @Test("gives one digest for a message however it is cut", arguments: [1, 3, 63, 64, 65, 127, 1000])
    func cutMessages(pieceByteCount: Int) {
        let message = (0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var hasher = SHA256Hasher()
        for start in stride(from: 0, to: message.count, by: pieceByteCount) {
            hasher.update(message[start..<min(start + pieceByteCount, message.count)].span)
        }
        #expect(hasher.finish() == SHA256Hasher.hash(message))
    }

    @Test("goes on from a fork without disturbing the original")
    func forks() {
        var first = SHA256Hasher()
        first.update("prefix ".utf8.span)
        var second = first.fork()
        second.update("b".utf8.span)
        first.update("a".utf8.span)
        #expect(first.finish() == SHA256Hasher.hash(Array("prefix a".utf8)))
        #expect(second.finish() == SHA256Hasher.hash(Array("prefix b".utf8)))
    }

    @Test("hashes a million bytes in one piece")
    func longMessage() {
        let digest = SHA256Hasher.hash([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        #expect(digest.description == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("reads a digest back from its hexadecimal text, and nothing else")
    func readsHexadecimalText() throws {
        let digest = SHA256Hasher.hash(Array("abc".utf8))
        #expect(try #require(SHA256Digest(hex: digest.hex)) == digest)
        #expect(SHA256Digest(hex: digest.hex.uppercased()) == digest)
        #expect(SHA256Digest(hex: String(digest.hex.dropLast(2))) == nil)
        #expect(SHA256Digest(hex: String(digest.hex.dropLast()) + "g") == nil)
        let short = SHA256Digest(copying: [UInt8](repeating: 0, count: 31).span)
        #expect(short == nil)
    }

    @Test("tells digests that differ in one bit apart")
    func unequalDigests() {
        let digest = SHA256Hasher.hash([])
        for index in digest.bytes.indices {
            var other = digest
            other.bytes[index] ^= 1
            #expect(other != digest)
        }
        #expect(Set([digest, SHA256Hasher.hash([])]).count == 1)
    }
}
