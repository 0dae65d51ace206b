// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import ProgramRunner
import RequestCrypto
import SecretMemory
import StrictJSON
import Testing

/// One way to seal, as both sides understand it.
struct EnvelopeKind: Sendable, CustomTestStringConvertible {
    let algorithm: ContentAlgorithm
    let isSM2: Bool
    let fields: [String]

    var testDescription: String {
        "\(algorithm) under \(isSM2 ? "SM2" : "RSA"), \(fields.isEmpty ? "whole body" : "\(fields.count) fields")"
    }

    /// Each algorithm under the key that the protocol pairs it with, and once under the other; and fields in place.
    static let all = [
        EnvelopeKind(algorithm: .aes256CBC, isSM2: false, fields: []),
        EnvelopeKind(algorithm: .sm4GCM, isSM2: true, fields: []),
        EnvelopeKind(algorithm: .sm4GCM, isSM2: false, fields: []),
        EnvelopeKind(algorithm: .aes256CBC, isSM2: false, fields: ["IdCard", "Name"]),
        EnvelopeKind(algorithm: .sm4GCM, isSM2: true, fields: ["Name"]),
    ]
}

@Suite(
    "PyPI's cryptography",
    .enabled(if: PythonEnvironment.isExpected, "no Python environment can be made here (printed)"))
struct PythonEnvelopeTests {
    private static let count = 100
    private static let reference = [SourceTree.root + "/vectors/python"]

    @Test("opens what we seal, of any size", arguments: EnvelopeKind.all)
    func opensOurs(kind: EnvelopeKind) throws {
        let pair = try Self.pair(kind)
        var bodies: [[UInt8]] = []
        var jobs: [JSONValue] = []
        for index in 0..<Self.count {
            let body = Self.body(index, kind)
            let envelope =
                kind.fields.isEmpty
                ? try BodySealer(algorithm: kind.algorithm, wrappingKey: pair.publicKey).seal(body: body.span)
                : try FieldSealer(algorithm: kind.algorithm, wrappingKey: pair.publicKey)
                    .seal(fields: kind.fields, in: body.span)
            bodies.append(body)
            jobs.append([
                "isSM2": .bool(kind.isSM2), "privateKey": .string(Self.text(pair.pem())),
                "envelope": .string(String(decoding: envelope.bytes, as: UTF8.self)),
            ])
        }
        let answers = try PythonEnvironment.run(
            "envelopes.py", Self.reference, job: ["do": "open", "jobs": .array(jobs)])
        try #require(answers.count == bodies.count)
        for (answer, body) in zip(answers, bodies) {
            #expect(answer["body"]?.string == String(decoding: body, as: UTF8.self))
        }
        print("\(kind.testDescription): cryptography opened \(answers.count) envelopes of ours")
    }

    @Test("seals what we open, of any size", arguments: EnvelopeKind.all)
    func sealsForUs(kind: EnvelopeKind) throws {
        let pair = try Self.pair(kind)
        let bodies = (0..<Self.count).map { Self.body($0, kind) }
        let jobs = bodies.map { body -> JSONValue in
            [
                "algorithm": .string(kind.algorithm.wireName), "isSM2": .bool(kind.isSM2),
                "fields": .array(kind.fields.map { .string($0) }), "publicKey": .string(pair.publicKey.pem()),
                "body": .string(String(decoding: body, as: UTF8.self)),
            ]
        }
        let answers = try PythonEnvironment.run(
            "envelopes.py", Self.reference, job: ["do": "seal", "jobs": .array(jobs)])
        try #require(answers.count == bodies.count)
        let opener = EnvelopeOpener(unwrappingKey: pair)
        for (answer, body) in zip(answers, bodies) {
            let envelope = Array(try #require(answer["envelope"]?.string).utf8)
            let dataKey = try Base64.decode(try #require(answer["dataKey"]?.string))
            let expected = try JSONValue(parsing: body.span)
            // Fields come back in a message that the other side wrote, so it is compared as JSON.
            for way in [opener, EnvelopeOpener(dataKey: SecretBytes(copying: dataKey.span))] {
                let plaintext = try way.open(envelope.span).plaintext
                let message = try JSONValue(parsing: plaintext.span)
                #expect(message == expected)
            }
        }
        print("\(kind.testDescription): we opened \(answers.count) envelopes of cryptography")
    }

    private static func pair(_ kind: EnvelopeKind) throws -> UnwrappingKey {
        try kind.isSM2 ? .generateSM2() : .generateRSA(bits: 2048)
    }

    /// The first ones have every size up to some blocks, the others a random one.
    private static func body(_ index: Int, _ kind: EnvelopeKind) -> [UInt8] {
        Body.random(
            index < 40 ? index : Int.random(in: 40...(index < 95 ? 1_000 : 20_000)),
            fields: kind.fields.isEmpty ? ["FaceInput"] : kind.fields)
    }

    private static func text(_ secret: borrowing SecretBytes) -> String {
        secret.withBytes { bytes in String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self) }
    }
}
