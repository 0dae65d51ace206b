// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import FaceSandbox
import RequestCrypto
import StrictJSON
import Testing

@Suite("Answers that go out encrypted")
struct EncryptedReplyTests {
    private static let algorithms = [ContentAlgorithm.aes256CBC, .sm4GCM]
    private static let person = "990000199913320000"

    private struct Asked {
        let answer: RawAnswer
        let opener: ResponseOpener
        let sentIV: String?

        func opened() throws -> JSONValue {
            try opener.opened(answer)
        }
    }

    private static func ask(
        _ service: SandboxUnderTest, _ action: TestAction, _ parameters: JSONValue, _ algorithm: ContentAlgorithm
    ) async throws -> Asked {
        let sealer = FieldSealer(algorithm: algorithm, wrappingKey: service.wrappingKey(for: algorithm))
        let sealed = try sealer.sealedForReply(parameters)
        let answer = try #require(await service.send(try service.signed(action, body: sealed.bytes)))
        let iv = try JSONValue(reading: sealed.bytes)["Encryption"]?["Iv"]?.string
        return Asked(answer: answer, opener: sealed.responseOpener, sentIV: iv)
    }

    @Test("personal data goes out encrypted field by field, deep ones too, and everything else in the clear")
    func fields() async throws {
        try await withSandbox { service in
            let asked = try await Self.ask(service, .details, TestAction.details.parameters, .aes256CBC)
            #expect(asked.answer.code == nil, "\(asked.answer.text)")
            #expect(!asked.answer.text.contains(Self.person))
            #expect(!asked.answer.text.contains("示例"))
            let list = asked.answer.response?["Encryption"]?["EncryptList"]?.array?.compactMap(\.string)
            #expect(
                list == [
                    "Response.Text.IdCard", "Response.Text.Name", "Response.Text.OcrIdCard", "Response.Text.OcrName",
                    "Response.Text.LivenessDetail[0].Idcard", "Response.Text.LivenessDetail[0].Name",
                ])
            #expect(asked.answer.response?["Text"]?["ErrCode"]?.int == 0)
            let text = try asked.opened()["Response"]?["Text"]
            #expect(text?["IdCard"]?.string == Self.person)
            #expect(text?["LivenessDetail"]?[0]?["Idcard"]?.string == Self.person)
            #expect(text?["LivenessDetail"]?[0]?["Name"]?.string == "示例")
        }
    }

    @Test("without an Encryption the same answer comes in the clear")
    func plain() async throws {
        try await withSandbox { service in
            let answer = try await service.call(.details, TestAction.details.parameters)
            #expect(answer?.response?["Text"]?["IdCard"]?.string == Self.person)
            #expect(answer?.response?["Encryption"] == nil)
        }
    }

    @Test("under SM4-GCM the default answer has one field for a nonce, and nothing personal in the clear")
    func oneField() async throws {
        try await withSandbox { service in
            let asked = try await Self.ask(service, .details, TestAction.details.parameters, .sm4GCM)
            #expect(asked.answer.code == nil, "\(asked.answer.text)")
            let encryption = asked.answer.response?["Encryption"]
            #expect(encryption?["EncryptList"]?.array?.map(\.string) == ["Response.Text.IdCard"])
            #expect(encryption?["TagList"]?.array?.count == 1)
            #expect(!asked.answer.text.contains(Self.person))
            #expect(!asked.answer.text.contains("示例"))
            let text = try asked.opened()["Response"]?["Text"]
            #expect(text?["IdCard"]?.string == Self.person)
            #expect(text?["Name"]?.isNull == true)
            #expect(text?["LivenessDetail"]?[0]?["Idcard"]?.isNull == true)
            #expect(text?["Sim"]?.string == "89.88")
        }
    }

    @Test("several fields under SM4-GCM would share a nonce, and go out only when the scenario says so")
    func nonceReuse() async throws {
        let two = """
            {"rules": [{"match": {"action": "GetDetectInfoEnhanced"}, "answer": {"Text": {"IdCard": "1", "Name": "2"}}}]}
            """
        try await withSandbox(scenario: two) { service in
            let asked = try await Self.ask(service, .details, TestAction.details.parameters, .sm4GCM)
            #expect(asked.answer.code == "FailedOperation.EncryptSystemError")
            #expect(asked.answer.message?.contains("2 fields would share a nonce") == true)
        }
        try await withSandbox(scenario: #"{"allowNonceReuse": true}"#) { service in
            let asked = try await Self.ask(service, .details, TestAction.details.parameters, .sm4GCM)
            #expect(asked.answer.response?["Encryption"]?["TagList"]?.array?.count == 6)
            #expect(try asked.opened()["Response"]?["Text"]?["OcrIdCard"]?.string == Self.person)
        }
        let one = """
            {"rules": [{"match": {"action": "GetDetectInfoEnhanced"}, "answer": {"Text": {"IdCard": "1", "Name": null}}}]}
            """
        try await withSandbox(scenario: one) { service in
            let asked = try await Self.ask(service, .details, TestAction.details.parameters, .sm4GCM)
            #expect(try asked.opened()["Response"]?["Text"]?["IdCard"]?.string == "1")
        }
    }

    @Test("a whole answer goes out encrypted, besides its RequestId", arguments: algorithms)
    func body(_ algorithm: ContentAlgorithm) async throws {
        try await withSandbox { service in
            for action in [TestAction.outcome, .details] {
                let asked = try await Self.ask(
                    service, action, action.parameters(("IsEncryptResponse", true)), algorithm)
                #expect(
                    asked.answer.response?.object?.map(\.name) == ["EncryptedBody", "Encryption", "RequestId"],
                    "\(asked.answer.text)")
                #expect(asked.answer.response?["Encryption"]?["EncryptList"]?[0]?.string == "EncryptionBody")
                let opened = try asked.opened()
                let text = opened.serializedText()
                #expect(text.contains(Self.person))
            }
        }
    }

    @Test("an answer has an IV of its own, and another one each time", arguments: algorithms)
    func freshIVs(_ algorithm: ContentAlgorithm) async throws {
        try await withSandbox { service in
            var seen: Set<String> = []
            for _ in 0..<8 {
                let asked = try await Self.ask(
                    service, .outcome, TestAction.outcome.parameters(("IsEncryptResponse", true)), algorithm)
                let iv = try #require(asked.answer.response?["Encryption"]?["Iv"]?.string)
                #expect(try Base64.decode(iv).count == algorithm.ivByteCount)
                #expect(seen.insert(iv).inserted)
                if let sent = asked.sentIV { #expect(seen.insert(sent).inserted) }
            }
        }
    }

    @Test("an encrypted answer without a key for it is refused, and one under a key that does not open too")
    func noKey() async throws {
        try await withSandbox { service in
            let parameters = TestAction.outcome.parameters(("IsEncryptResponse", true))
            #expect(try await service.call(.outcome, parameters)?.code == "InvalidParameter")
            let onlyAlgorithm = TestAction.outcome.parameters(
                ("IsEncryptResponse", true), ("Encryption", ["Algorithm": "AES-256-CBC"]))
            #expect(try await service.call(.outcome, onlyAlgorithm)?.code == "FailedOperation.DecryptSystemError")
            let sm2 = FieldSealer(algorithm: .sm4GCM)
            let vendors = try sm2.sealedForReply(parameters)
            let refused = await service.send(try service.signed(.outcome, body: vendors.bytes))
            #expect(refused?.code == "FailedOperation.DecryptSystemError")
        }
    }

    @Test("the ways in which the vendor's packages ask for an encrypted answer are all understood")
    func spellings() async throws {
        try await withSandbox { service in
            let parameters = TestAction.outcome.parameters(("IsEncryptResponse", true))
            let base = try TestEnvelope([], .aes256CBC, for: service)
            let blob = JSONValue.string(Base64.encodeToString(base.blob.span))
            for encryption: JSONValue in [
                ["EncryptList": [], "TagList": [], "Iv": "AAAAAAAAAAAAAAAAAAAAAA==", "CiphertextBlob": blob],
                ["EncryptList": .null, "TagList": .null, "Iv": "AAAAAAAAAAAAAAAAAAAAAA==", "CiphertextBlob": blob],
                ["EncryptList": ["EncryptionBody"], "TagList": .null, "Iv": "", "CiphertextBlob": blob],
                ["EncryptList": [], "TagList": [], "Iv": .null, "CiphertextBlob": blob, "Algorithm": "AES-256-CBC"],
            ] {
                let asked = TestAction(name: "GetFaceIdResult", parameters: parameters).parameters(
                    ("Encryption", encryption))
                let answer = try await service.call(.outcome, asked)
                #expect(answer?.response?["EncryptedBody"]?.string != nil, "\(answer?.text ?? "")")
            }
        }
    }
}
