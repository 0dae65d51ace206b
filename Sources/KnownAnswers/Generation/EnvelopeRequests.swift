// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto
internal import StrictJSON

/// Fresh requests, sealed as users seal them.
enum EnvelopeRequests {
    static func bodies(
        _ recipient: EnvelopeRecipient, _ index: Int, _ stream: inout SeededStream
    ) throws -> [GeneratedTest] {
        let material = try EnvelopeMaterial(recipient, index, &stream)
        var tests = [try body(material, material.flags, &stream)]
        tests.append(try media(try EnvelopeMaterial(recipient, index, &stream), &stream))
        tests.append(try openOnly(try EnvelopeMaterial(recipient, index, &stream), &stream))
        return tests
    }

    /// A body of any parameters.
    static func body(
        _ material: EnvelopeMaterial, _ flags: [String], _ stream: inout SeededStream
    ) throws(RequestCryptoError) -> GeneratedTest {
        let plaintext = plaintext(&stream)
        let sealed = try sealer(material).seal(body: plaintext.utf8.span)
        return material.test(
            "\(plaintext.utf8.count) bytes", flags, plaintext: plaintext,
            document: String(decoding: sealed.bytes, as: UTF8.self))
    }

    private static func media(
        _ material: EnvelopeMaterial, _ stream: inout SeededStream
    ) throws(RequestCryptoError) -> GeneratedTest {
        let bytes = stream.bytes(stream.number(in: 1...400))
        let kind = stream.pick([MediaKind.image, .video])
        let sealed = try sealer(material).seal(media: bytes.span, kind: kind)
        let text = #"{"FaceInput":"\#(Base64.encodeToString(bytes.span))","FaceInputType":\#(kind.faceInputType)}"#
        return material.test(
            "media of \(bytes.count) bytes, \(kind)", ["Media"], plaintext: text,
            document: String(decoding: sealed.bytes, as: UTF8.self),
            [.hex("media", bytes), .number("mediaType", kind.faceInputType)])
    }

    /// The same members in another order, with white space.
    private static func openOnly(
        _ material: EnvelopeMaterial, _ stream: inout SeededStream
    ) throws(RequestCryptoError) -> GeneratedTest {
        let plaintext = plaintext(&stream)
        let sealed = try material.seal(Array(plaintext.utf8))
        let encryption = material.encryption([Encryption.bodyEntry], tags: sealed.tag.map { [$0] } ?? [])
        let members = stream.shuffled(encryption.json.object ?? [])
        let document: JSONValue = .object([
            .init("Encryption", .object(members)),
            .text("EncryptedBody", Base64.encodeToString(sealed.ciphertext.span)),
        ])
        return material.test(
            "another order of members, white space", ["OpenOnly"], plaintext: plaintext,
            document: document.serializedText(pretty: true))
    }

    static func fields(
        _ recipient: EnvelopeRecipient, _ index: Int, _ stream: inout SeededStream
    ) throws -> [GeneratedTest] {
        let material = try EnvelopeMaterial(recipient, index, &stream)
        return [try fields(material, material.flags, .encryptionObject, &stream)]
    }

    /// Named fields of a request, in any order.
    static func fields(
        _ material: EnvelopeMaterial, _ flags: [String], _ layout: FieldSealer.Layout, _ stream: inout SeededStream
    ) throws(RequestCryptoError) -> GeneratedTest {
        let values = [
            ("IdCard", stream.digits(18)), ("Name", stream.text(stream.number(in: 1...12))),
            ("Phone", stream.digits(11)), ("RuleId", "1"),
        ]
        let request = JSONValue.object(values.map { .text($0.0, $0.1) }).serializedText()
        let chosen = Array(stream.shuffled(values).prefix(stream.number(in: 1...3)))
        let sealed = try FieldSealer(
            algorithm: material.algorithm, dataKeys: material.dataKeys, ivSource: material.ivSource, layout: layout
        ).seal(fields: chosen.map { $0.0 }, in: request.utf8.span, allowNonceReuse: true)
        let reuse = chosen.count > 1 && material.algorithm.isAuthenticated ? ["NonceReuse"] : []
        return material.test(
            "fields: \(chosen.map { $0.0 }.joined(separator: ", "))", flags + reuse, plaintext: request,
            document: String(decoding: sealed.bytes, as: UTF8.self), [fieldList(chosen)])
    }

    /// The member `fields`.
    static func fieldList(_ fields: [(path: String, value: String)]) -> JSONValue.Member {
        .init("fields", .array(fields.map { .object([.text("path", $0.path), .text("plaintext", $0.value)]) }))
    }

    static func plaintext(_ stream: inout SeededStream) -> String {
        let members: [JSONValue.Member] = [
            .text("FaceInput", stream.word(stream.number(in: 0...200))),
            .number("FaceInputType", stream.number(in: 1...2)), .text("Extra", stream.text(stream.number(in: 0...30))),
        ]
        return JSONValue.object(members).serializedText()
    }

    private static func sealer(_ material: EnvelopeMaterial) -> BodySealer {
        BodySealer(algorithm: material.algorithm, dataKeys: material.dataKeys, ivSource: material.ivSource)
    }
}
