// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import RequestCrypto
import SecretMemory
import StrictJSON

/// A sealed body of which every part can be damaged before it is sent.
struct TestEnvelope: Sendable {
    let algorithm: ContentAlgorithm
    let key: [UInt8]
    var list = [Encryption.bodyEntry]
    var blob: [UInt8]
    var iv: [UInt8]
    var ciphertext: [UInt8]
    var tags: [[UInt8]]
    /// What stands in place of base64; nil for the base64 of the bytes above.
    var blobText: String?
    var ivText: String?
    var bodyText: String?
    var tagText: String?

    /// Seals any bytes as a body, JSON or not.
    init(_ plaintext: [UInt8], _ algorithm: ContentAlgorithm, for service: SandboxUnderTest) throws {
        let newKey = try SystemRandom.bytes(algorithm.keyByteCount)
        let newIV = try SystemRandom.bytes(algorithm.ivByteCount)
        let sealed = try ContentEncryptor.seal(plaintext.span, algorithm, key: newKey.span, iv: newIV.span)
        self.algorithm = algorithm
        blob = try service.wrappingKey(for: algorithm).wrap(SecretBytes(copying: newKey.span))
        key = newKey
        iv = newIV
        ciphertext = sealed.ciphertext
        tags = sealed.tag.map { tag in [tag.bytes.indices.map { tag.bytes[$0] }] } ?? []
    }

    var encryption: JSONValue {
        var tagList = tags.map { JSONValue.string(Base64.encodeToString($0.span)) }
        if let tagText { tagList = [.string(tagText)] }
        return [
            "EncryptList": .array(list.map { .string($0) }),
            "CiphertextBlob": .string(blobText ?? Base64.encodeToString(blob.span)),
            "Iv": .string(ivText ?? Base64.encodeToString(iv.span)), "Algorithm": .string(algorithm.wireName),
            "TagList": .array(tagList),
        ]
    }

    /// The data key as what wraps it takes it.
    func secretKey() -> SecretBytes { SecretBytes(copying: key.span) }

    /// The parameters of the request.
    var parameters: JSONValue {
        [
            "Encryption": encryption,
            "EncryptedBody": .string(bodyText ?? Base64.encodeToString(ciphertext.span)),
        ]
    }
}

/// A way to damage a sealed body that a service should not tell from any other.
struct EnvelopeDamage: Sendable, CustomStringConvertible {
    let description: String
    let apply: @Sendable (inout TestEnvelope) throws -> Void

    init(_ description: String, _ apply: @escaping @Sendable (inout TestEnvelope) throws -> Void) {
        self.description = description
        self.apply = apply
    }

    static let all: [EnvelopeDamage] = [
        EnvelopeDamage("one bit of the wrapped key") { $0.blob[$0.blob.count - 1] ^= 1 },
        EnvelopeDamage("the first bit of the wrapped key") { $0.blob[0] ^= 0x80 },
        EnvelopeDamage("a random wrapped key") { $0.blob = try SystemRandom.bytes($0.blob.count) },
        EnvelopeDamage("a wrapped key that is a byte short") { $0.blob.removeLast() },
        EnvelopeDamage("a wrapped key that is a byte long") { $0.blob.append(0) },
        EnvelopeDamage("no wrapped key") { $0.blobText = "" },
        EnvelopeDamage("a wrapped key of other characters") { $0.blobText = "!" + String(repeating: "A", count: 171) },
        EnvelopeDamage("a wrapped key in the form of KMS") {
            $0.blobText = "AAAA-k-AAAAAAAAAAAAAAAA-k-AAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        },
        EnvelopeDamage("one bit of the IV") { $0.iv[0] ^= 0x80 },
        EnvelopeDamage("an IV that is a byte short") { $0.iv.removeLast() },
        EnvelopeDamage("an IV of other characters") { $0.ivText = "!" },
        EnvelopeDamage("no IV") { $0.ivText = "" },
        EnvelopeDamage("one bit of the first byte") { $0.ciphertext[0] ^= 1 },
        EnvelopeDamage("one bit of the last byte") { $0.ciphertext[$0.ciphertext.count - 1] ^= 1 },
        EnvelopeDamage("one bit of the last block but one") { $0.ciphertext[$0.ciphertext.count - 17] ^= 1 },
        EnvelopeDamage("a block less") { $0.ciphertext.removeLast(16) },
        EnvelopeDamage("a byte less") { $0.ciphertext.removeLast() },
        EnvelopeDamage("a block more") { $0.ciphertext += [UInt8](repeating: 0, count: 16) },
        EnvelopeDamage("no body") { $0.bodyText = "" },
        EnvelopeDamage("a body without its padding") { $0.bodyText = "AAAAA" },
        EnvelopeDamage("a body of other characters") { $0.bodyText = "****" },
        EnvelopeDamage("a tag too many") { $0.tags.append([UInt8](repeating: 0, count: 16)) },
        EnvelopeDamage("a tag of other characters") { $0.tagText = "!" },
        EnvelopeDamage("an empty EncryptList") { $0.list = [] },
        EnvelopeDamage("another EncryptList") { $0.list = ["EncryptedBody"] },
        EnvelopeDamage("the entry twice") { $0.list += $0.list },
    ]

    /// Whether it leaves nothing by which a wrapped key's kind could be known.
    var changesKind: Bool {
        ["no wrapped key", "a wrapped key of other characters", "a wrapped key in the form of KMS"]
            .contains(description)
    }

    /// Those of a blob of KMS.
    static let ofKMS: [EnvelopeDamage] = [
        EnvelopeDamage("one character of a blob of KMS") { envelope in
            let text = envelope.blobText ?? ""
            envelope.blobText = text.dropLast(6) + (text.dropLast(5).last == "A" ? "B" : "A") + text.suffix(5)
        },
        EnvelopeDamage("a blob of KMS without its end") {
            $0.blobText = ($0.blobText ?? "").split(separator: "-k-").dropLast().joined(separator: "-k-") + "-k-AAAA"
        },
        EnvelopeDamage("a blob of KMS with a short nonce") {
            let parts = ($0.blobText ?? "").split(separator: "-k-")
            $0.blobText = "\(parts[0])-k-AAAA-k-\(parts[2])"
        },
    ]

    /// Those that only a tag is there for.
    static let ofTags: [EnvelopeDamage] = [
        EnvelopeDamage("one bit of the tag") { $0.tags[0][15] ^= 1 },
        EnvelopeDamage("a short tag") { $0.tags[0].removeLast() },
        EnvelopeDamage("no tag") { $0.tags = [] },
    ]
}
