// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import RequestDigests
import SecretMemory
import StrictJSON
import Testing

@testable import RequestCrypto

@Suite struct BodySealerTests {
    /// The protocol's fixed bodies: `{"FaceInput":"AAAAA","FaceInputType":1}` under fixed keys.
    @Test(arguments: [
        (
            ContentAlgorithm.aes256CBC, "gBmSXuqKvf79nOPbdVblEgy08aWO0/0YhP4iR2Cic/52dpFXvRCa9oqR+FWpn+ny",
            "AAECAwQFBgcICQoLDA0ODw==", "AES-256-CBC", "[]"
        ),
        (
            .sm4GCM, "5g49diZxIeHGwVD0yTIdTzkGW9cnEzcLcb6vJAp8zXPn61WL8HTx", "AAECAwQFBgcICQoL", "SM4-GCM",
            #"["tHX9T8T2zbCkS3yPR0LWKg=="]"#
        ),
    ])
    func aBodyUnderFixedKeysIsTheFixedText(
        algorithm: ContentAlgorithm, ciphertext: String, iv: String, name: String, tags: String
    ) throws {
        let plaintext = Array(#"{"FaceInput":"AAAAA","FaceInputType":1}"#.utf8)
        let sealed = try EnvelopeFixture.seal(plaintext, as: .json, algorithm, cut: 39)
        #expect(
            EnvelopeFixture.text(sealed.bytes)
                == #"{"EncryptedBody":"\#(ciphertext)","Encryption":{"EncryptList":["EncryptionBody"],"#
                + #""CiphertextBlob":"b3BhcXVl","Iv":"\#(iv)","Algorithm":"\#(name)","TagList":\#(tags)}}"#)
        #expect(sealed.sha256 == SHA256Hasher.hash(sealed.bytes.span))
    }

    @Test(arguments: EnvelopeFixture.algorithms, [1, 2, 3, 7, 47, 48, 100, 9215, 9216, 9217, 20_000])
    func whereContentIsCutMakesNoDifference(algorithm: ContentAlgorithm, cut: Int) throws {
        let media = EnvelopeFixture.bytes(29_000)
        for content in [BodyContent.json, .media(.video)] {
            let whole = try EnvelopeFixture.seal(media, as: content, algorithm, cut: media.count)
            let pieces = try EnvelopeFixture.seal(media, as: content, algorithm, cut: cut)
            #expect(whole.bytes == pieces.bytes)
            #expect(whole.sha256 == pieces.sha256)
        }
    }

    @Test(arguments: EnvelopeFixture.algorithms)
    func theSizeIsKnownBeforeSealing(algorithm: ContentAlgorithm) throws {
        for count in Array(1...200) + [9_215, 9_216, 9_217, 12_287, 12_288, 12_289, 100_000] {
            for content in [BodyContent.json, .media(.image)] {
                let bytes = EnvelopeFixture.bytes(count)
                let sealed = try EnvelopeFixture.seal(bytes, as: content, algorithm, cut: 5_000)
                let session = try EnvelopeFixture.session(content, algorithm)
                #expect(session.sealedByteCount(forContent: count) == sealed.bytes.count)
            }
        }
    }

    @Test(arguments: EnvelopeFixture.algorithms)
    func theSizeIsKnownBeforeThereIsADataKey(algorithm: ContentAlgorithm) throws {
        let other = try algorithm == .aes256CBC ? UnwrappingKeyTests.rsa.get() : UnwrappingKeyTests.sm2.get()
        let sealers = [
            BodySealer(algorithm: algorithm), BodySealer(algorithm: algorithm, wrappingKey: other.publicKey),
            BodySealer(algorithm: algorithm, dataKeys: CachedDataKeys()),
        ]
        for sealer in sealers {
            for count in [1, 2, 3, 100, 9_217] {
                let media = EnvelopeFixture.bytes(count)
                let body = Array(#"{"a":"\#(String(repeating: "x", count: count))"}"#.utf8)
                #expect(sealer.sealedByteCount(forBody: body.count) == (try sealer.seal(body: body.span).bytes.count))
                let sealed = try sealer.seal(media: media.span, kind: .video)
                #expect(sealer.sealedByteCount(forMedia: count, kind: .video) == sealed.bytes.count)
            }
        }
        let literal = BodySealer(algorithm: .aes256CBC, dataKeys: FreshDataKeys(), ivForm: .literalText)
        let body = Array(#"{"a":"b"}"#.utf8)
        #expect(literal.sealedByteCount(forBody: body.count) == (try literal.seal(body: body.span).bytes.count))
        let unknown = RepeatedDataKey(EnvelopeFixture.key(for: algorithm), blob: "x")
        #expect(BodySealer(algorithm: algorithm, dataKeys: unknown).sealedByteCount(forBody: 1) == nil)
    }

    @Test(arguments: SealingEngineChoice.all)
    func anSM4MessageEndsBeforeItsCounterComesRound(choice: SealingEngine.Choice) throws {
        // The most content whose plaintext fits: JSON is the plaintext itself.
        let most = Int(GCMLength.maximum)
        var session = try BodySealingSession(
            .json, dataKey: try EnvelopeFixture.dataKey(for: .sm4GCM), iv: EnvelopeFixture.iv(for: .sm4GCM),
            engine: choice)
        session.contentByteCount = most - 10
        let piece = [UInt8](repeating: 0x20, count: 11)
        var fits: RequestCryptoError.Code?
        var tooLong: RequestCryptoError.Code?
        _ = [UInt8](capacity: 1_000) { output in
            fits = Self.code { () throws(RequestCryptoError) in
                try session.update(piece.span.extracting(..<10), into: &output)
            }
            tooLong = Self.code { () throws(RequestCryptoError) in
                try session.update(piece.span.extracting(..<1), into: &output)
            }
        }
        #expect(fits == nil)
        #expect(tooLong == .sizeLimitExceeded)
    }

    @Test(arguments: EnvelopeFixture.algorithms)
    func aCacheCountsWhatIsSealed(algorithm: ContentAlgorithm) throws {
        func bodies(limit: Int, _ seal: (BodySealer) throws -> SealedBody) throws -> Int {
            let keys = CachedDataKeys(limits: CachedDataKeys.Limits(uses: 1_000, bytes: limit))
            let sealer = BodySealer(algorithm: algorithm, dataKeys: keys)
            let blobs = try (0..<6).map { _ in try JSONValue(parsing: seal(sealer).bytes.span)["Encryption"] }
            return Set(blobs.map { $0?["CiphertextBlob"]?.string }).count
        }
        let media = EnvelopeFixture.bytes(3_000)
        // 4,000 characters and what stands around them.
        #expect(try bodies(limit: 12_200) { try $0.seal(media: media.span, kind: .image) } == 2)
        #expect(try bodies(limit: 30_000) { try $0.seal(media: media.span, kind: .image) } == 1)
        #expect(try bodies(limit: 3_999) { try $0.seal(media: media.span, kind: .image) } == 6)
        let body = Array(#"{"a":"b"}"#.utf8)
        #expect(try bodies(limit: 18) { try $0.seal(body: body.span) } == 3)
    }

    @Test func aSourceThatGivesAKeyForTheOtherAlgorithmIsRefused() {
        struct Wrong: DataKeySource {
            func nextDataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey {
                let other = algorithm == .sm4GCM ? ContentAlgorithm.aes256CBC : .sm4GCM
                return try DataKey.generate(for: other)
            }
        }
        for algorithm in EnvelopeFixture.algorithms {
            let sealer = BodySealer(algorithm: algorithm, dataKeys: Wrong())
            let media = [UInt8](repeating: 1, count: 100)
            let one = Self.code { () throws(RequestCryptoError) in _ = try sealer.seal(media: media.span, kind: .image)
            }
            let many = Self.code { () throws(RequestCryptoError) in
                _ = try sealer.seal(batch: Array(repeating: media, count: 16), kind: .image)
            }
            #expect(one == .invalidKey && many == .invalidKey)
        }
    }

    @Test(arguments: EnvelopeFixture.algorithms, [MediaKind.image, .video])
    func mediaOpensToTheBodyThatNamesIt(algorithm: ContentAlgorithm, kind: MediaKind) throws {
        for count in [1, 2, 3, 4, 48, 9_216, 50_001] {
            let media = EnvelopeFixture.bytes(count)
            let sealed = try EnvelopeFixture.seal(media, as: .media(kind), algorithm, cut: 4_096)
            let opened = try EnvelopeFixture.opener(for: algorithm).open(sealed.bytes.span)
            #expect(opened.form == .wholeBody)
            let base64 = Base64.encodeToString(media.span)
            #expect(
                EnvelopeFixture.text(opened.plaintext)
                    == #"{"FaceInput":"\#(base64)","FaceInputType":\#(kind.faceInputType)}"#)
        }
    }

    @Test(arguments: EnvelopeFixture.algorithms)
    func aBodyOpensWithThePrivateKeyAndWithTheResponseOpener(algorithm: ContentAlgorithm) throws {
        let pair = algorithm == .aes256CBC ? try UnwrappingKey.generateRSA(bits: 2048) : try UnwrappingKey.generateSM2()
        let body = Array(#"{"FaceInput":"AAAAA","FaceInputType":1}"#.utf8)
        for form in [DataKeyForm.rawBytes, .alphanumericText] {
            let sealer = BodySealer(algorithm: algorithm, wrappingKey: pair.publicKey, keyForm: form)
            let sealed = try sealer.seal(body: body.span)
            #expect(try EnvelopeOpener(unwrappingKey: pair).open(sealed.bytes.span).plaintext == body)
            #expect(try sealed.responseOpener.open(sealed.bytes.span).plaintext == body)
        }
    }

    @Test(arguments: EnvelopeFixture.algorithms)
    func everyBodyHasItsOwnKeyAndIV(algorithm: ContentAlgorithm) throws {
        let pair = try UnwrappingKey.generateSM2()
        let sealer = BodySealer(algorithm: algorithm, wrappingKey: pair.publicKey)
        let body = Array("{}".utf8)
        var seen: Set<String> = []
        for _ in 0..<20 {
            let json = try JSONValue(parsing: sealer.seal(body: body.span).bytes.span)
            seen.insert(json["Encryption"]?["Iv"]?.string ?? "")
            seen.insert(json["EncryptedBody"]?.string ?? "")
        }
        #expect(seen.count == 40)
    }

    @Test(
        arguments: [
            ("", RequestCryptoError.Code.emptyBody), ("[1]", .malformedJSON), ("{", .malformedJSON),
            (#"{"a":1,"a":2}"#, .malformedJSON), (#"{"a":1,"\u0061":2}"#, .malformedJSON),
            (String(repeating: #"{"a":"#, count: 65) + "1" + String(repeating: "}", count: 65), .malformedJSON),
            ("{} ", nil), (#"{"a":"é"}"#, nil),
        ] as [(String, RequestCryptoError.Code?)])
    func aBodyHasToBeOneStrictJSONObject(body: String, code: RequestCryptoError.Code?) throws {
        let sealer = BodySealer()
        let bytes = Array(body.utf8)
        #expect(code == Self.code { () throws(RequestCryptoError) in _ = try sealer.seal(body: bytes.span) })
    }

    @Test func aBodyThatIsNotUTF8IsRefused() {
        let bytes: [UInt8] = Array(#"{"a":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)
        let code = Self.code { () throws(RequestCryptoError) in _ = try BodySealer().seal(body: bytes.span) }
        #expect(code == .malformedJSON)
    }

    @Test func aLiteralIVIsSixteenLettersAndDigits() throws {
        let key = EnvelopeFixture.key(for: .aes256CBC)
        let sealer = BodySealer(
            algorithm: .aes256CBC, dataKeys: RepeatedDataKey(key, blob: "abc=-k-def=="), ivForm: .literalText)
        let body = Array(#"{"FaceInput":"AAAAA","FaceInputType":1}"#.utf8)
        let sealed = try sealer.seal(body: body.span)
        let json = try JSONValue(parsing: sealed.bytes.span)
        let iv = try #require(json["Encryption"]?["Iv"]?.string)
        #expect(iv.utf8.count == 16)
        #expect(iv.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
        #expect(json["Encryption"]?["CiphertextBlob"]?.string == "abc=-k-def==")
        #expect(try EnvelopeFixture.opener(for: .aes256CBC).open(sealed.bytes.span).plaintext == body)
    }

    @Test func aLiteralIVIsNotForSM4() {
        let sealer = BodySealer(
            algorithm: .sm4GCM, dataKeys: RepeatedDataKey(EnvelopeFixture.key(for: .sm4GCM), blob: "x"),
            ivForm: .literalText)
        let body = Array("{}".utf8)
        #expect(Self.code { () throws(RequestCryptoError) in _ = try sealer.seal(body: body.span) } == .invalidIV)
    }

    static func code(_ body: () throws(RequestCryptoError) -> Void) -> RequestCryptoError.Code? {
        do {
            try body()
            return nil
        } catch {
            return error.code
        }
    }
}

/// Gives one key again and again, as KMS data keys are reused.
final class RepeatedDataKey: DataKeySource {
    private let key: [UInt8]
    private let blob: String

    init(_ key: [UInt8], blob: String) {
        self.key = key
        self.blob = blob
    }

    func nextDataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey {
        let bytes = key
        return try DataKey(algorithm: algorithm, key: SecretBytes(copying: bytes.span), ciphertextBlob: blob)
    }
}

/// The ways to seal, for tests that go over all of them.
enum SealingEngineChoice {
    static let all: [SealingEngine.Choice] = [.automatic, .library, .referenceKernel]
}
