// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import Testing

@testable import RequestCrypto

@Suite("Hashing on a second core")
struct TextFollowerTests {
    @Test("what is published in any stretches is hashed whole and in order")
    func stretches() throws {
        let bytes = EnvelopeFixture.bytes(200_000)
        let expected = SHA256Hasher.hash(bytes.span)
        for cuts in [
            [200_000], [1, 2, 3, 199_999, 200_000], Array(stride(from: 997, to: 200_000, by: 997)) + [200_000],
        ] {
            let digest = bytes.withUnsafeBufferPointer { buffer -> SHA256Digest? in
                guard let start = buffer.baseAddress, let follower = TextFollower(start) else { return nil }
                for cut in cuts { follower.publish(cut) }
                return follower.finish()
            }
            #expect(digest == expected)
        }
    }

    @Test("a follower that is given up does not wait for ever")
    func givenUp() {
        let bytes = EnvelopeFixture.bytes(1000)
        bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            for count in [0, 1000] { TextFollower(start)?.publish(count) }
        }
    }

    @Test("large bodies have the right digest, and open", arguments: EnvelopeFixture.algorithms)
    func largeBodies(_ algorithm: ContentAlgorithm) throws {
        let key = try algorithm == .aes256CBC ? UnwrappingKeyTests.rsa.get() : UnwrappingKeyTests.sm2.get()
        let sealer = BodySealer(algorithm: algorithm, wrappingKey: key.publicKey)
        for count in [TextFollower.leastContent - 1, TextFollower.leastContent, 700_001, 1_500_000] {
            let media = EnvelopeFixture.bytes(count)
            let sealed = try sealer.seal(media: media.span, kind: .image)
            let expected = SHA256Hasher.hash(sealed.bytes.span)
            #expect(sealed.sha256 == expected)
            let opened = try EnvelopeOpener(unwrappingKey: key).open(sealed.bytes.span).plaintext
            #expect(opened.count > count / 3 * 4)
        }
    }
}
