// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestDigests
internal import SecretMemory
internal import StrictJSON

/// Seals single parameters of a request in place: `IdCard`, `Name` and the like.
///
/// The wire has one `Iv` for all fields of a request. Under SM4-GCM that means one nonce for several messages, which
/// gives away the XOR of their plaintexts and lets an attacker forge tags, so more than one field is refused unless
/// the caller allows it by name. Under AES-256-CBC it shows which fields begin alike. Whole-body sealing
/// (``BodySealer``) has neither problem.
///
/// Source: Tencent Cloud 1007/47180; the APIs that take fields are listed there.
public struct FieldSealer: Sendable {
    /// Where the description of the encryption goes.
    public struct Layout: Hashable, Sendable {
        private enum Base { case encryptionObject, topLevel }

        private let base: Base

        /// Into an `Encryption` object.
        public static let encryptionObject = Layout(base: .encryptionObject)
        /// Into top-level `CiphertextBlob`, `EncryptList` and `Iv`, as PhoneVerification takes them; AES-256-CBC only.
        public static let topLevel = Layout(base: .topLevel)
    }

    /// How content is encrypted.
    public let algorithm: ContentAlgorithm
    private let dataKeys: any DataKeySource
    private let ivSource: IVSource
    private let layout: Layout

    /// A sealer that makes a fresh data key for each request.
    ///
    /// - Parameters:
    ///   - algorithm: How content is encrypted.
    ///   - wrappingKey: The service's public key; the vendor's published key for the algorithm when `nil`.
    ///   - keyForm: Raw random bytes, or text for a service that insists on text.
    public init(
        algorithm: ContentAlgorithm = .aes256CBC, wrappingKey: WrappingKey? = nil, keyForm: DataKeyForm = .rawBytes
    ) {
        self.init(
            algorithm: algorithm,
            dataKeys: FreshDataKeys(wrappingKey: wrappingKey ?? .vendorDefault(for: algorithm), form: keyForm))
    }

    /// A sealer whose data keys come from elsewhere, such as KMS or a bounded cache.
    ///
    /// - Parameters:
    ///   - algorithm: How content is encrypted.
    ///   - dataKeys: Gives a data key for each request.
    ///   - ivForm: How the IV is written; `.literalText` for the KMS flow of old accounts.
    ///   - layout: Where the description of the encryption goes.
    public init(
        algorithm: ContentAlgorithm, dataKeys: some DataKeySource, ivForm: IVForm = .base64,
        layout: Layout = .encryptionObject
    ) {
        self.init(algorithm: algorithm, dataKeys: dataKeys, ivSource: .system(ivForm), layout: layout)
    }

    /// A sealer with a chosen source of IVs; known answers give the IV.
    package init(algorithm: ContentAlgorithm, dataKeys: some DataKeySource, ivSource: IVSource, layout: Layout) {
        self.algorithm = algorithm
        self.dataKeys = dataKeys
        self.ivSource = ivSource
        self.layout = layout
    }

    /// Seals fields of a request.
    ///
    /// - Parameters:
    ///   - fields: Names of string parameters, in the order that `EncryptList` gets; at least one.
    ///   - request: The business parameters: a JSON object in UTF-8. Everything but the named fields stays as it is.
    ///   - allowNonceReuse: Lets several fields share one nonce under SM4-GCM, for a service that offers nothing else.
    /// - Throws: `malformedJSON`; `fieldNotFound` and `fieldNotString`; `malformedEnvelope` for a field named twice,
    ///   a request that is encrypted already, or one with an object `Response`, which would be read as a reply;
    ///   `nonceReuse`; `invalidTag` for SM4-GCM in the top-level form; what sealing throws (``BodySealer``).
    public func seal(
        fields: [String], in request: Span<UInt8>, allowNonceReuse: Bool = false
    ) throws(RequestCryptoError) -> SealedBody {
        guard !fields.isEmpty else {
            throw RequestCryptoError(.fieldNotFound, "no field to seal was named")
        }
        guard Set(fields).count == fields.count else {
            throw RequestCryptoError(.malformedEnvelope, "a field to seal was named twice")
        }
        guard fields.count == 1 || !algorithm.isAuthenticated || allowNonceReuse else {
            throw RequestCryptoError(
                .nonceReuse,
                "sealing \(fields.count) fields with \(algorithm) would use one nonce \(fields.count) times",
                hint: "seal the whole body, or one field, or use AES-256-CBC")
        }
        return try seal(request, fields: fields)
    }

