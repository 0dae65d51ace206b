// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import SecretMemory
import StrictJSON
import Testing

@testable import RequestCrypto

@Suite struct EnvelopeOpenerTests {
    /// What the vendor publishes: its Node package's example, its Go package's tests.
    @Test(
        arguments: [
            (
                "AES-256-CBC", "XJKXDwFwoYHoORb/g1ReMJ+POptUa7Ax4R+CRI0GLgU=", "vTjCqg1Xz6Lh0pJZCNjAAQ==",
                [
                    ("8TEJyC4YWALmK5U9cw+R+1Rvs4LuNRAAm8LQkwrJEa4=", "", "440111111111111111"),
                    ("QR3meQHDzArXCIuJIyETLzRtOjg0vjRxcYdKQTOE7vw=", "", "爱新觉罗永琪"),
                ]
            ),
            (
                "SM4-GCM", "t/dlVGSD3hMbSG21ocAylQ==", "cHNm8k09p2d80owr",
                [
                    ("oUfaRWLLjR9MclkyFF68M7Ot", "meBiloynTRhQtOtLR2xccQ==", "440111111111111111"),
                    ("cvtbksVKVIn0pNWUw9815RI2", "Anrq6V9s4jwBg+/mxW9Zeg==", "爱新觉罗永琪"),
                ]
            ),
            (
                "AES-256-CBC", "aWJld2g5M0I0cHdxa25vMFZGbHRZaG5WemU4MGdQVXI=", "qobvAR0P5F77+Kd3lnEbWg==",
                [
                    (
                        "1sA24aEqkayFIlnY4yX7fSMpk3s26VJ7kUewgj+lOjB3TngwciXC2You2xJYzbVf", "",
                        "9dfb7607-9ce5-4a60-b581-df434de04411"
                    )
                ]
            ),
            (
                "SM4-GCM", "cjI1YzZ0MzNxamJtbXhnbQ==", "e3wocj4HxzvPKEBz",
                [("h+4=", "bhHcrneLtSRzj5M7cWjSYg==", "s1"), ("h+0=", "DHcDLyorTMZHX9UkP9QPDg==", "s2")]
            ),
        ] as [(String, String, String, [(String, String, String)])])
    func publishedRepliesOpen(
        algorithm: String, key: String, iv: String, fields: [(ciphertext: String, tag: String, plaintext: String)]
    ) throws {
        let names = fields.indices.map { "Field\($0)" }
        let tags = fields.map(\.tag).filter { !$0.isEmpty }
        let reply = Self.reply(
            text: zip(names, fields).map { ($0, $1.ciphertext) }, list: names.map { "Response.Text.\($0)" }, iv: iv,
            algorithm: algorithm, tags: tags)
        let dataKey = try Base64.decode(key)
        let opened = try EnvelopeOpener(dataKey: SecretBytes(copying: dataKey.span)).open(reply.span)
        let json = try JSONValue(parsing: opened.plaintext.span)
        for (name, field) in zip(names, fields) {
            #expect(json["Response"]?["Text"]?[name]?.string == field.plaintext)
        }
        #expect(json["Response"]?["Encryption"] == nil)
        #expect(json["Response"]?["RequestId"]?.string == "r")
    }

