// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import Foundation
import SecretMemory
import Testing

@testable import RequestCrypto

/// AES-256-CBC bodies are read in one pass, SM4-GCM bodies are opened first: each is the other's reference.
@Suite("A sealed body opens to the media in it") struct OpenedMediaTests {
    /// Around groups of three, blocks, and the pieces in which text is taken.
    private static let sizes = [1, 2, 3, 4, 5, 11, 12, 13, 35, 36, 37, 9200, 9215, 9216, 9217, 9218, 27_647, 200_001]

    @Test("whatever its size is", arguments: EnvelopeFixture.algorithms, sizes)
    func everySizeOpens(algorithm: ContentAlgorithm, size: Int) throws {
        let media = EnvelopeFixture.bytes(size)
        for kind in [MediaKind.image, .video] {
            let body = try EnvelopeFixture.seal(media, as: .media(kind), algorithm, cut: 5000)
            let opened = try EnvelopeFixture.opener(for: algorithm).openMedia(body.bytes.span)
            #expect(opened.bytes == media)
            #expect(opened.kind == kind)
            #expect(opened.algorithm == algorithm)
        }
    }

    private static let long = String(repeating: "QUJD", count: 7000)

    /// What a body may look like, and the code of the error where it holds no media.
    private static let bodies: [(text: String, code: RequestCryptoError.Code?)] = [
        (#"{"FaceInput":"QUJD","FaceInputType":1}"#, nil),
        (#"{"FaceInput":"QUI=","FaceInputType":2}"#, nil),
        (#"{"FaceInput":"QQ==","FaceInputType":2,"Extra":{"a":[1,2,"x"]}}"#, nil),
        (#"{"FaceInput":"","FaceInputType":2}"#, nil),
        (#"{"FaceInput":"QUJD" , "FaceInputType" : 2 } "#, nil),
        (#" {"FaceInput":"QUJD","FaceInputType":2}"#, nil),
        (#"{"FaceInputType":1,"FaceInput":"QUJD"}"#, nil),
        (#"{"FaceInput":"QU\/D","FaceInputType":2}"#, nil),
        (#"{"FaceInput":"\#(long)\/\/8=","FaceInputType":2}"#, nil),
        (#"{"FaceInput":"\#(long)","FaceInputType":2,"Extra":"\#(long)"}"#, nil),
        (#"{"FaceInput":"QUJD","FaceInputType":3}"#, .unknownMediaKind),
        (#"{"FaceInput":"QUJD","FaceInputType":"1"}"#, .unknownMediaKind),
        (#"{"FaceInput":"QUJD","FaceInputType":1.0}"#, .unknownMediaKind),
        (#"{"FaceInput":"QUJD"}"#, .fieldNotFound),
        (#"{"FaceInputType":1}"#, .fieldNotFound),
        (#"{"FaceInput":1,"FaceInputType":1}"#, .fieldNotString),
        (#"{"FaceInput":"QUJ","FaceInputType":1}"#, .malformedBase64),
        (#"{"FaceInput":"QU-D","FaceInputType":1}"#, .malformedBase64),
        (#"{"FaceInput":"QUJDQR==","FaceInputType":1}"#, .malformedBase64),
        (#"{"FaceInput":"QQ==QUJD","FaceInputType":1}"#, .malformedBase64),
        (#"{"FaceInput":"\#(long)é","FaceInputType":1}"#, .malformedBase64),
        (#"{"FaceInput":"QUJD","FaceInput":"QUJD","FaceInputType":1}"#, .malformedJSON),
        (#"{"FaceInput":"QUJD","FaceInputType":1}}"#, .malformedJSON),
        (#"{"FaceInput":"QUJD","FaceInputType":1"#, .malformedJSON),
        (#"{"FaceInput":"QUJD"#, .malformedJSON),
        (#"{"FaceInput":""#, .malformedJSON),
        (#"{"Face"#, .malformedJSON),
        ("QUJD", .malformedJSON),
    ]

    @Test("in whatever form it is written", arguments: EnvelopeFixture.algorithms, bodies.indices)
    func everyFormOpensAlike(algorithm: ContentAlgorithm, index: Int) throws {
        let (text, code) = Self.bodies[index]
        let body = try EnvelopeFixture.seal(Array(text.utf8), as: .json, algorithm, cut: 4096)
        let opener = EnvelopeFixture.opener(for: algorithm)
        if let code {
            #expect(throws: RequestCryptoError(code, "")) { try opener.openMedia(body.bytes.span) }
        } else {
            let expected = try OpenedMedia(of: Array(text.utf8).span, algorithm: algorithm)
            let opened = try opener.openMedia(body.bytes.span)
            #expect(opened.bytes == expected.bytes)
            #expect(opened.kind == expected.kind)
        }
    }

    @Test("only with its key", arguments: EnvelopeFixture.algorithms)
    func aWrongKeyOpensNothing(algorithm: ContentAlgorithm) throws {
        let body = try EnvelopeFixture.seal(EnvelopeFixture.bytes(5000), as: .media(.image), algorithm, cut: 5000)
        let key = [UInt8](repeating: 7, count: algorithm.keyByteCount)
        let opener = EnvelopeOpener(dataKey: SecretBytes(copying: key.span))
        let error = #expect(throws: RequestCryptoError.self) { try opener.openMedia(body.bytes.span) }
        let allowed: [RequestCryptoError.Code] =
            algorithm == .sm4GCM ? [.authenticationFailed] : [.badPadding, .malformedJSON]
        #expect(allowed.contains(try #require(error).code))
    }

    @Test("unless a byte of its ciphertext was changed", arguments: EnvelopeFixture.algorithms, [0, 3, 17, 4000, 8003])
    func aChangedByteShows(algorithm: ContentAlgorithm, position: Int) throws {
        let media = EnvelopeFixture.bytes(5000)
        var bytes = try EnvelopeFixture.seal(media, as: .media(.image), algorithm, cut: 5000).bytes
        let begin = EnvelopeText.head.count
        bytes[begin + position] = bytes[begin + position] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        #expect(throws: RequestCryptoError.self) {
            try EnvelopeFixture.opener(for: algorithm).openMedia(bytes.span)
        }
    }

    @Test("but single encrypted fields do not") func fieldsAreNoMedia() throws {
        let message =
            Array(
                #"{"IdCard":"oUfaRWLLjR9MclkyFF68M7Ot","Encryption":{"EncryptList":["IdCard"],"CiphertextBlob":"","#
                    .utf8)
            + Array(#""Iv":"AAECAwQFBgcICQoL","Algorithm":"SM4-GCM","TagList":["meBiloynTRhQtOtLR2xccQ=="]}}"#.utf8)
        #expect(throws: RequestCryptoError(.malformedEnvelope, "")) {
            try EnvelopeFixture.opener(for: .sm4GCM).openMedia(message.span)
        }
    }
}

/// The short way past a long ciphertext gives what the long way gives, or is not taken.
@Suite("A body in the sealer's form") struct SealedBodyOutlineTests {
    private static let content = Array(#"{"FaceInput":"QUJD","FaceInputType":1}"#.utf8)

    @Test("is told apart without its ciphertext being read", arguments: EnvelopeFixture.algorithms)
    func partsAreFound(algorithm: ContentAlgorithm) throws {
        let body = try EnvelopeFixture.seal(Self.content, as: .json, algorithm, cut: 7).bytes
        let found = SealedBodyOutline(of: body.span)
        let outline = try #require(found)
        #expect(body.prefix(outline.ciphertext.lowerBound) == EnvelopeText.head[...])
        let around = body[..<outline.ciphertext.lowerBound] + body[outline.ciphertext.upperBound...]
        #expect(outline.surroundings == Array(around))
        #expect(outline.surroundings[outline.emptyString] == [UInt8(ascii: "\""), UInt8(ascii: "\"")])
    }

    /// Each is one change to a sealed message; what it opens to must not depend on the way that it takes.
    @Test(
        "opens as the same message with a space before it does", arguments: EnvelopeFixture.algorithms,
        [
            ("", ""), (#"","Encryption":{"#, #"" ,"Encryption":{"#),
            (#"]}}"#, #"]},"Response":{"EncryptedBody":"QQ=="}}"#),
            (#"]}}"#, #"]},"Response":null}"#), (#"]}}"#, #"]},"EncryptedBody":"QQ=="}"#), (#"]}}"#, "]}"),
            (#"]}}"#, #"]}}x"#), (#"]}}"#, #"]},"Encryption":{}}"#), (#"["EncryptionBody"]"#, #"["FaceInput"]"#),
            (#"{"EncryptedBody":""#, #"{"EncryptedBody":"\/"#), (#"{"EncryptedBody":""#, #"{"EncryptedBody":" "#),
            (#"{"EncryptedBody":""#, #"{"EncryptedBody":"QUJD"#),
            (#"{"EncryptedBody":""#, "{\"EncryptedBody\":\"\u{1}"),
            (#"{"EncryptedBody":""#, #"{"EncryptedBody":"","Encryption":{},"Other":""#),
            (#"{"EncryptedBody":""#, #"{"EncryptedBody":"\","Encryption":{"#),
        ])
    func bothWaysAgree(algorithm: ContentAlgorithm, change: (old: String, new: String)) throws {
        let sealed = EnvelopeFixture.text(
            try EnvelopeFixture.seal(Self.content, as: .json, algorithm, cut: 7).bytes)
        let range = try #require(
            change.old.isEmpty ? sealed.startIndex..<sealed.startIndex : sealed.range(of: change.old))
        let message = Array(sealed.replacingCharacters(in: range, with: change.new).utf8)
        let opener = EnvelopeFixture.opener(for: algorithm)
        let short = Result { try opener.open(message.span).plaintext }
        // Leading white space is no part of the sealer's form.
        let long = Result { try opener.open((Array(" ".utf8) + message).span).plaintext }
        switch (short, long) {
        case (.success(let one), .success(let other)): #expect(one == other)
        case (.failure(let one), .failure(let other)):
            #expect(one as? RequestCryptoError == other as? RequestCryptoError)
        default: Issue.record("the ways differ: \(short), \(long)")
        }
        let media = Result { try opener.openMedia(message.span).bytes }
        #expect((try? media.get()) == (try? short.get()).map { _ in Array("ABC".utf8) })
    }
}
