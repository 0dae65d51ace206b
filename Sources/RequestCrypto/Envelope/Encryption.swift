// SPDX-License-Identifier: Apache-2.0

public import StrictJSON
internal import Base64Stream

/// The wire object `Encryption`: which parts of a message are encrypted, under which key, how.
///
/// The members keep the vendor's names. Nothing in it is secret: the data key is wrapped in `ciphertextBlob`.
///
/// Source: data type `Encryption`, Tencent Cloud 1007/47180 and 1061/77849.
public struct Encryption: Hashable, Sendable {
    /// `EncryptList`: parameter names, the word ``bodyEntry``, or paths such as `Response.Text.IdCard`.
    public var encryptList: [String]
    /// `CiphertextBlob`: the wrapped data key, base64 from RSA and SM2, an opaque string from KMS.
    public var ciphertextBlob: String
    /// `Iv`: base64 of 16 (AES-256-CBC) or 12 (SM4-GCM) bytes, or 16 literal characters in the KMS flow.
    public var iv: String
    /// `Algorithm`.
    public var algorithm: ContentAlgorithm
    /// `TagList`: base64 of a 16-byte tag for each entry of `EncryptList` in the same order; empty for AES-256-CBC.
    public var tagList: [String]

    /// The one entry of `EncryptList` that stands for a whole body.
    ///
    /// The ciphertext itself is in a member of another name, `EncryptedBody`.
    public static let bodyEntry = "EncryptionBody"

    /// Makes the object from its members, unchecked.
    public init(
        encryptList: [String], ciphertextBlob: String, iv: String, algorithm: ContentAlgorithm, tagList: [String]
    ) {
        self.encryptList = encryptList
        self.ciphertextBlob = ciphertextBlob
        self.iv = iv
        self.algorithm = algorithm
        self.tagList = tagList
    }

    /// The object as JSON, members in the order of the vendor's packages.
    public var json: JSONValue {
        .object([
            .init("EncryptList", .array(encryptList.map { .string($0) })),
            .init("CiphertextBlob", .string(ciphertextBlob)),
            .init("Iv", .string(iv)),
            .init("Algorithm", .string(algorithm.wireName)),
            .init("TagList", .array(tagList.map { .string($0) })),
        ])
    }
}

// MARK: - Reading

extension Encryption {
    /// Reads the members from an object of a parsed message.
    ///
    /// `Algorithm` may be missing (AES-256-CBC is the wire's default); `EncryptList` and `TagList` may be missing or
    /// null, which means empty.
    init(
        reading object: JSONDocument.Value, in document: JSONDocument, source: Span<UInt8>
    ) throws(RequestCryptoError) {
        let reader = MemberReader(document: document, object: object)
        algorithm = .aes256CBC
        if let name = try reader.string("Algorithm", source: source) {
            guard let named = ContentAlgorithm(wireName: name) else {
                throw RequestCryptoError(
                    .unknownAlgorithm, "the Algorithm \"\(name.excerpt(40))\" is not known",
                    hint: "the wire knows AES-256-CBC and SM4-GCM")
            }
            algorithm = named
        }
        ciphertextBlob = try reader.string("CiphertextBlob", source: source) ?? ""
        guard let iv = try reader.string("Iv", source: source) else {
            throw RequestCryptoError(.invalidIV, "Encryption has no Iv")
        }
        self.iv = iv
        encryptList = try reader.strings("EncryptList", source: source)
        tagList = try reader.strings("TagList", source: source)
        try checkPairing()
    }

    /// The most entries of `EncryptList`: several times what any reply has.
    static let maximumEntries = 256

    /// Refuses lists that leave open which tag belongs to which entry, and lists without bound.
    private func checkPairing() throws(RequestCryptoError) {
        guard encryptList.count <= Self.maximumEntries else {
            throw RequestCryptoError(
                .malformedEnvelope, "EncryptList has \(encryptList.count) entries, more than \(Self.maximumEntries)")
        }
        if let twice = encryptList.firstRepeated {
            throw RequestCryptoError(.malformedEnvelope, "EncryptList names \"\(twice.excerpt(80))\" twice")
        }
        guard !algorithm.isAuthenticated else { return }
        guard tagList.isEmpty else {
            throw RequestCryptoError(
                .invalidTag, "TagList has \(tagList.count) entries, but \(algorithm) makes no tags")
        }
    }

    /// The IV's bytes: decoded from base64, or the 16 characters themselves for AES-256-CBC.
    ///
    /// The two forms cannot be confused: base64 of 16 bytes has 24 characters.
    func ivBytes() throws(RequestCryptoError) -> [UInt8] {
        let text = Array(iv.utf8)
        if algorithm == .aes256CBC, text.count == algorithm.ivByteCount { return text }
        guard let bytes = try? Base64.decode(text.span), bytes.count == algorithm.ivByteCount else {
            throw RequestCryptoError(
                .invalidIV,
                "Iv has \(text.count) characters and is not base64 of \(algorithm.ivByteCount) bytes",
                hint: "\(algorithm) takes an Iv of \(algorithm.ivByteCount) bytes in base64")
        }
        return bytes
    }

    /// The tags, one for each of `count` ciphertexts; empty for an algorithm without tags.
    func tags(forCiphertexts count: Int) throws(RequestCryptoError) -> [[UInt8]] {
        guard algorithm.isAuthenticated else { return [] }
        guard tagList.count == count else {
            throw RequestCryptoError(
                .invalidTag, "TagList has \(tagList.count) tags for \(count) ciphertexts of EncryptList",
                hint: "\(algorithm) needs one tag for each, in the same order")
        }
        var tags: [[UInt8]] = []
        for text in tagList {
            guard let tag = try? Base64.decode(text), tag.count == algorithm.tagByteCount else {
                throw RequestCryptoError(
                    .invalidTag, "a tag of TagList is not base64 of \(algorithm.tagByteCount) bytes")
            }
            tags.append(tag)
        }
        return tags
    }

    /// The wrapped data key's bytes.
    func wrappedKey() throws(RequestCryptoError) -> [UInt8] {
        guard !ciphertextBlob.isEmpty else {
            throw RequestCryptoError(
                .malformedEnvelope, "Encryption has no CiphertextBlob",
                hint: "replies carry none when they use the request's key: open them with its data key")
        }
        do throws(Base64Error) {
            return try Base64.decode(ciphertextBlob)
        } catch {
            throw RequestCryptoError(
                .malformedBase64, "CiphertextBlob is not base64: \(error.message)",
                hint: "a KMS blob is opaque: have KMS decrypt it and open with the data key")
        }
    }
}

extension Array where Element: Hashable {
    /// The first element that has already occurred before it.
    fileprivate var firstRepeated: Element? {
        var seen: Set<Element> = []
        return first { !seen.insert($0).inserted }
    }
}
