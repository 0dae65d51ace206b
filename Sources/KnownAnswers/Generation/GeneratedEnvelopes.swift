// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto
internal import SecretMemory
internal import StrictJSON

/// Fresh envelopes: requests and replies, bodies and fields, and ones that must not open.
struct GeneratedEnvelopes {
    let origin: VectorOrigin
    let rsaKeys: [FreshRSAKey]

    func files() throws -> [GeneratedFile] {
        var stream = origin.seed.stream("envelopes/sm2-key")
        let sm2 = [EnvelopeRecipient.sm2(try SeededSM2Key(&stream))]
        let rsa = rsaKeys.map { EnvelopeRecipient.rsa($0) }
        return try [("sm2", sm2), ("rsa", rsa)].flatMap { name, recipients in
            try [
                file("request_body_\(name)", recipients, "request", "body", EnvelopeRequests.bodies),
                file("request_fields_\(name)", recipients, "request", "fields", EnvelopeRequests.fields),
                file("response_body_\(name)", recipients, "response", "body", EnvelopeReplies.bodies),
                file("response_fields_\(name)", recipients, "response", "fields", EnvelopeReplies.fields),
                file("request_body_failures_\(name)", recipients, "request", "body", EnvelopeFaults.bodies),
            ]
        } + [kms()]
    }

    private typealias Maker = (EnvelopeRecipient, Int, inout SeededStream) throws -> [GeneratedTest]

    private func file(
        _ name: String, _ recipients: [EnvelopeRecipient], _ direction: String, _ mode: String, _ make: Maker
    ) throws -> GeneratedFile {
        var suite = newSuite("Envelopes with a wrapped data key, \(direction) \(mode).")
        for recipient in recipients {
            let label = "envelopes/\(name)/\(recipient.label)"
            var stream = origin.seed.stream(label)
            var tests: [GeneratedTest] = []
            for index in 0..<origin.count { tests += try make(recipient, index, &stream) }
            let members = Self.members(direction, mode, "encryption", "base64") + recipient.members
            suite.add("EnvelopeTest", label: label, members, tests: tests)
        }
        return suite.file("envelopes/\(name)_test.json")
    }

    private func kms() throws -> GeneratedFile {
        var suite = newSuite("The KMS flow: CiphertextBlob is opaque text, Iv is 16 characters, AES-256-CBC.")
        for (mode, shape) in [("fields", "encryption"), ("fields", "topLevel"), ("body", "encryption")] {
            let label = "envelopes/kms/\(mode)-\(shape)"
            var stream = origin.seed.stream(label)
            var tests: [GeneratedTest] = []
            for _ in 0..<origin.count {
                let material = EnvelopeMaterial.kms(&stream)
                tests +=
                    mode == "body"
                    ? [try EnvelopeRequests.body(material, ["LiteralIv"], &stream)]
                    : [
                        try EnvelopeRequests.fields(
                            material, ["LiteralIv"], shape == "topLevel" ? .topLevel : .encryptionObject, &stream)
                    ]
            }
            let members = Self.members("request", mode, shape, "text") + [.text("wrapping", "kms")]
            suite.add("EnvelopeTest", label: label, members, tests: tests)
        }
        return suite.file("envelopes/kms_test.json")
    }

    private func newSuite(_ header: String) -> GeneratedSuite {
        GeneratedSuite("FaceID-Envelope", schema: "envelope_test_schema_v1.json", header: header, origin: origin)
    }

    private static func members(
        _ direction: String, _ mode: String, _ shape: String, _ ivForm: String
    ) -> [JSONValue.Member] {
        [.text("direction", direction), .text("mode", mode), .text("shape", shape), .text("ivForm", ivForm)]
    }
}

/// Whom data keys are wrapped for.
enum EnvelopeRecipient {
    case sm2(SeededSM2Key)
    case rsa(FreshRSAKey)

    var label: String {
        switch self {
        case .sm2: "sm2"
        case .rsa(let key): "rsa-\(key.bits)"
        }
    }

    var members: [JSONValue.Member] {
        switch self {
        case .sm2(let key):
            [
                .text("wrapping", "sm2"), .text("publicKeyPem", PEMText.text("PUBLIC KEY", key.publicKey.spki)),
                .text("privateKeyPem", key.privatePEM),
            ]
        case .rsa(let key):
            [
                .text("wrapping", "rsa"), .text("publicKeyPem", PEMText.text("PUBLIC KEY", key.publicKey.spki)),
                .text("privateKeyPem", key.privatePEM),
            ]
        }
    }

    /// What the wrapping of a data key draws: PS or k.
    func padding(forKeyOf byteCount: Int, _ stream: inout SeededStream) -> [UInt8] {
        switch self {
        case .sm2: SeededSM2Key.scalar(&stream)
        case .rsa(let key): stream.nonzeroBytes(key.bits / 8 - 3 - byteCount)
        }
    }

    func wrap(_ dataKey: [UInt8], padding: [UInt8]) throws(RequestCryptoError) -> [UInt8] {
        switch self {
        case .sm2(let key): try key.publicKey.wrap(dataKey, scalar: padding)
        case .rsa(let key): try key.wrap(dataKey, padding: padding)
        }
    }
}