    /// A message whose root looks like a sealed body, while its reply names the ciphertext as a field.
    @Test(arguments: ["", #""a":1,"#], [1, 1_000])
    func aFieldThatLooksLikeASealedBodyOpensInItsPlace(between: String, count: Int) throws {
        let text = String(repeating: "hello ", count: count)
        let sealed = try Self.encrypt(text, .aes256CBC)
        func message(_ blank: String) -> [UInt8] {
            let encryption =
                #"{"EncryptList":["EncryptedBody"],"Iv":"AAECAwQFBgcICQoLDA0ODw==","Algorithm":"AES-256-CBC"}"#
            return Array(
                #"{"EncryptedBody":\#(blank)"\#(sealed.text)","Encryption":{"x":1},"Response":{\#(between)"#.utf8)
                + Array(#""Encryption":\#(encryption)}}"#.utf8)
        }
        let opener = EnvelopeFixture.opener(for: .aes256CBC)
        for blank in ["", " "] {
            let bytes = message(blank)
            let opened = try opener.open(bytes.span)
            #expect(opened.form == .fields(["EncryptedBody"]))
            let json = try JSONValue(parsing: opened.plaintext.span)
            #expect(json["EncryptedBody"]?.string == text)
            #expect(json["Response"]?["Encryption"] == nil)
            let code = BodySealerTests.code { () throws(RequestCryptoError) in _ = try opener.openMedia(bytes.span) }
            #expect(code == .malformedEnvelope)
        }
    }

    @Test func aLongListOverALargeMessageIsRefusedBeforeItIsLookedUp() throws {
        let count = 300_000
        let paths = (0..<200).map { #""Response.A[\#(count - 1 - $0)]""# }.joined(separator: ",")
        let elements = String(repeating: "\",\"", count: count - 1)
        let reply = Array(
            #"""
            {"Response":{"A":["\#(elements)"],"Encryption":{"EncryptList":[\#(paths)],"Iv":"AAECAwQFBgcICQoLDA0ODw=="}}}
            """#.utf8)
        let opener = EnvelopeFixture.opener(for: .aes256CBC)
        let error = #expect(throws: RequestCryptoError.self) { try opener.open(reply.span) }
        #expect(error?.code == .malformedEnvelope, "\(String(describing: error))")
        #expect(error?.message.contains("200 entries") == true)
    }

    @Test func whatAMessageSaysIsCutInAnError() throws {
        let long = "a" + String(repeating: "\u{301}", count: 100_000)
        let envelope = Array(#"{"EncryptedBody":"AA==","Encryption":{"Iv":"","Algorithm":"\#(long)"}}"#.utf8)
        let error = #expect(throws: RequestCryptoError.self) {
            try EnvelopeFixture.opener(for: .aes256CBC).open(envelope.span)
        }
        #expect(error?.code == .unknownAlgorithm)
        #expect((error?.message.utf8.count ?? .max) < 200)
    }

    @Test func aPathReachesIntoArrays() throws {
        let sealed = try Self.encrypt("440111", .sm4GCM)
        let reply = Array(
            #"""
            {"Response": {"Text": {"LivenessDetail": [{"Idcard": "\#(sealed.text)", "Seq": 1.50}, {}]},
             "Encryption": {"EncryptList": ["Response.Text.LivenessDetail[0].Idcard"], "CiphertextBlob": "",
             "Iv": "AAECAwQFBgcICQoL", "Algorithm": "SM4-GCM", "TagList": ["\#(sealed.tag)"]}, "RequestId": "r"}}
            """#.utf8)
        let opened = try EnvelopeFixture.opener(for: .sm4GCM).open(reply.span)
        #expect(opened.form == .fields(["Response.Text.LivenessDetail[0].Idcard"]))
        // Everything that was not encrypted is as it was, white space and number forms included.
        #expect(
            EnvelopeFixture.text(opened.plaintext)
                == #"""
                {"Response": {"Text": {"LivenessDetail": [{"Idcard": "440111", "Seq": 1.50}, {}]}, "RequestId": "r"}}
                """#)
    }

    @Test(arguments: EnvelopeFixture.algorithms, [#"["EncryptionBody"]"#, "[]", "null"])
    func aReplyBodyOpens(algorithm: ContentAlgorithm, list: String) throws {
        let sealed = try Self.encrypt(#"{"Text":{"IdCard":"1"}}"#, algorithm)
        let reply =
            Array(
                #"{"Response":{"EncryptedBody":"\#(sealed.text)","Encryption":{"EncryptList":\#(list),"CiphertextBlob":"","#
                    .utf8)
            + Array(
                #""Iv":"\#(EnvelopeFixture.iv(for: algorithm).wireText)","Algorithm":"\#(algorithm.wireName)","#.utf8)
            + Array(#""TagList":[\#(sealed.tag.isEmpty ? "" : "\"\(sealed.tag)\"")]},"RequestId":"r"}}"#.utf8)
        let opened = try EnvelopeFixture.opener(for: algorithm).open(reply.span)
        #expect(opened.form == .wholeBody)
        #expect(EnvelopeFixture.text(opened.plaintext) == #"{"Text":{"IdCard":"1"}}"#)
    }

    @Test func base64WithEscapedSlashesOpens() throws {
        let sealed = try EnvelopeFixture.seal(EnvelopeFixture.bytes(3_000), as: .media(.image), .aes256CBC, cut: 3_000)
        let text = EnvelopeFixture.text(sealed.bytes)
        let escaped = Array(text.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "\\/").utf8)
        #expect(escaped.count > sealed.bytes.count)
        let opener = EnvelopeFixture.opener(for: .aes256CBC)
        #expect(try opener.open(escaped.span).plaintext == opener.open(sealed.bytes.span).plaintext)
    }

    @Test func theTopLevelFormOfOldAccountsOpens() throws {
        let sealed = try Self.encrypt("13800000000", .aes256CBC)
        let request = Array(
            #"{"CiphertextBlob":"a-k-b","Phone":"\#(sealed.text)","EncryptList":["Phone"],"Iv":"AAECAwQFBgcICQoLDA0ODw=="}"#
                .utf8)
        let opened = try EnvelopeFixture.opener(for: .aes256CBC).open(request.span)
        #expect(EnvelopeFixture.text(opened.plaintext) == #"{"Phone":"13800000000"}"#)
    }

    @Test(arguments: badEnvelopes)
    func aBadEnvelopeIsNamed(change: EnvelopeChange) throws {
        let sealed = try EnvelopeFixture.seal(
            Array(#"{"FaceInput":"AAAAA","FaceInputType":1}"#.utf8), as: .json, change.algorithm, cut: 39)
        let text = change.apply(EnvelopeFixture.text(sealed.bytes))
        let bytes = Array(text.utf8)
        let opener = EnvelopeFixture.opener(for: change.algorithm)
        let code = BodySealerTests.code { () throws(RequestCryptoError) in _ = try opener.open(bytes.span) }
        #expect(code == change.code, "\(text)")
    }

    static let badEnvelopes: [EnvelopeChange] = [
        .init(.aes256CBC, #""Encryption":"#, #""Other":"#, .missingEncryption),
        .init(.aes256CBC, #""EncryptedBody""#, #""EncryptionBody""#, .malformedEnvelope),
        .init(.aes256CBC, #"["EncryptionBody"]"#, #"["EncryptedBody"]"#, .malformedEnvelope),
        .init(.aes256CBC, #"["EncryptionBody"]"#, #"[]"#, .malformedEnvelope),
        .init(.aes256CBC, #"["EncryptionBody"]"#, #"["EncryptionBody","EncryptionBody"]"#, .malformedEnvelope),
        .init(.aes256CBC, #"["EncryptionBody"]"#, #"[1]"#, .malformedEnvelope),
        .init(.aes256CBC, "AES-256-CBC", "AES-128-CBC", .unknownAlgorithm),
        .init(.aes256CBC, "AAECAwQFBgcICQoLDA0ODw==", "AAECAwQFBgcICQoLDA0ODxA=", .invalidIV),
        .init(.aes256CBC, "AAECAwQFBgcICQoLDA0ODw==", "AAECAwQFBgcICQoLDA0ODw", .invalidIV),
        .init(.aes256CBC, "AAECAwQFBgcICQoLDA0ODw==", "AAECAwQFBgcICQoLDA0ODx==", .invalidIV),
        .init(.aes256CBC, #""Iv":"AAECAwQFBgcICQoLDA0ODw==","#, "", .invalidIV),
        .init(.aes256CBC, #""TagList":[]"#, #""TagList":["tHX9T8T2zbCkS3yPR0LWKg=="]"#, .invalidTag),
        .init(.aes256CBC, "gBmS", "gBm_", .malformedBase64),
        .init(.aes256CBC, "n+ny", "n+n", .malformedBase64),
        .init(.aes256CBC, "n+ny", "", .invalidCiphertext),
        .init(.aes256CBC, "gBmSXuqKvf79nOPbdVblEgy08aWO0/0YhP4iR2Cic/52dpFXvRCa9oqR+FWpn+ny", "", .invalidCiphertext),
        .init(.aes256CBC, "n+ny", "n+nz", .badPadding),
        .init(.aes256CBC, "gBmS", "gBmT", .malformedJSON),
        .init(.aes256CBC, #""Iv""#, #""Iv":"x","Iv""#, .malformedJSON),
        .init(.sm4GCM, "AAECAwQFBgcICQoL", "AAECAwQFBgcICQoM", .authenticationFailed),
        .init(.sm4GCM, "AAECAwQFBgcICQoL", "AAECAwQFBgcICQoLDA0ODw==", .invalidIV),
        .init(.sm4GCM, "AAECAwQFBgcICQoL", "abcdefghijklmno", .invalidIV),
        .init(.sm4GCM, "tHX9", "tHX8", .authenticationFailed),
        .init(.sm4GCM, "tHX9T8T2zbCkS3yPR0LWKg==", "tHX9T8T2zbCkS3yPR0LW", .invalidTag),
        .init(.sm4GCM, #"["tHX9T8T2zbCkS3yPR0LWKg=="]"#, "[]", .invalidTag),
        .init(.sm4GCM, #"["tHX9"#, #"["AAAA","tHX9"#, .invalidTag),
        .init(.sm4GCM, "5g49", "5g48", .authenticationFailed),
        .init(.sm4GCM, "61WL8HTx", "61WL", .authenticationFailed),
        .init(.sm4GCM, "SM4-GCM", "AES-256-CBC", .invalidTag),
    ]

    @Test func aReplyInTheClearIsNoEnvelope() {
        for text in [#"{"Response":{"RequestId":"r"}}"#, #"{"Response":{"Error":{"Code":"X.Y"},"RequestId":"r"}}"#] {
            let bytes = Array(text.utf8)
            let opener = EnvelopeFixture.opener(for: .aes256CBC)
            let code = BodySealerTests.code { () throws(RequestCryptoError) in _ = try opener.open(bytes.span) }
            #expect(code == .missingEncryption)
        }
    }

    @Test(
        arguments: [
            ("Response.Text.Absent", RequestCryptoError.Code.fieldNotFound), ("Response.Text.Number", .fieldNotString),
            ("Response.Text.List[3]", .fieldNotFound), ("Response.Text.List[-1]", .malformedEnvelope),
            ("Response.Text.List[00]", .malformedEnvelope), ("Response.Text.List[0", .malformedEnvelope),
            ("Response..Text", .malformedEnvelope), ("", .malformedEnvelope), ("Response.Text", .fieldNotString),
            ("Response.Text.List[0]", nil),
        ] as [(String, RequestCryptoError.Code?)])
    func anEntryHasToNameAStringOfTheReply(path: String, code: RequestCryptoError.Code?) throws {
        let sealed = try Self.encrypt("x", .aes256CBC)
        let reply =
            Array(
                #"{"Response":{"Text":{"Number":1,"List":["\#(sealed.text)"]},"Encryption":{"EncryptList":["\#(path)"],"#
                    .utf8)
            + Array(#""CiphertextBlob":"","Iv":"AAECAwQFBgcICQoLDA0ODw==","Algorithm":"AES-256-CBC"}}}"#.utf8)
        let opener = EnvelopeFixture.opener(for: .aes256CBC)
        #expect(code == BodySealerTests.code { () throws(RequestCryptoError) in _ = try opener.open(reply.span) })
    }

    /// A nonce that, taken as a ciphertext under itself, has the tag below and decrypts to printable text.
    private static let hostileIV = "AAAAAAAAAAAABcYC"
    private static let hostileTag = "spwyqN/958QbfXdVHZGHMA=="

    /// Such an entry would be replaced and taken out at once; with a nonce that decrypts to text it stopped the
    /// process.
    @Test(arguments: [
        #"{"Response":{"Encryption":{"EncryptList":["Response.Encryption.Iv"],"Iv":"\#(hostileIV)","#
            + #""Algorithm":"SM4-GCM","TagList":["\#(hostileTag)"]}}}"#,
        #"{"Response":{"A":1,"Encryption":{"EncryptList":["Response.Encryption.TagList[0]"],"#
            + #""Iv":"\#(hostileIV)","Algorithm":"SM4-GCM","TagList":["\#(hostileTag)"]}}}"#,
        #"{"CiphertextBlob":"","EncryptList":["Iv"],"Iv":"\#(hostileIV)","Algorithm":"SM4-GCM","#
            + #""TagList":["\#(hostileTag)"]}"#,
    ])
    func theEncryptionItselfIsNoContent(message: String) {
        let bytes = Array(message.utf8)
        let opener = EnvelopeFixture.opener(for: .sm4GCM)
        let code = BodySealerTests.code { () throws(RequestCryptoError) in _ = try opener.open(bytes.span) }
        #expect(code == .malformedEnvelope)
    }

    @Test(arguments: [Encryption.maximumEntries, Encryption.maximumEntries + 1])
    func aListIsBounded(count: Int) throws {
        let sealed = try Self.encrypt("x", .aes256CBC)
        let names = (0..<count).map { "F\($0)" }
        let reply = Self.reply(
            text: names.map { ($0, sealed.text) }, list: names.map { "Response.Text.\($0)" },
            iv: EnvelopeFixture.iv(for: .aes256CBC).wireText, algorithm: "AES-256-CBC", tags: [])
        let opener = EnvelopeFixture.opener(for: .aes256CBC)
        let code = BodySealerTests.code { () throws(RequestCryptoError) in _ = try opener.open(reply.span) }
        #expect(code == (count > Encryption.maximumEntries ? .malformedEnvelope : nil))
    }

    @Test func anEncryptedBodyOfNullIsNone() throws {
        let sealed = try Self.encrypt("440111", .aes256CBC)
        let reply = Array(
            #"""
            {"Response":{"EncryptedBody":null,"IdCard":"\#(sealed.text)","Encryption":{"EncryptList":["Response.IdCard"],
             "Iv":"AAECAwQFBgcICQoLDA0ODw==","Algorithm":"AES-256-CBC"}}}
            """#.utf8)
        let opened = try EnvelopeFixture.opener(for: .aes256CBC).open(reply.span)
        #expect(try JSONValue(parsing: opened.plaintext.span)["Response"]?["IdCard"]?.string == "440111")
    }

    @Test func aDataKeyOfTheWrongLengthIsNamed() throws {
        let sealed = try EnvelopeFixture.seal(Array("{}".utf8), as: .json, .aes256CBC, cut: 2)
        let opener = EnvelopeFixture.opener(for: .sm4GCM)
        let code = BodySealerTests.code { () throws(RequestCryptoError) in _ = try opener.open(sealed.bytes.span) }
        #expect(code == .invalidKey)
    }

    /// Every single-bit flip of an SM4-GCM ciphertext and tag, through the whole opener.
    @Test func noAlteredSM4BodyOpens() throws {
        let sealed = try EnvelopeFixture.seal(Array(#"{"a":"bcd"}"#.utf8), as: .json, .sm4GCM, cut: 11)
        let opener = EnvelopeFixture.opener(for: .sm4GCM)
        let json = try JSONValue(parsing: sealed.bytes.span)
        let parts = [
            try #require(json["EncryptedBody"]?.string), try #require(json["Encryption"]?["TagList"]?[0]?.string),
        ]
        for part in parts {
            let bytes = try Base64.decode(part)
            for bit in 0..<bytes.count * 8 {
                var altered = bytes
                altered[bit / 8] ^= 1 << UInt8(bit % 8)
                let text = EnvelopeFixture.text(sealed.bytes)
                    .split(separator: part, maxSplits: 1, omittingEmptySubsequences: false)
                    .joined(separator: Base64.encodeToString(altered.span))
                let message = Array(text.utf8)
                let code = BodySealerTests.code { () throws(RequestCryptoError) in _ = try opener.open(message.span) }
                #expect(code == .authenticationFailed)
            }
        }
    }

    @Test func aWholeBodyThatIsNoJSONOpensOnlyOnRequest() throws {
        let sealed = try EnvelopeFixture.seal(Array("hello".utf8), as: .json, .aes256CBC, cut: 5)
        let opener = EnvelopeFixture.opener(for: .aes256CBC)
        let code = BodySealerTests.code { () throws(RequestCryptoError) in _ = try opener.open(sealed.bytes.span) }
        #expect(code == .malformedJSON)
        let opened = try opener.open(sealed.bytes.span, acceptingAnyPlaintext: true)
        #expect(opened.plaintext == Array("hello".utf8))
    }

    // MARK: - Building messages

    private static func reply(
        text: [(String, String)], list: [String], iv: String, algorithm: String, tags: [String]
    ) -> [UInt8] {
        JSONValue.object([
            .init(
                "Response",
                .object([
                    .init("Text", .object(text.map { .init($0.0, .string($0.1)) })),
                    .init(
                        "Encryption",
                        .object([
                            .init("EncryptList", .array(list.map { .string($0) })), .init("CiphertextBlob", ""),
                            .init("Iv", .string(iv)), .init("Algorithm", .string(algorithm)),
                            .init("TagList", .array(tags.map { .string($0) })),
                        ])), .init("RequestId", "r"),
                ]))
        ]).serialized()
    }

    private static func encrypt(_ text: String, _ algorithm: ContentAlgorithm) throws -> (text: String, tag: String) {
        let key = EnvelopeFixture.key(for: algorithm)
        let iv = EnvelopeFixture.iv(for: algorithm).bytes
        let plaintext = Array(text.utf8)
        var tag: AuthenticationTag?
        let ciphertext = try [UInt8](
            capacity: algorithm.ciphertextByteCount(forPlaintext: plaintext.count)
        ) { output throws(RequestCryptoError) in
            var encryptor = try ContentEncryptor(algorithm, key: key.span, iv: iv.span)
            try encryptor.update(plaintext.span, into: &output)
            tag = try encryptor.finish(into: &output)
        }
        return (Base64.encodeToString(ciphertext.span), tag?.base64 ?? "")
    }
}

/// One slip in an otherwise good envelope, and the error that has to name it.
struct EnvelopeChange: Sendable, CustomTestStringConvertible {
    let algorithm: ContentAlgorithm
    let old: String
    let new: String
    let code: RequestCryptoError.Code

    init(_ algorithm: ContentAlgorithm, _ old: String, _ new: String, _ code: RequestCryptoError.Code) {
        self.algorithm = algorithm
        self.old = old
        self.new = new
        self.code = code
    }

    var testDescription: String { "\(algorithm): \(old) becomes \(new): \(code)" }

    func apply(_ text: String) -> String {
        let parts = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
        #expect(parts.count == 2, "\(old) is not in the envelope")
        return parts.joined(separator: new)
    }
}
