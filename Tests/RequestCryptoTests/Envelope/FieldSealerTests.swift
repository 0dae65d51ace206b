// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import StrictJSON
import Testing

@testable import RequestCrypto

@Suite struct FieldSealerTests {
    private static let request = #"{"IdCard":"440111111111111111", "Name":"爱新觉罗永琪", "RuleId":"2", "N":1.0, "E":""}"#

    private static func sealer(_ algorithm: ContentAlgorithm) -> FieldSealer {
        FieldSealer(algorithm: algorithm, dataKeys: RepeatedDataKey(EnvelopeFixture.key(for: algorithm), blob: "x"))
    }

    @Test(arguments: EnvelopeFixture.algorithms, [["IdCard"], ["Name", "IdCard"], ["E"], ["IdCard", "Name", "E"]])
    func sealedFieldsOpenToTheRequest(algorithm: ContentAlgorithm, fields: [String]) throws {
        let request = Array(Self.request.utf8)
        let sealed = try Self.sealer(algorithm).seal(fields: fields, in: request.span, allowNonceReuse: true)
        let json = try JSONValue(parsing: sealed.bytes.span)
        #expect(json["Encryption"]?["EncryptList"]?.array == fields.map { .string($0) })
        #expect(json["Encryption"]?["TagList"]?.array?.count == (algorithm == .sm4GCM ? fields.count : 0))
        // An empty text has an empty SM4-GCM ciphertext; every other one is changed.
        let plain = try JSONValue(parsing: request.span)
        for field in fields where field != "E" { #expect(json[field] != plain[field]) }
        #expect(json["RuleId"]?.string == "2")
        #expect(sealed.sha256 == SHA256Hasher.hash(sealed.bytes.span))

        let opened = try sealed.responseOpener.open(sealed.bytes.span)
        #expect(opened.form == .fields(fields))
        #expect(EnvelopeFixture.text(opened.plaintext) == Self.request)
    }

    @Test(
        arguments: [
            (["Absent"], RequestCryptoError.Code.fieldNotFound), (["N"], .fieldNotString), ([], .fieldNotFound),
            (["IdCard", "IdCard"], .malformedEnvelope), (["IdCard", ""], .fieldNotFound), ([""], .fieldNotFound),
        ] as [([String], RequestCryptoError.Code)])
    func aFieldHasToBeAStringOfTheRequest(fields: [String], code: RequestCryptoError.Code) {
        let request = Array(Self.request.utf8)
        let found = BodySealerTests.code { () throws(RequestCryptoError) in
            _ = try Self.sealer(.aes256CBC).seal(fields: fields, in: request.span)
        }
        #expect(found == code)
    }

    @Test func oneNonceForSeveralFieldsHasToBeAllowedByName() throws {
        let request = Array(Self.request.utf8)
        let code = BodySealerTests.code { () throws(RequestCryptoError) in
            _ = try Self.sealer(.sm4GCM).seal(fields: ["IdCard", "Name"], in: request.span)
        }
        #expect(code == .nonceReuse)
        _ = try Self.sealer(.sm4GCM).seal(fields: ["IdCard"], in: request.span)
        _ = try Self.sealer(.aes256CBC).seal(fields: ["IdCard", "Name"], in: request.span)
    }

    @Test func aRequestThatLooksLikeAReplyIsRefused() throws {
        func code(_ text: String) -> RequestCryptoError.Code? {
            let request = Array(text.utf8)
            return BodySealerTests.code { () throws(RequestCryptoError) in
                let sealed = try Self.sealer(.aes256CBC).seal(fields: ["Name"], in: request.span)
                _ = try sealed.responseOpener.open(sealed.bytes.span)
            }
        }
        #expect(code(#"{"Name":"a","Response":{"x":1}}"#) == .malformedEnvelope)
        #expect(code(#"{"Name":"a","Response":"x"}"#) == nil)
    }

    @Test(arguments: ["Encryption", "EncryptedBody", "CiphertextBlob", "EncryptList"])
    func aSealedRequestIsNotSealedAgain(member: String) {
        let request = Array(#"{"A":"b","\#(member)":"x"}"#.utf8)
        let code = BodySealerTests.code { () throws(RequestCryptoError) in
            _ = try Self.sealer(.aes256CBC).seal(fields: ["A"], in: request.span)
        }
        #expect(code == .malformedEnvelope)
    }

    @Test(arguments: ["Iv", "Algorithm", "TagList"])
    func theTopLevelFormWritesNoNameTwice(member: String) {
        let request = Array(#"{"Phone":"13800000000","\#(member)":"x"}"#.utf8)
        let key = RepeatedDataKey(EnvelopeFixture.key(for: .aes256CBC), blob: "a-k-b")
        let code = BodySealerTests.code { () throws(RequestCryptoError) in
            _ = try FieldSealer(algorithm: .aes256CBC, dataKeys: key, layout: .topLevel)
                .seal(fields: ["Phone"], in: request.span)
        }
        #expect(code == .malformedEnvelope)
    }

    @Test(arguments: ["{}", #"{"RuleId":"2"}"#])
    func anEncryptedReplyIsAskedForWithAnEmptyList(request: String) throws {
        let bytes = Array(request.utf8)
        let sealed = try Self.sealer(.sm4GCM).requestEncryptedReply(in: bytes.span)
        let json = try JSONValue(parsing: sealed.bytes.span)
        #expect(json["Encryption"]?["EncryptList"]?.array == [])
        #expect(json["Encryption"]?["TagList"]?.array == [])
        #expect(json["Encryption"]?["CiphertextBlob"]?.string == "x")
        #expect(json.object?.count == (request == "{}" ? 1 : 2))
    }

    @Test func theTopLevelFormCarriesNoTags() throws {
        let request = Array(#"{"Phone":"13800000000"}"#.utf8)
        let key = RepeatedDataKey(EnvelopeFixture.key(for: .aes256CBC), blob: "a-k-b")
        let sealer = FieldSealer(algorithm: .aes256CBC, dataKeys: key, ivForm: .literalText, layout: .topLevel)
        let sealed = try sealer.seal(fields: ["Phone"], in: request.span)
        let json = try JSONValue(parsing: sealed.bytes.span)
        #expect(json.object?.map(\.name) == ["Phone", "CiphertextBlob", "EncryptList", "Iv"])
        #expect(try sealed.responseOpener.open(sealed.bytes.span).plaintext == request)

        let sm4 = RepeatedDataKey(EnvelopeFixture.key(for: .sm4GCM), blob: "a-k-b")
        let code = BodySealerTests.code { () throws(RequestCryptoError) in
            _ = try FieldSealer(algorithm: .sm4GCM, dataKeys: sm4, layout: .topLevel)
                .seal(fields: ["Phone"], in: request.span)
        }
        #expect(code == .invalidTag)
    }
}
