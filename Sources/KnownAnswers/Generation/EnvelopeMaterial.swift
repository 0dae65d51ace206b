// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto
internal import SecretMemory
internal import StrictJSON

/// The random values of one envelope.
struct EnvelopeMaterial {
    let algorithm: ContentAlgorithm
    let dataKey: [UInt8]
    let iv: [UInt8]
    /// PS or k; `nil` for KMS.
    let wrapPadding: [UInt8]?
    /// The wrapped data key; empty for KMS.
    let wrapped: [UInt8]
    let ciphertextBlob: String
    let ivForm: IVForm

    /// Material for a recipient: mostly with the algorithm that the vendor pairs with the kind of key.
    init(_ recipient: EnvelopeRecipient, _ index: Int, _ stream: inout SeededStream) throws(RequestCryptoError) {
        let usual: ContentAlgorithm
        let other: ContentAlgorithm
        switch recipient {
        case .sm2: (usual, other) = (.sm4GCM, .aes256CBC)
        case .rsa: (usual, other) = (.aes256CBC, .sm4GCM)
        }
        algorithm = index % 4 == 3 ? other : usual
        let count = algorithm.keyByteCount
        dataKey = index % 4 == 2 ? Array(stream.word(count).utf8) : stream.bytes(count)
        iv = stream.bytes(algorithm.ivByteCount)
        let padding = recipient.padding(forKeyOf: count, &stream)
        wrapPadding = padding
        let wrapped = try recipient.wrap(dataKey, padding: padding)
        self.wrapped = wrapped
        ciphertextBlob = Base64.encodeToString(wrapped.span)
        ivForm = .base64
    }

    /// Material as of the KMS flow.
    static func kms(_ stream: inout SeededStream) -> EnvelopeMaterial { EnvelopeMaterial(kms: &stream) }

    private init(kms stream: inout SeededStream) {
        algorithm = .aes256CBC
        dataKey = stream.bytes(32)
        iv = Array(stream.word(16).utf8)
        wrapPadding = nil
        wrapped = []
        var parts: [String] = []
        for _ in 0..<3 {
            let part = stream.bytes(stream.number(in: 20...80))
            parts.append(Base64.encodeToString(part.span))
        }
        ciphertextBlob = parts.joined(separator: "-k-")
        ivForm = .literalText
    }

    var flags: [String] {
        let isText = dataKey.allSatisfy { (0x30...0x7A).contains($0) }
        return isText && wrapPadding != nil ? ["AlphanumericKey"] : ["Normal"]
    }

    var dataKeys: GeneratedDataKey { GeneratedDataKey(bytes: dataKey, ciphertextBlob: ciphertextBlob) }

    var ivSource: IVSource { .knownAnswer(iv, ivForm) }

    func seal(_ plaintext: [UInt8]) throws(RequestCryptoError) -> (ciphertext: [UInt8], tag: [UInt8]?) {
        try MessageCipher(algorithm, key: dataKey, iv: iv).seal(plaintext)
    }

    func encryption(_ list: [String], tags: [[UInt8]]) -> Encryption {
        Encryption(
            encryptList: list, ciphertextBlob: ciphertextBlob, iv: Base64.encodeToString(iv.span), algorithm: algorithm,
            tagList: tags.map { Base64.encodeToString($0.span) })
    }

    func test(
        _ comment: String, _ flags: [String], _ result: ExpectedResult = .valid, plaintext: String, document: String,
        _ more: [JSONValue.Member] = []
    ) -> GeneratedTest {
        var members: [JSONValue.Member] = [
            .text("algorithm", algorithm.wireName), .hex("dataKey", dataKey), .hex("iv", iv),
            .text("ciphertextBlob", ciphertextBlob),
        ]
        if let wrapPadding { members.append(.hex("wrapPadding", wrapPadding)) }
        members += [.text("plaintext", plaintext)] + more + [.text("document", document)]
        return GeneratedTest(comment, flags, result, members)
    }
}

/// The data key of one generated envelope, which is public.
struct GeneratedDataKey: DataKeySource {
    let bytes: [UInt8]
    let ciphertextBlob: String

    func nextDataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey {
        let bytes = bytes
        return try DataKey(algorithm: algorithm, key: SecretBytes(copying: bytes.span), ciphertextBlob: ciphertextBlob)
    }
}
