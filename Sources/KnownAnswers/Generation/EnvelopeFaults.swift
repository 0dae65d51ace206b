// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto
internal import StrictJSON

/// Fresh request bodies with one fault each.
enum EnvelopeFaults {
    static func bodies(
        _ recipient: EnvelopeRecipient, _ index: Int, _ stream: inout SeededStream
    ) throws -> [GeneratedTest] {
        let material = try EnvelopeMaterial(recipient, index, &stream)
        let plaintext = EnvelopeRequests.plaintext(&stream)
        let sealed = try material.seal(Array(plaintext.utf8))
        let parts = Parts(material, sealed)
        var tests: [GeneratedTest] = []
        func add(_ comment: String, _ expect: String, _ flags: [String], _ document: String) {
            tests.append(
                material.test(
                    comment, flags, .invalid, plaintext: plaintext, document: document, [.text("expect", expect)]))
        }
        func add(
            _ comment: String, _ expect: String, _ flags: [String] = ["Malformed"], _ change: (inout Parts) -> Void
        ) {
            var changed = parts
            change(&changed)
            add(comment, expect, flags, changed.document)
        }
        let whole = parts.document
        add("the last brace missing", "json", ["Malformed"], String(whole.dropLast()))
        add("EncryptedBody twice", "json", ["Malformed"], #"{"EncryptedBody":"","# + whole.dropFirst())
        add("not sealed at all", "missing-encryption", ["Malformed"], plaintext)
        add("the member is called EncryptionBody", "envelope", ["Confusion"]) { $0.bodyName = "EncryptionBody" }
        add("the list names EncryptedBody", "envelope", ["Confusion"]) { $0.list = ["EncryptedBody"] }
        let unknown = stream.pick(["AES-256-GCM", "aes-256-cbc", "SM4-CBC", "SM4-GCM "])
        add("Algorithm \"\(unknown)\"", "algorithm") { $0.algorithm = unknown }
        let place = stream.number(in: 0...(sealed.ciphertext.count - 1))
        add("an asterisk at \(place) of EncryptedBody", "base64") { $0.replaceSymbol(at: place) }
        // Base64 of 7 bytes and more has as many characters as an IV that is literal text (the KMS flow).
        let short = stream.number(in: 1...6)
        let shortIV = Array(material.iv.prefix(short))
        add("Iv of \(short) bytes", "iv") { $0.iv = Base64.encodeToString(shortIV.span) }
        let blob = Array(material.wrapped.dropLast())
        add("wrapped key cut by a byte", "key") { $0.blob = Base64.encodeToString(blob.span) }
        let changed = material.wrapped.flippingBit(8 * material.wrapped.count - stream.number(in: 1...8))
        switch recipient {
        case .sm2: add("a bit of C2 changed", "key", ["Tampered"]) { $0.blob = Base64.encodeToString(changed.span) }
        case .rsa:
            add("a bit of the wrapped key changed", "key", ["Tampered", "ImplicitRejection"]) {
                $0.blob = Base64.encodeToString(changed.span)
            }
        }
        if material.algorithm.isAuthenticated {
            addAuthenticated(parts, &stream) { comment, expect, flags, parts in
                add(comment, expect, flags, parts.document)
            }
        } else {
            try addPadded(material, plaintext, parts, &stream) { comment, expect, flags, parts in
                add(comment, expect, flags, parts.document)
            }
        }
        return tests
    }

    private typealias Adder = (_ comment: String, _ expect: String, _ flags: [String], _ parts: Parts) -> Void

    /// What only SM4-GCM has.
    private static func addAuthenticated(_ parts: Parts, _ stream: inout SeededStream, _ add: Adder) {
        var changed = parts
        let bit = stream.number(in: 0...(parts.ciphertext.count * 8 - 1))
        changed.ciphertext = parts.ciphertext.flippingBit(bit)
        add("bit \(bit) of the body", "authentication", ["Tampered"], changed)
        changed = parts
        let tagBit = stream.number(in: 0...127)
        changed.tags = parts.tags.map { $0.flippingBit(tagBit) }
        add("bit \(tagBit) of the tag", "authentication", ["Tampered"], changed)
        let count = stream.number(in: 0...15)
        changed.tags = parts.tags.map { Array($0.prefix(count)) }
        add("tag of \(count) bytes", "tag-list", ["Malformed"], changed)
        changed.tags = []
        add("no tag", "tag-list", ["Malformed"], changed)
    }

    /// What only AES-256-CBC has.
    private static func addPadded(
        _ material: EnvelopeMaterial, _ plaintext: String, _ parts: Parts, _ stream: inout SeededStream, _ add: Adder
    ) throws(RequestCryptoError) {
        var changed = parts
        let cut = stream.number(in: 1...15)
        changed.ciphertext = parts.ciphertext.dropLast(cut)
        add("\(cut) bytes of the body missing", "ciphertext", ["Malformed"], changed)
        changed.ciphertext = []
        add("EncryptedBody empty", "ciphertext", ["Malformed"], changed)
        let missing = 16 - plaintext.utf8.count % 16
        let wrong = UInt8(stream.number(in: 17...255))
        let block = Array(plaintext.utf8) + [UInt8](repeating: wrong, count: missing)
        changed.ciphertext = try RawCBC(key: material.dataKey).encrypt(block, iv: material.iv)
        add("padding bytes \(wrong)", "padding", ["Tampered"], changed)
        changed = parts
        changed.tags = [stream.bytes(16)]
        add("a tag under an algorithm without tags", "tag-list", ["Malformed"], changed)
    }

    /// A sealed body that can be changed part by part.
    private struct Parts {
        var bodyName = "EncryptedBody"
        var ciphertext: [UInt8]
        var list = [Encryption.bodyEntry]
        var blob: String
        var iv: String
        var algorithm: String
        var tags: [[UInt8]]
        private var asterisk: Int?

        init(_ material: EnvelopeMaterial, _ sealed: (ciphertext: [UInt8], tag: [UInt8]?)) {
            ciphertext = sealed.ciphertext
            blob = material.ciphertextBlob
            iv = Base64.encodeToString(material.iv.span)
            algorithm = material.algorithm.wireName
            tags = sealed.tag.map { [$0] } ?? []
        }

        mutating func replaceSymbol(at place: Int) { asterisk = place }

        var document: String {
            var body = Base64.encode(ciphertext.span)
            if let asterisk { body[asterisk] = UInt8(ascii: "*") }
            let encryption: JSONValue = .object([
                .init("EncryptList", .array(list.map { .string($0) })), .text("CiphertextBlob", blob), .text("Iv", iv),
                .text("Algorithm", algorithm),
                .init("TagList", .array(tags.map { .string(Base64.encodeToString($0.span)) })),
            ])
            return JSONValue.object([
                .text(bodyName, String(decoding: body, as: UTF8.self)), .init("Encryption", encryption),
            ]).serializedText()
        }
    }
}