    /// Adds an `Encryption` that encrypts nothing in the request but gives the service a key for its reply.
    ///
    /// Source: the vendor's Java and Node packages, which send an empty `EncryptList` for this.
    ///
    /// - Parameter request: The business parameters: a JSON object in UTF-8.
    /// - Throws: `malformedJSON`; `malformedEnvelope` when there is an `Encryption`; what making a data key throws.
    public func requestEncryptedReply(
        in request: Span<UInt8>
    ) throws(RequestCryptoError) -> SealedBody {
        try seal(request, fields: [])
    }

    private func seal(_ request: Span<UInt8>, fields: [String]) throws(RequestCryptoError) -> SealedBody {
        let document = try JSONCheck.object(request, what: "the request")
        let values = try self.values(named: fields, in: document)
        for taken in layout.takenMembers where document.member(taken, of: document.root) != nil {
            throw RequestCryptoError(
                .malformedEnvelope, "the request has a member \(taken) already", hint: "seal a request once")
        }
        if let reply = document.member("Response", of: document.root), reply.kind == .object {
            throw RequestCryptoError(
                .malformedEnvelope, "the request has an object Response, as replies have: nobody could open it")
        }
        guard layout == .encryptionObject || algorithm == .aes256CBC else {
            throw RequestCryptoError(.invalidTag, "the top-level form has no place for the tags of \(algorithm)")
        }

        let iv = try ivSource.nextIV(for: algorithm)
        // The whole request is counted for the fields in it, which are never longer.
        let dataKey = try dataKeys.nextDataKey(for: algorithm, sealing: request.count)
        var editor = MessageEditor(document: document)
        var tags: [String] = []
        try dataKey.withKey { key throws(RequestCryptoError) in
            for value in values {
                var plaintext = document.unescapedBytes(of: value, in: request) ?? []
                defer { wipe(&plaintext) }
                let sealed = try Self.encrypt(plaintext.span, algorithm: algorithm, key: key, iv: iv)
                editor.replace(
                    value, with: JSONValue.string(Base64.encodeToString(sealed.ciphertext.span)).serialized())
                if let tag = sealed.tag { tags.append(tag.base64) }
            }
        }
        let encryption = Encryption(
            encryptList: fields, ciphertextBlob: dataKey.ciphertextBlob, iv: iv.wireText, algorithm: algorithm,
            tagList: tags)
        editor.append(layout.members(of: encryption), to: document.root)
        let bytes = editor.apply(to: request)
        return SealedBody(
            bytes: bytes, sha256: SHA256Hasher.hash(bytes.span), algorithm: algorithm,
            responseOpener: ResponseOpener(dataKey: dataKey))
    }

    private func values(
        named fields: [String], in document: JSONDocument
    ) throws(RequestCryptoError) -> [JSONDocument.Value] {
        var values: [JSONDocument.Value] = []
        for field in fields {
            values.append(try FieldPath(field, isReply: false).resolve(in: document))
        }
        return values
    }

    private static func encrypt(
        _ plaintext: Span<UInt8>, algorithm: ContentAlgorithm, key: Span<UInt8>, iv: ContentIV
    ) throws(RequestCryptoError) -> (ciphertext: [UInt8], tag: AuthenticationTag?) {
        var tag: AuthenticationTag?
        let ciphertext = try [UInt8](
            capacity: algorithm.ciphertextByteCount(forPlaintext: plaintext.count)
        ) { output throws(RequestCryptoError) in
            var encryptor = try ContentEncryptor(algorithm, key: key, iv: iv.bytes.span)
            try encryptor.update(plaintext, into: &output)
            tag = try encryptor.finish(into: &output)
        }
        return (ciphertext, tag)
    }
}

extension FieldSealer.Layout {
    /// Members that a request cannot have of its own: beside them it would be read as sealed, or have one name twice.
    fileprivate var takenMembers: [String] {
        let always = ["Encryption", "CiphertextBlob", "EncryptList", "EncryptedBody"]
        return self == .topLevel ? always + ["Iv", "Algorithm", "TagList"] : always
    }

    /// What is added to the request.
    fileprivate func members(of encryption: Encryption) -> [JSONValue.Member] {
        guard self == .topLevel else { return [.init("Encryption", encryption.json)] }
        return [
            .init("CiphertextBlob", .string(encryption.ciphertextBlob)),
            .init("EncryptList", .array(encryption.encryptList.map { .string($0) })),
            .init("Iv", .string(encryption.iv)),
        ]
    }
}
