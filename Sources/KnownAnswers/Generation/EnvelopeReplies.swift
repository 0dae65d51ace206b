// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto
internal import StrictJSON

/// Fresh replies, as a service would encrypt them.
enum EnvelopeReplies {
    static func bodies(
        _ recipient: EnvelopeRecipient, _ index: Int, _ stream: inout SeededStream
    ) throws -> [GeneratedTest] {
        let material = try EnvelopeMaterial(recipient, index, &stream)
        let plaintext = JSONValue.object([
            .text("Result", stream.pick(["Success", "FailedOperation"])), .text("Description", stream.text(16)),
        ]).serializedText()
        let sealed = try material.seal(Array(plaintext.utf8))
        // The vendor's replies have been seen with an empty list as well.
        let list = index % 2 == 0 ? [Encryption.bodyEntry] : []
        let response: JSONValue = .object([
            .text("EncryptedBody", Base64.encodeToString(sealed.ciphertext.span)),
            .init("Encryption", material.encryption(list, tags: sealed.tag.map { [$0] } ?? []).json),
            .text("RequestId", stream.word(24)),
        ])
        return [
            material.test(
                "EncryptList with \(list.count) entries", material.flags, plaintext: plaintext,
                document: JSONValue.object([.init("Response", response)]).serializedText())
        ]
    }

    static func fields(
        _ recipient: EnvelopeRecipient, _ index: Int, _ stream: inout SeededStream
    ) throws -> [GeneratedTest] {
        let material = try EnvelopeMaterial(recipient, index, &stream)
        let values = [
            ("IdCard", stream.digits(18)), ("Name", stream.text(stream.number(in: 1...12))),
            ("LivingStatus", stream.text(stream.number(in: 1...12))),
        ]
        let chosen = Array(stream.shuffled(values).prefix(stream.number(in: 1...3)))
        var sealed: [String: (ciphertext: [UInt8], tag: [UInt8]?)] = [:]
        for (name, value) in chosen { sealed[name] = try material.seal(Array(value.utf8)) }
        let encrypted = values.map { name, value in
            JSONValue.Member.text(name, sealed[name].map { Base64.encodeToString($0.ciphertext.span) } ?? value)
        }
        let paths = chosen.map { ("Response.Text.\($0.0)", $0.1) }
        let tags = chosen.compactMap { sealed[$0.0]?.tag }
        let request: JSONValue.Member = .text("RequestId", stream.word(24))
        func document(_ text: [JSONValue.Member], _ more: [JSONValue.Member]) -> String {
            let body: JSONValue = .object([.init("Text", .object([.number("ErrCode", 0)] + text))] + more + [request])
            return JSONValue.object([.init("Response", body)]).serializedText()
        }
        let encryption = material.encryption(paths.map { $0.0 }, tags: tags).json
        let reuse = chosen.count > 1 && material.algorithm.isAuthenticated ? ["NonceReuse"] : []
        return [
            material.test(
                "fields: \(chosen.map { $0.0 }.joined(separator: ", "))", material.flags + reuse,
                plaintext: document(values.map { .text($0.0, $0.1) }, []),
                document: document(encrypted, [.init("Encryption", encryption)]),
                [EnvelopeRequests.fieldList(paths)])
        ]
    }
}
