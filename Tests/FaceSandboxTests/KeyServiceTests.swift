// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import FaceSandbox
import ProgramRunner
import RequestCrypto
import SecretMemory
import StrictJSON
import Testing

@Suite("Keys from KMS")
struct KeyServiceTests {
    private static func plaintext(_ answer: RawAnswer?) throws -> [UInt8] {
        try Base64.decode(try #require(answer?.response?["Plaintext"]?.string))
    }

    private static func blob(_ answer: RawAnswer?) throws -> String {
        try #require(answer?.response?["CiphertextBlob"]?.string)
    }

    @Test("a data key comes back out of its blob, with the same context only")
    func roundTrip() async throws {
        let context = #"{"user":"1","purpose":"face"}"#
        try await withSandbox { service in
            let made = try await service.call(
                .newKey, TestAction.newKey.parameters(("EncryptionContext", .string(context))))
            let key = try Self.plaintext(made)
            #expect(key.count == 32)
            #expect(made?.response?["KeyId"]?.string == "key-1")
            #expect(made?.response?["TagCode"]?.int == 0)
            let blob = try Self.blob(made)
            // Opaque, as the vendor's are: three parts, and no base64 as a whole.
            #expect(blob.split(separator: "-k-").count == 3)
            #expect(throws: Base64Error.self) { try Base64.decode(blob) }

            let opened = try await service.call(
                .decrypt, ["CiphertextBlob": .string(blob), "EncryptionContext": .string(context)])
            #expect(try Self.plaintext(opened) == key)
            #expect(opened?.response?["KeyId"]?.string == "key-1")
            let reordered = #"{"purpose":"face","user":"1"}"#
            for parameters: JSONValue in [
                ["CiphertextBlob": .string(blob)],
                ["CiphertextBlob": .string(blob), "EncryptionContext": .string(reordered)],
                ["CiphertextBlob": .string(blob.replacing("-k-", with: "-K-")), "EncryptionContext": .string(context)],
                ["CiphertextBlob": .string(String(blob.dropFirst(4))), "EncryptionContext": .string(context)],
                ["CiphertextBlob": "AAAA-k-AAAAAAAAAAAAAAAA-k-AAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
                ["CiphertextBlob": "nonsense"],
            ] {
                let refused = try await service.call(.decrypt, parameters)
                #expect(refused?.code == "InvalidParameterValue.InvalidCiphertext")
                #expect(refused?.message == "The ciphertext is invalid.")
            }
        }
    }

    @Test("the length is what was asked for, and NumberOfBytes wins over KeySpec")
    func lengths() async throws {
        try await withSandbox { service in
            for (changes, count) in [
                ([("NumberOfBytes", nil), ("KeySpec", "AES_128")], 16),
                ([("NumberOfBytes", nil), ("KeySpec", "AES_256")], 32), ([("NumberOfBytes", 1)], 1),
                ([("NumberOfBytes", 1_024)], 1_024), ([("NumberOfBytes", 7), ("KeySpec", "AES_256")], 7),
            ] as [([(String, JSONValue?)], Int)] {
                var members = TestAction.newKey.parameters.object ?? []
                for (name, value) in changes {
                    members.removeAll { $0.name == name }
                    if let value { members.append(.init(name, value)) }
                }
                let answer = try await service.call(.newKey, .object(members))
                #expect(try Self.plaintext(answer).count == count)
            }
        }
    }

    @Test(
        "a data key may travel encrypted to the caller's key, from both actions",
        arguments: ["RSAES_PKCS1_V1_5", "SM2", "", "SM2_C1C3C2_ASN1"])
    func wrapped(_ algorithm: String) async throws {
        let own = algorithm.hasPrefix("RSA") ? try UnwrappingKey.generateRSA(bits: 2048) : try .generateSM2()
        let form: [(String, JSONValue?)] = [
            ("EncryptionPublicKey", .string(own.publicKey.pem())), ("EncryptionAlgorithm", .string(algorithm)),
        ]
        try await withSandbox { service in
            let made = try await service.call(.newKey, TestAction.newKey.parameters(form[0], form[1]))
            let wrapped = try Self.plaintext(made)
            let blob = try Self.blob(made)
            let plain = try Self.plaintext(try await service.call(.decrypt, ["CiphertextBlob": .string(blob)]))
            let again = try await service.call(
                .decrypt,
                [
                    "CiphertextBlob": .string(blob), "EncryptionPublicKey": form[0].1 ?? .null,
                    "EncryptionAlgorithm": .string(algorithm),
                ])
            for text in [wrapped, try Self.plaintext(again)] {
                let raw = algorithm.hasSuffix("ASN1") ? Self.raw(ofDER: text) : text
                let key = try own.unwrap(raw.span, expecting: 32)
                #expect(key.withBytes { bytes in bytes.indices.map { bytes[$0] } } == plain)
            }
        }
    }

    private static let openssl: Program? = {
        let program = Program.named("openssl")
        if program == nil { print("skipped: OAEP against the openssl command, because there is none in PATH") }
        return program
    }()

    @Test(
        "a data key wrapped with OAEP is opened by openssl with the same hash, up to the longest that fits",
        .enabled(if: openssl != nil, "there is no openssl command (printed)"),
        arguments: [("RSAES_OAEP_SHA_1", "sha1", 214), ("RSAES_OAEP_SHA_256", "sha256", 190)])
    func oaep(_ algorithm: String, _ hash: String, _ longest: Int) async throws {
        let folder = try TemporaryFolder()
        var openssl = try #require(Self.openssl)
        openssl.folder = folder.path
        let own = try UnwrappingKey.generateRSA(bits: 2048)
        let pem = own.pem().withBytes { bytes in bytes.indices.map { bytes[$0] } }
        try folder.write(pem, to: "own.pem")
        try await withSandbox { service in
            for count in [16, 32, longest] {
                let parameters = TestAction.newKey.parameters(
                    ("NumberOfBytes", .number(count)), ("EncryptionPublicKey", .string(own.publicKey.pem())),
                    ("EncryptionAlgorithm", .string(algorithm)))
                let made = try await service.call(.newKey, parameters)
                let wrapped = try Self.plaintext(made)
                #expect(wrapped.count == 256)
                let opened = try openssl.run(
                    [
                        "pkeyutl", "-decrypt", "-inkey", "own.pem", "-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt",
                        "rsa_oaep_md:\(hash)", "-pkeyopt", "rsa_mgf1_md:\(hash)",
                    ], input: wrapped
                ).successful().output
                let blob = try Self.blob(made)
                let plain = try await service.call(.decrypt, ["CiphertextBlob": .string(blob)])
                #expect(try Self.plaintext(plain) == opened)
                #expect(opened.count == count)
            }
        }
    }

    /// `04‖x‖y‖C3‖C2` of four elements, read without leniency for lengths below 128.
    private static func raw(ofDER der: [UInt8]) -> [UInt8] {
        var rest = der.dropFirst(der[1] == 0x81 ? 3 : 2)
        var parts: [[UInt8]] = []
        while let length = rest.dropFirst().first {
            parts.append(Array(rest.dropFirst(2).prefix(Int(length))))
            rest = rest.dropFirst(2 + Int(length))
        }
        func coordinate(_ integer: [UInt8]) -> [UInt8] {
            let digits = integer.drop { $0 == 0 }
            return [UInt8](repeating: 0, count: 32 - digits.count) + digits
        }
        return [4] + coordinate(parts[0]) + coordinate(parts[1]) + parts[2] + parts[3]
    }

    @Test("what KMS does not take is refused with its codes")
    func refusals() async throws {
        let rsa1024 = try UnwrappingKey.generateRSA(bits: 1024).publicKey.pem()
        let rsa = try UnwrappingKey.generateRSA(bits: 2048).publicKey.pem()
        let action = TestAction.newKey
        try await withSandbox { service in
            for (parameters, code) in [
                (action.parameters(("KeyId", nil)), "MissingParameter"),
                (action.parameters(("KeyId", "a b")), "InvalidParameterValue.InvalidKeyId"),
                (action.parameters(("NumberOfBytes", 0)), "InvalidParameter"),
                (action.parameters(("NumberOfBytes", 1_025)), "InvalidParameter"),
                (action.parameters(("NumberOfBytes", nil)), "InvalidParameter"),
                (action.parameters(("NumberOfBytes", nil), ("KeySpec", "AES_192")), "InvalidParameter"),
                (action.parameters(("EncryptionContext", "a=b")), "InvalidParameter"),
                (
                    action.parameters(
                        ("EncryptionContext", .string("{\"a\":\"\(String(repeating: "b", count: 1_020))\"}"))),
                    "InvalidParameter"
                ),
                (action.parameters(("EncryptionPublicKey", "nonsense")), "InvalidParameter"),
                // SM2 is what an empty algorithm means.
                (action.parameters(("EncryptionPublicKey", .string(rsa))), "InvalidParameter"),
                (
                    action.parameters(
                        ("EncryptionPublicKey", .string(rsa1024)), ("EncryptionAlgorithm", "RSAES_PKCS1_V1_5")),
                    "InvalidParameter"
                ),
                (
                    action.parameters(
                        ("EncryptionPublicKey", .string(rsa)), ("EncryptionAlgorithm", "RSAES_PKCS1_V1_5"),
                        ("NumberOfBytes", 246)), "InvalidParameter"
                ),
                (
                    action.parameters(
                        ("EncryptionPublicKey", .string(rsa1024)), ("EncryptionAlgorithm", "RSAES_OAEP_SHA_256")),
                    "InvalidParameter"
                ),
                (
                    action.parameters(
                        ("EncryptionPublicKey", .string(rsa)), ("EncryptionAlgorithm", "RSAES_OAEP_SHA_256"),
                        ("NumberOfBytes", 191)), "InvalidParameter"
                ),
                (
                    action.parameters(
                        ("EncryptionPublicKey", .string(rsa)), ("EncryptionAlgorithm", "RSAES_OAEP_SHA_1"),
                        ("NumberOfBytes", 215)), "InvalidParameter"
                ),
                (
                    action.parameters(("EncryptionPublicKey", .string(rsa)), ("EncryptionAlgorithm", "RSA")),
                    "InvalidParameter"
                ),
                (action.parameters(("IsHostedByKms", 1)), "UnsupportedOperation"),
                (action.parameters(("Tags", ["a"])), "InvalidParameter"),
            ] {
                let answer = try await service.call(action, parameters)
                #expect(answer?.code == code, "\(parameters.serializedText().prefix(200))")
            }
        }
    }

    @Test("a data key of KMS seals a body that the face service opens, with an IV of 16 characters")
    func envelope() async throws {
        try await withSandbox { service in
            let made = try await service.call(.newKey, TestAction.newKey.parameters)
            let key = try Self.plaintext(made)
            var envelope = try TestEnvelope(TestAction.detect.parameters.serialized(), .aes256CBC, for: service)
            envelope.blobText = try Self.blob(made)
            let iv = Array("aabbccddeeffgghh".utf8)
            let plaintext = TestAction.detect.parameters.serialized()
            envelope.ciphertext = try ContentEncryptor.seal(
                plaintext.span, .aes256CBC, key: key.span, iv: iv.span
            ).ciphertext
            envelope.ivText = "aabbccddeeffgghh"
            #expect(try await service.call(.detect, envelope.parameters)?.code == nil)
            // A key of another length, as for the other cipher.
            envelope.blobText = try Self.blob(
                try await service.call(.newKey, TestAction.newKey.parameters(("NumberOfBytes", 16))))
            #expect(try await service.call(.detect, envelope.parameters)?.code == "FailedOperation.DecryptSystemError")
        }
    }

    @Test("a blob of one run opens in no other")
    func otherRun() async throws {
        let blob = try await withSandbox { service in
            try Self.blob(try await service.call(.newKey, TestAction.newKey.parameters))
        }
        try await withSandbox { service in
            let refused = try await service.call(.decrypt, ["CiphertextBlob": .string(blob)])
            #expect(refused?.code == "InvalidParameterValue.InvalidCiphertext")
        }
    }
}
