// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import FaceSandbox
import RequestCrypto
import SecretMemory
import StrictJSON
import Testing

@testable import FaceSandbox

@Suite("Sealed bodies, and what does not open")
struct EnvelopeTests {
    private static let algorithms = [ContentAlgorithm.aes256CBC, .sm4GCM]
    private static let goodBody = TestAction.detect.parameters.serialized()

    /// Plaintexts that open and are no parameters.
    private static let badBodies: [(String, [UInt8])] = [
        ("nothing", []),
        ("no UTF-8", Array(#"{"FaceInput":""#.utf8) + [0xff] + Array(#"","FaceInputType":1}"#.utf8)),
        ("no JSON", Array("FaceInput=AAAA".utf8)),
        ("JSON that ends early", Array(#"{"FaceInput":"AAAA""#.utf8)),
        ("JSON with more behind it", Array(#"{"FaceInputType":1}x"#.utf8)),
        ("a member twice", Array(#"{"FaceInputType":1,"FaceInputType":2}"#.utf8)),
        ("an array", Array("[1]".utf8)),
        ("a text", Array(#""FaceInput""#.utf8)),
    ]

    @Test("a body sealed for the sandbox is opened and answered", arguments: algorithms)
    func good(_ algorithm: ContentAlgorithm) async throws {
        try await withSandbox { service in
            let sealer = BodySealer(algorithm: algorithm, wrappingKey: service.wrappingKey(for: algorithm))
            let sealed = try sealer.sealed(Self.goodBody)
            let answer = try #require(await service.send(try service.signed(.detect, body: sealed.bytes)))
            #expect(answer.response?["AttackRiskLevel"]?.string == "Low")
            // The page has no encrypted answer for this action.
            #expect(answer.response?["Encryption"] == nil)
        }
    }

    @Test("a data key of either kind of wrapping opens under either cipher", arguments: algorithms)
    func otherWrapping(_ algorithm: ContentAlgorithm) async throws {
        try await withSandbox { service in
            let other = algorithm == .sm4GCM ? service.sandbox.rsaPublicKey : service.sandbox.sm2PublicKey
            let sealed = try BodySealer(algorithm: algorithm, wrappingKey: other).sealed(Self.goodBody)
            let answer = try #require(await service.send(try service.signed(.detect, body: sealed.bytes)))
            #expect(answer.code == nil)
        }
    }

    @Test("all kinds of damage get one answer, byte for byte but for the RequestId", arguments: algorithms)
    func damage(_ algorithm: ContentAlgorithm) async throws {
        try await withSandbox { service in
            var answers: [(what: String, answer: RawAnswer)] = []
            for damage in EnvelopeDamage.all + (algorithm == .sm4GCM ? EnvelopeDamage.ofTags : []) {
                var envelope = try TestEnvelope(Self.goodBody, algorithm, for: service)
                try damage.apply(&envelope)
                let answer = try await service.call(.detect, envelope.parameters)
                answers.append((damage.description, try #require(answer, "\(damage)")))
            }
            for (what, plaintext) in Self.badBodies {
                let envelope = try TestEnvelope(plaintext, algorithm, for: service)
                let answer = try await service.call(.detect, envelope.parameters)
                answers.append((what, try #require(answer, "\(what)")))
            }
            let first = try #require(answers.first?.answer)
            #expect(first.code == "FailedOperation.DecryptSystemError")
            #expect(first.status == 200)
            for (what, answer) in answers {
                #expect(answer.textWithoutRequestID == first.textWithoutRequestID, "\(what)")
                #expect(answer.headers == first.headers, "\(what)")
                #expect(answer.body.count == first.body.count, "\(what)")
            }
            #expect(Set(answers.map(\.answer.requestID)).count == answers.count)
        }
    }

    /// The ways a data key comes.
    enum Wrapping: String, CaseIterable { case rsa, sm2, kms }

    @Test(
        "the same work is done for an envelope, whatever is wrong with it", arguments: algorithms, Wrapping.allCases)
    func sameWork(_ algorithm: ContentAlgorithm, _ wrapping: Wrapping) async throws {
        try await withSandbox { service in
            let keys = try SandboxKeys.make(rsa: nil, sm2: nil)
            let keyService = try KeyService()
            let reader = EnvelopeReader(keys: keys, keyService: keyService)
            func work(_ damage: EnvelopeDamage?) throws -> EnvelopeReader.Work {
                var envelope = try TestEnvelope(Self.goodBody, algorithm, for: service)
                switch wrapping {
                case .rsa: envelope.blob = try keys.rsa.publicKey.wrap(envelope.secretKey())
                case .sm2: envelope.blob = try keys.sm2.publicKey.wrap(envelope.secretKey())
                case .kms: envelope.blobText = try keyService.seal(envelope.secretKey(), keyID: "key-1", context: "")
                }
                try damage?.apply(&envelope)
                let action = DetectAIFakeFaces().description
                let request = try Parameters(envelope.parameters.serialized(), for: action.beforeOpening)
                let description = try #require(try RequestEnvelope(request, for: action)).encryption
                var work = EnvelopeReader.Work()
                do throws(ServiceFailure) {
                    _ = try reader.openBody(description, of: request, work: &work)
                    #expect(damage == nil)
                } catch {
                    #expect(damage != nil)
                }
                return work
            }
            let good = try work(nil)
            #expect(good.rsaUnwrappings == (wrapping == .rsa ? 1 : 0))
            #expect(good.sm2Unwrappings == (wrapping == .sm2 ? 1 : 0))
            #expect(good.kmsOpenings == (wrapping == .kms ? 1 : 0))
            let damages =
                wrapping == .kms
                ? EnvelopeDamage.ofKMS + EnvelopeDamage.all.filter { !$0.description.contains("wrapped key") }
                : EnvelopeDamage.all
            for damage in damages + (algorithm == .sm4GCM ? EnvelopeDamage.ofTags : []) {
                let found = try work(damage)
                // Another form in the clear is no secret, and is treated as what it looks like.
                if !damage.changesKind {
                    #expect(found.rsaUnwrappings == good.rsaUnwrappings, "\(damage)")
                    #expect(found.sm2Unwrappings == good.sm2Unwrappings, "\(damage)")
                    #expect(found.kmsOpenings == good.kmsOpenings, "\(damage)")
                }
                #expect(found.rsaUnwrappings + found.sm2Unwrappings + found.kmsOpenings == 1, "\(damage)")
                // What the body's own length is no secret of: only damage of that kind may change it.
                if !damage.description.contains("body"), !damage.description.contains(" less"),
                    !damage.description.contains(" more")
                {
                    #expect(found.decryptedBytes == good.decryptedBytes, "\(damage)")
                    #expect(abs(found.parsedBytes - good.parsedBytes) <= 48, "\(damage)")
                }
            }
        }
    }

    /// A reader with keys of its own, and an envelope for it.
    private static func openBody(
        _ plaintext: [UInt8], _ algorithm: ContentAlgorithm, _ keys: SandboxKeys, for service: SandboxUnderTest,
        change: (inout TestEnvelope) -> Void = { _ in }, escaped: Bool = false
    ) throws -> (opened: [UInt8]?, work: EnvelopeReader.Work) {
        var envelope = try TestEnvelope(plaintext, algorithm, for: service)
        let key = algorithm == .sm4GCM ? keys.sm2.publicKey : keys.rsa.publicKey
        envelope.blob = try key.wrap(SecretBytes(copying: envelope.key.span))
        change(&envelope)
        var text = envelope.parameters.serializedText()
        if escaped { text = text.replacing("/", with: #"\/"#) }
        let action = DetectAIFakeFaces().description
        let request = try Parameters(Array(text.utf8), for: action.beforeOpening)
        let description = try #require(try RequestEnvelope(request, for: action)).encryption
        var work = EnvelopeReader.Work()
        let reader = EnvelopeReader(keys: keys, keyService: try KeyService())
        do throws(ServiceFailure) {
            let opened = try reader.openBody(description, of: request, work: &work)
            return (opened.parameters, work)
        } catch {
            return (nil, work)
        }
    }

    /// A body whose base64 has about as many characters.
    private static func body(characters: Int) -> [UInt8] {
        let filling = String(repeating: "A", count: max(0, characters / 4 * 3 - 40))
        return Array(#"{"FaceInput":"\#(filling)","FaceInputType":1}"#.utf8)
    }

    @Test("a body of any length around that of the pieces opens, its slashes escaped or not", arguments: algorithms)
    func pieces(_ algorithm: ContentAlgorithm) async throws {
        let piece = SealedText.pieceByteCount
        try await withSandbox { service in
            let keys = try SandboxKeys.make(rsa: nil, sm2: nil)
            for characters in [0, piece - 24, piece - 4, piece, piece + 4, piece + 24, 2 * piece, 5 * piece + 12] {
                for more in 0..<4 {
                    let body = Self.body(characters: characters) + [UInt8](repeating: 0x20, count: more)
                    for escaped in [false, true] {
                        let found = try Self.openBody(body, algorithm, keys, for: service, escaped: escaped)
                        #expect(found.opened == body, "\(characters) \(more) \(escaped)")
                    }
                }
            }
        }
    }

    @Test("a long body takes the same work wherever a character of it is none of base64", arguments: algorithms)
    func sameWorkInPieces(_ algorithm: ContentAlgorithm) async throws {
        let piece = SealedText.pieceByteCount
        try await withSandbox { service in
            let keys = try SandboxKeys.make(rsa: nil, sm2: nil)
            let body = Self.body(characters: 5 * piece + 400)
            let good = try Self.openBody(body, algorithm, keys, for: service)
            #expect(good.opened == body)
            for position in [0, 1, piece - 1, piece, 2 * piece + 5, 5 * piece, 5 * piece + 300] {
                for character in ["!", "="] {
                    let found = try Self.openBody(body, algorithm, keys, for: service) { envelope in
                        var text = Array(Base64.encodeToString(envelope.ciphertext.span).utf8)
                        text[position] = Array(character.utf8)[0]
                        envelope.bodyText = String(decoding: text, as: UTF8.self)
                    }
                    #expect(found.opened == nil, "\(position)")
                    #expect(found.work.rsaUnwrappings == good.work.rsaUnwrappings)
                    #expect(found.work.sm2Unwrappings == good.work.sm2Unwrappings)
                    #expect(found.work.decodedCharacters == good.work.decodedCharacters, "\(position)")
                    #expect(abs(found.work.decryptedBytes - good.work.decryptedBytes) <= 2, "\(position)")
                    #expect(abs(found.work.parsedBytes - good.work.parsedBytes) <= 48, "\(position)")
                }
            }
        }
    }

    @Test(
        "what is wrong in the clear part has a code of its own",
        arguments: [
            (
                #"{"Encryption":{"EncryptList":["EncryptionBody"],"Algorithm":"ROT13"},"EncryptedBody":"AAAA"}"#,
                "InvalidParameterValue"
            ),
            (#"{"Encryption":{"EncryptList":"EncryptionBody"},"EncryptedBody":"AAAA"}"#, "InvalidParameter"),
            (#"{"Encryption":{"Iv":1},"EncryptedBody":"AAAA"}"#, "InvalidParameter"),
            (#"{"Encryption":{"EncryptList":["EncryptionBody"]}}"#, "InvalidParameter"),
            (#"{"EncryptedBody":"AAAA"}"#, "InvalidParameter"),
            (#"{"Encryption":{},"EncryptedBody":"AAAA","FaceInputType":1}"#, "InvalidParameter"),
            (#"{"Encryption":[],"EncryptedBody":"AAAA"}"#, "InvalidParameter"),
        ])
    func clearPart(_ body: String, _ code: String) async throws {
        try await withSandbox { service in
            let answer = try #require(await service.send(try service.signed(.detect, body: Array(body.utf8))))
            #expect(answer.code == code)
        }
    }

    @Test("parameters are checked after opening, as those in the clear are")
    func checksAfterOpening() async throws {
        try await withSandbox { service in
            for (body, code) in [
                (#"{"FaceInput":"AAAA","FaceInputType":3}"#, "InvalidParameter"),
                (#"{"FaceInput":"AAAA","FaceInputType":1}"#, "FailedOperation.ImageDecodeFailed"),
                (#"{"FaceInput":"AAAA","FaceInputType":1,"Other":1}"#, "UnknownParameter"),
            ] {
                let envelope = try TestEnvelope(Array(body.utf8), .sm4GCM, for: service)
                let answer = try await service.call(.detect, envelope.parameters)
                #expect(answer?.code == code)
            }
        }
    }

    @Test("a field that is not to be encrypted, and a field named twice, are refused")
    func fields() async throws {
        try await withSandbox { service in
            let sealer = FieldSealer(algorithm: .aes256CBC, wrappingKey: service.sandbox.rsaPublicKey)
            let good = try sealer.sealed(["IdCard", "Name"], of: TestAction.identity.parameters)
            let answer = try #require(await service.send(try service.signed(.identity, body: good.bytes)))
            #expect(answer.response?["Result"]?.string == "0")

            let text = String(decoding: good.bytes, as: UTF8.self)
            let other = text.replacing(#"["IdCard","Name"]"#, with: #"["IdCard","RuleId"]"#)
            let refused = await service.send(try service.signed(.identity, body: Array(other.utf8)))
            #expect(refused?.code == "InvalidParameter.UnsupportEncryptField")
            let twice = text.replacing(#"["IdCard","Name"]"#, with: #"["IdCard","IdCard"]"#)
            let notOpened = await service.send(try service.signed(.identity, body: Array(twice.utf8)))
            #expect(notOpened?.code == "InvalidParameterValue")
        }
    }

    @Test("a large field that is named 256 times is refused before anything is decrypted")
    func namedOften() async throws {
        try await withSandbox { service in
            let sealer = FieldSealer(algorithm: .aes256CBC, wrappingKey: service.sandbox.rsaPublicKey)
            let large = TestAction.identity.parameters(("IdCard", .string(String(repeating: "1", count: 1 << 20))))
            let text = String(decoding: try sealer.sealed(["IdCard"], of: large).bytes, as: UTF8.self)
            let names = (0..<256).map { _ in #""IdCard""# }.joined(separator: ",")
            let body = Array(text.replacing(#"["IdCard"]"#, with: "[\(names)]").utf8)
            let answer = try #require(await service.send(try service.signed(.identity, body: body)))
            #expect(answer.code == "InvalidParameterValue")
            #expect(answer.message?.contains("EncryptList") == true)
        }
    }

    @Test("one field under SM4-GCM, and three beside a description without an object, are opened")
    func otherFieldForms() async throws {
        try await withSandbox { service in
            let sm4 = FieldSealer(algorithm: .sm4GCM, wrappingKey: service.sandbox.sm2PublicKey)
            let one = try sm4.sealed(["IdCard"], of: TestAction.identity.parameters)
            let answer = try #require(await service.send(try service.signed(.identity, body: one.bytes)))
            #expect(answer.response?["Result"]?.string == "0")

            let keys = FreshDataKeys(wrappingKey: service.sandbox.rsaPublicKey)
            let topLevel = FieldSealer(algorithm: .aes256CBC, dataKeys: keys, layout: .topLevel)
            let three = try topLevel.sealed(["IdCard", "Name", "Phone"], of: TestAction.phone.parameters)
            let second = try #require(await service.send(try service.signed(.phone, body: three.bytes)))
            #expect(second.response?["Result"]?.string == "0")
        }
    }
}
