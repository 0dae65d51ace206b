// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@testable import RequestCrypto

@Suite("Sealing a batch")
struct BatchSealingTests {
    /// One key for all, so that what is sealed can be compared to the byte.
    private struct OneKey: DataKeySource {
        func nextDataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey {
            try DataKey(
                algorithm: algorithm, key: SecretBytes(copying: EnvelopeFixture.key(for: algorithm).span),
                ciphertextBlob: "b3BhcXVl")
        }
    }

    private func sealer(_ algorithm: ContentAlgorithm) -> BodySealer {
        BodySealer(
            algorithm: algorithm, dataKeys: OneKey(),
            ivSource: .knownAnswer((0..<algorithm.ivByteCount).map { UInt8($0) }, .base64))
    }

    private static let sizes: [[Int]] = [
        [], [1], [100, 1], Array(repeating: 1000, count: 2), Array(repeating: 16_384, count: 16),
        (1...40).map { $0 * 37 }, [70_000, 5, 5, 5, 70_000, 69_999, 1, 2, 3, 12_345, 767, 768, 769, 36, 35, 37, 48],
        Array(repeating: 3, count: 33),
    ]

    @Test("a batch gives what sealing one by one gives, in its order", arguments: EnvelopeFixture.algorithms, sizes)
    func sameAsOneByOne(_ algorithm: ContentAlgorithm, _ sizes: [Int]) throws {
        let sealer = sealer(algorithm)
        let all = sizes.enumerated().map { index, size in
            EnvelopeFixture.bytes(size).map { $0 ^ UInt8(truncatingIfNeeded: index) }
        }
        let batch = try sealer.seal(batch: all, kind: .image)
        try #require(batch.count == all.count)
        for (sealed, content) in zip(batch, all) {
            let single = try sealer.seal(media: content.span, kind: .image)
            #expect(sealed.bytes == single.bytes)
            #expect(sealed.sha256 == single.sha256)
            #expect(sealed.algorithm == algorithm)
        }
        let bodies = all.map { Array("{\"a\":\"\(String(repeating: "x", count: $0.count))\"}".utf8) }
        for (sealed, content) in zip(try sealer.seal(batch: bodies), bodies) {
            let single = try sealer.seal(body: content.span)
            #expect(sealed.bytes == single.bytes)
            #expect(sealed.sha256 == single.sha256)
        }
    }

    @Test("every body of a batch has a key and an IV of its own", arguments: EnvelopeFixture.algorithms)
    func ownKeys(_ algorithm: ContentAlgorithm) throws {
        let key = try algorithm == .aes256CBC ? UnwrappingKeyTests.rsa.get() : UnwrappingKeyTests.sm2.get()
        let sealer = BodySealer(algorithm: algorithm, wrappingKey: key.publicKey)
        let media = (0..<20).map { EnvelopeFixture.bytes(500 + $0) }
        let opener = EnvelopeOpener(unwrappingKey: key)
        var seen: Set<[UInt8]> = []
        for (sealed, content) in zip(try sealer.seal(batch: media, kind: .video), media) {
            #expect(seen.insert(Array(sealed.bytes.prefix(60))).inserted)
            let opened = try opener.open(sealed.bytes.span).plaintext
            #expect(try mediaContent(opened) == content)
        }
    }

    /// The media bytes in an opened body.
    private func mediaContent(_ plaintext: [UInt8]) throws -> [UInt8] {
        let head = #"{"FaceInput":""#.utf8.count
        let text = plaintext.dropFirst(head).prefix { $0 != UInt8(ascii: "\"") }
        return try base64(String(decoding: text, as: UTF8.self))
    }

    @Test("a batch with an empty body or one that is no object is refused as a whole")
    func refused() {
        let sealer = sealer(.aes256CBC)
        #expect(throws: RequestCryptoError(.emptyBody, "")) { try sealer.seal(batch: [[1], []], kind: .video) }
        #expect(throws: RequestCryptoError(.emptyBody, "")) { try sealer.seal(batch: [Array("{}".utf8), []]) }
        #expect(throws: RequestCryptoError(.malformedJSON, "")) {
            try sealer.seal(batch: [Array("{}".utf8), Array("[]".utf8)])
        }
    }

    @Test("several bodies at once give the known answer where they are sealed so")
    func knownAnswer() {
        guard KernelSealing.lanes != nil else {
            print("skipped: this processor has no kernel for several bodies at once, or TCFACE_KERNEL forbids it")
            return
        }
        #expect(SealingKnownAnswer.of(.aes256CBC).isGivenBySeveral(alteration: 0))
        #expect(!SealingKnownAnswer.of(.aes256CBC).isGivenBySeveral(alteration: 1))
        #expect(BatchSealing.lanes(for: .aes256CBC, selfTests: SelfTests(alteration: 1)) == nil)
    }

    @Test(
        "a batch that is shared among cores gives what sealing one by one gives", arguments: EnvelopeFixture.algorithms)
    func sharedAmongCores(_ algorithm: ContentAlgorithm) throws {
        let sealer = sealer(algorithm)
        let media = (0..<70).map { EnvelopeFixture.bytes(9000 + 131 * $0) }
        let batch = try sealer.seal(batch: media, kind: .video)
        #expect(try batch.map(\.bytes) == media.map { try sealer.seal(media: $0.span, kind: .video).bytes })
    }
}
