// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import SecretMemory
import Testing

@testable import RequestCrypto

/// The scalar kernel runs everywhere, so that the one-pass path is tested on any processor; where a faster kernel is
/// there, `automatic` is that one.
@Suite("Sealing engines")
struct SealingEngineTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let algorithm: ContentAlgorithm
        let content: BodyContent
        let choice: SealingEngine.Choice
        var testDescription: String {
            "\(algorithm), \(content.mediaKind == nil ? "text" : "media"), \(choice)"
        }
    }

    static let cases: [Case] = [.aes256CBC, .sm4GCM].flatMap { algorithm in
        [BodyContent.json, .media(.video)].flatMap { content in
            [SealingEngine.Choice.automatic, .referenceKernel].map {
                Case(algorithm: algorithm, content: content, choice: $0)
            }
        }
    }

    /// Seals with content cut into pieces of the given sizes, over and over.
    private func seal(_ bytes: [UInt8], _ test: Case, _ choice: SealingEngine.Choice, cuts: [Int]) throws -> SealedBody
    {
        let session = try BodySealingSession(
            test.content, dataKey: try EnvelopeFixture.dataKey(for: test.algorithm),
            iv: EnvelopeFixture.iv(for: test.algorithm), engine: choice)
        return try SealedBody(
            byteCount: session.sealedByteCount(forContent: bytes.count), of: session
        ) { session, output throws(RequestCryptoError) in
            var offset = 0
            var index = 0
            while offset < bytes.count {
                let end = min(offset + cuts[index % cuts.count], bytes.count)
                try session.update(bytes.span.extracting(offset..<end), into: &output)
                offset = end
                index += 1
            }
        }
    }

    @Test("every engine gives the libraries' bytes and digest, for every size and wherever it is cut", arguments: cases)
    func sameBytes(_ test: Case) throws {
        var generator = SeededGenerator(seed: 40)
        let all = generator.bytes(4096)
        // The reference is a few hundred times slower than what it is compared with.
        let step = test.choice == .referenceKernel ? 97 : 7
        for count in Array(1..<200) + Array(stride(from: 200, through: 4096, by: step)) {
            let bytes = Array(all.prefix(count))
            let expected = try seal(bytes, test, .library, cuts: [count])
            let cuts = [count, 1 + Int(generator.next() % UInt64(count)), 1 + Int(generator.next() % UInt64(count))]
            for cuts in [[count], cuts, [count / 2 + 1]] {
                let sealed = try seal(bytes, test, test.choice, cuts: cuts)
                #expect(sealed.bytes == expected.bytes, "\(count) bytes cut at \(cuts)")
                #expect(sealed.sha256 == expected.sha256, "\(count) bytes cut at \(cuts)")
            }
        }
    }

    @Test("large content gives the libraries' bytes and digest", arguments: cases)
    func large(_ test: Case) throws {
        let bytes = EnvelopeFixture.bytes(test.choice == .referenceKernel ? 60_001 : 1_234_567)
        let expected = try seal(bytes, test, .library, cuts: [bytes.count])
        var hasher = SHA256Hasher()
        hasher.update(expected.bytes.span)
        let digest = hasher.finish()
        #expect(expected.sha256 == digest)
        for cuts in [[bytes.count], [65_536], [49_152, 1, 30_000]] {
            let sealed = try seal(bytes, test, test.choice, cuts: cuts)
            #expect(sealed.bytes == expected.bytes)
            #expect(sealed.sha256 == expected.sha256)
        }
    }

    @Test("without the hash the bytes are the same, and there is no digest", arguments: cases)
    func unhashed(_ test: Case) throws {
        let bytes = EnvelopeFixture.bytes(test.choice == .referenceKernel ? 10_001 : 300_001)
        let expected = try seal(bytes, test, .library, cuts: [bytes.count])
        for cut in [bytes.count, 4096, 1_001] {
            var session = try BodySealingSession(
                test.content, dataKey: try EnvelopeFixture.dataKey(for: test.algorithm),
                iv: EnvelopeFixture.iv(for: test.algorithm), payloadHash: .omitted, engine: test.choice)
            var text: [UInt8] = []
            for start in stride(from: 0, to: bytes.count, by: cut) {
                let piece = bytes[start..<min(start + cut, bytes.count)]
                try text.append(addingCapacity: session.maximumByteCount(forUpdate: piece.count)) {
                    output throws(RequestCryptoError) in try session.update(piece.span, into: &output)
                }
            }
            var ended: BodySealingSession? = session
            var summary: SealedBodySummary?
            try text.append(addingCapacity: ended?.maximumByteCountForFinish ?? 0) {
                output throws(RequestCryptoError) in summary = try ended.take()?.finish(into: &output)
            }
            #expect(text == expected.bytes, "cut at \(cut)")
            #expect(try #require(summary).sha256 == nil)
        }
    }

    @Test("the reference kernel gives the known answers", arguments: [ContentAlgorithm.aes256CBC, .sm4GCM])
    func knownAnswer(_ algorithm: ContentAlgorithm) {
        #expect(SealingKnownAnswer.of(algorithm).isGiven(isReference: true, alteration: 0))
        #expect(!SealingKnownAnswer.of(algorithm).isGiven(isReference: true, alteration: 1))
    }

    @Test("a kernel that gives a wrong known answer is not used, and sealing goes on with the libraries")
    func fallback() throws {
        for algorithm in EnvelopeFixture.algorithms {
            let session = try BodySealingSession(
                .json, dataKey: try EnvelopeFixture.dataKey(for: algorithm), iv: EnvelopeFixture.iv(for: algorithm),
                selfTests: SelfTests(alteration: 1, unaltered: [.digests]))
            let bytes = EnvelopeFixture.bytes(5000)
            let sealed = try SealedBody(
                byteCount: session.sealedByteCount(forContent: bytes.count), of: session
            ) { session, output throws(RequestCryptoError) in try session.update(bytes.span, into: &output) }
            #expect(try sealed.bytes == EnvelopeFixture.seal(bytes, as: .json, algorithm, cut: 5000).bytes)
        }
    }
}
