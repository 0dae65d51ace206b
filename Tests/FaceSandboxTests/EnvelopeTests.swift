// SPDX-License-Identifier: Apache-2.0

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

    @Test("the same work is done for an envelope, whatever is wrong with it", arguments: algorithms)
    func sameWork(_ algorithm: ContentAlgorithm) async throws {
        try await withSandbox { service in
            let keys = try SandboxKeys.make(rsa: nil, sm2: nil)
            let reader = EnvelopeReader(keys: keys, keyService: try KeyService())
            func work(_ damage: EnvelopeDamage?) throws -> EnvelopeReader.Work {
                var envelope = try TestEnvelope(Self.goodBody, algorithm, for: service)
                let key = algorithm == .sm4GCM ? keys.sm2.publicKey : keys.rsa.publicKey
                envelope.blob = try key.wrap(SecretBytes(copying: envelope.key.span))
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
            for damage in EnvelopeDamage.all + (algorithm == .sm4GCM ? EnvelopeDamage.ofTags : []) {
                let found = try work(damage)
                #expect(found.unwrappedKeys == good.unwrappedKeys, "\(damage)")
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
            #expect(notOpened?.code == "FailedOperation.DecryptSystemError")
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
