// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// Where the parts of an envelope stand in a message.
struct EnvelopeLayout {
    /// The object that holds `Encryption`: the message itself, or its `Response`.
    let container: JSONDocument.Value
    /// What `Encryption` says.
    let encryption: Encryption
    /// The members of the container that describe the encryption and are no content.
    let encryptionMembers: Set<String>
    /// Whether the whole body is one ciphertext.
    var isWholeBody: Bool { encryptedBody != nil }

    private let encryptedBody: JSONDocument.Value?
    private let isReply: Bool

    init(of document: JSONDocument, source: Span<UInt8>) throws(RequestCryptoError) {
        let root = document.root
        let reply = document.member("Response", of: root).flatMap { $0.kind == .object ? $0 : nil }
        isReply = reply != nil
        container = reply ?? root

        if let object = document.member("Encryption", of: container), object.kind != .null {
            guard object.kind == .object else {
                throw RequestCryptoError(.malformedEnvelope, "Encryption is not an object")
            }
            encryption = try Encryption(reading: object, in: document, source: source)
            encryptionMembers = ["Encryption"]
        } else if document.member("CiphertextBlob", of: container) != nil,
            document.member("EncryptList", of: container) != nil
        {
            // The form of PhoneVerification, older than the Encryption object.
            encryption = try Encryption(reading: container, in: document, source: source)
            encryptionMembers = ["CiphertextBlob", "EncryptList", "Iv", "Algorithm", "TagList"]
        } else {
            throw Self.missing(in: container, document, source: source)
        }

        // Replies write null for what they do not use.
        encryptedBody = document.member("EncryptedBody", of: container).flatMap { $0.kind == .null ? nil : $0 }
        try checkBodyEntry(document)
    }

    /// The encrypted strings: the one body, or a field for each entry of `EncryptList`.
    func ciphertexts(in document: JSONDocument) throws(RequestCryptoError) -> [JSONDocument.Value] {
        if let encryptedBody { return [encryptedBody] }
        try checkWork(document)
        let described = encryptionMembers.compactMap { document.member($0, of: container)?.byteRange }
        var values: [JSONDocument.Value] = []
        for entry in encryption.encryptList {
            let value = try FieldPath(entry, isReply: isReply).resolve(in: document)
            // These members are taken out of the opened message; they cannot be content of it as well.
            guard !described.contains(where: { $0.contains(value.byteRange.lowerBound) }) else {
                throw RequestCryptoError(
                    .malformedEnvelope, "EncryptList names \"\(entry.excerpt(80))\", a part of the encryption itself")
            }
            values.append(value)
        }
        if Set(values).count != values.count {
            throw RequestCryptoError(.malformedEnvelope, "EncryptList names one field in two ways")
        }
        return values
    }

    /// Finding an entry takes time in proportion to the message, so a long list over a large message is an attack.
    private func checkWork(_ document: JSONDocument) throws(RequestCryptoError) {
        let entries = encryption.encryptList.count
        guard entries * document.valueCount <= Self.maximumWork || entries == 1 else {
            throw RequestCryptoError(
                .malformedEnvelope,
                "EncryptList has \(entries) entries over a message of \(document.valueCount) values, too many to look for"
            )
        }
    }

    /// The longest list over a message of 65,536 values, which is several hundred times what any reply has.
    private static let maximumWork = Encryption.maximumEntries << 16

    private func checkBodyEntry(_ document: JSONDocument) throws(RequestCryptoError) {
        guard let encryptedBody else {
            if encryption.encryptList == [Encryption.bodyEntry] {
                let slip = document.member(Encryption.bodyEntry, of: container) != nil
                throw RequestCryptoError(
                    .malformedEnvelope, "EncryptList names the whole body, but there is no EncryptedBody",
                    hint: slip ? "the member is called EncryptedBody, the list entry EncryptionBody" : nil)
            }
            guard !encryption.encryptList.isEmpty else {
                throw RequestCryptoError(
                    .missingEncryption, "Encryption lists nothing: no field and no body is encrypted")
            }
            return
        }
        guard encryptedBody.kind == .string else {
            throw RequestCryptoError(.malformedEnvelope, "EncryptedBody is not a string")
        }
        // A request names the body; replies have been seen with an empty list.
        let fits = encryption.encryptList == [Encryption.bodyEntry] || (isReply && encryption.encryptList.isEmpty)
        guard fits else {
            let given = encryption.encryptList.map { "\"\($0.excerpt(40))\"" }.joined(separator: ", ")
            throw RequestCryptoError(
                .malformedEnvelope, "EncryptList is [\(given.excerpt(200))] beside an EncryptedBody",
                hint: "it has to be [\"\(Encryption.bodyEntry)\"]")
        }
    }

    private static func missing(
        in container: JSONDocument.Value, _ document: JSONDocument, source: Span<UInt8>
    ) -> RequestCryptoError {
        var hint = "the content came unprotected; do not use it as if it had been encrypted"
        if let error = document.member("Error", of: container),
            let code = document.member("Code", of: error).flatMap({ document.string($0, in: source) })
        {
            hint = "the reply carries the error \(code.excerpt(80))"
        }
        return RequestCryptoError(.missingEncryption, "the message has no Encryption", hint: hint)
    }
}
