// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
public import SecretMemory
internal import StrictJSON

/// Opens envelopes: request bodies, reply bodies and reply fields.
///
/// With a private key it stands where the service stands; with a data key it opens the reply to a request that was
/// sealed with that key, or an envelope whose `CiphertextBlob` only KMS can unwrap.
///
/// SM4-GCM releases nothing before its tag is checked. AES-256-CBC has no tag: an altered envelope can open to other
/// content. That a whole body must be a strict JSON object, and a field UTF-8, catches most alterations; only a
/// signature over the envelope, checked before opening, catches all.
///
/// Source: Tencent Cloud 1007/47180 and 1007/95088.
public final class EnvelopeOpener: Sendable {
    private enum KeySource: ~Copyable {
        case dataKey(SecretBytes)
        case unwrapping(UnwrappingKey)
    }

    private let source: KeySource

    /// An opener for envelopes that were sealed to a public key.
    ///
    /// - Parameter unwrappingKey: The private half.
    public init(unwrappingKey: UnwrappingKey) {
        source = .unwrapping(unwrappingKey)
    }

    /// An opener for envelopes under one data key; their `CiphertextBlob` is not looked at.
    ///
    /// - Parameter dataKey: 32 bytes for AES-256-CBC, 16 for SM4-GCM. Wiped when the opener goes.
    public init(dataKey: consuming SecretBytes) {
        source = .dataKey(dataKey)
    }

    /// An opener for envelopes under the data key of one request.
    convenience init(dataKey: consuming DataKey) {
        self.init(dataKey: dataKey.intoKey())
    }

    /// Opens an envelope.
    ///
    /// The form is told by the message: with `EncryptedBody` it is a whole body, otherwise the entries of
    /// `EncryptList` are opened in place. A message with a `Response` object is a reply, and its `EncryptList` holds
    /// paths such as `Response.Text.IdCard`.
    ///
    /// - Parameters:
    ///   - envelope: The message as it was received, JSON in UTF-8.
    ///   - anyPlaintext: Takes a whole body that is not a JSON object. Without it such a body is refused, which is how
    ///     a wrong key or altered data shows under AES-256-CBC.
    /// - Throws: `emptyBody`, `malformedJSON`, `missingEncryption`, `malformedEnvelope`, `unknownAlgorithm`,
    ///   `invalidIV`, `invalidTag`, `malformedBase64`, `fieldNotFound`, `fieldNotString`; `unwrapFailed`,
    ///   `pointNotOnCurve` and `invalidKey` for a key that does not fit; `authenticationFailed`, `badPadding` and
    ///   `invalidCiphertext` for content that does not open; `algorithmUnavailable`, `selfTestFailed` and
    ///   `libraryFailure` where the libraries cannot.
    public func open(
        _ envelope: Span<UInt8>, acceptingAnyPlaintext anyPlaintext: Bool = false
    ) throws(RequestCryptoError) -> OpenedEnvelope {
        // A message in the sealer's form is not scanned before it is decoded; any error is for the long way to tell.
        if let outline = SealedBodyOutline(of: envelope), let message = Message(outline),
            let opened = try? open(message, envelope, acceptingAnyPlaintext: anyPlaintext)
        {
            return opened
        }
        return try open(Message(envelope), envelope, acceptingAnyPlaintext: anyPlaintext)
    }

    /// Opens a whole body to the picture or clip in it.
    ///
    /// The same media as in what ``open(_:acceptingAnyPlaintext:)`` gives, in less time and memory: an AES-256-CBC body
    /// as ``BodySealer`` writes it is decoded, decrypted and decoded again in one pass. A body under SM4-GCM, or in
    /// another form, is opened first and read then.
    ///
    /// - Parameter envelope: A request body as it was received, JSON in UTF-8.
    /// - Throws: What ``open(_:acceptingAnyPlaintext:)`` throws; `malformedEnvelope` for encrypted fields; for a body
    ///   without media `fieldNotFound`, `fieldNotString` or `unknownMediaKind`.
    public func openMedia(_ envelope: Span<UInt8>) throws(RequestCryptoError) -> OpenedMedia {
        if let outline = SealedBodyOutline(of: envelope), let message = Message(outline),
            let media = try? openMedia(message, envelope)
        {
            return media
        }
        return try openMedia(Message(envelope), envelope)
    }

    /// A message whose envelope is checked as far as that needs no key.
    private struct Message {
        let layout: EnvelopeLayout
        let ciphertexts: [JSONDocument.Value]
        let opening: EnvelopeOpening

        init(_ envelope: Span<UInt8>) throws(RequestCryptoError) {
            guard !envelope.isEmpty else { throw RequestCryptoError(.emptyBody, "the envelope is empty") }
            try self.init(envelope, ciphertext: nil)
        }

        /// - Returns: `nil` when the message is no whole body whose ciphertext is what the outline left out, or on any
        ///   error. Everything else of a message is opened in place, where it stands in the message itself.
        init?(_ outline: SealedBodyOutline) {
            let message = try? Message(outline.surroundings.span, ciphertext: outline.ciphertext)
            guard let message, message.layout.isWholeBody,
                message.ciphertexts.map(\.byteRange) == [outline.emptyString]
            else { return nil }
            self = message
        }

        private init(_ text: Span<UInt8>, ciphertext: Range<Int>?) throws(RequestCryptoError) {
            let document = try JSONCheck.object(text, what: "the envelope")
            layout = try EnvelopeLayout(of: document, source: text)
            ciphertexts = try layout.ciphertexts(in: document)
            opening = EnvelopeOpening(
                document: document, algorithm: layout.encryption.algorithm, iv: try layout.encryption.ivBytes(),
                tags: try layout.encryption.tags(forCiphertexts: ciphertexts.count), ciphertext: ciphertext)
        }
    }

    private func open(
        _ message: Message, _ envelope: Span<UInt8>, acceptingAnyPlaintext anyPlaintext: Bool
    ) throws(RequestCryptoError) -> OpenedEnvelope {
        let key = try dataKey(for: message.layout.encryption)
        return try key.withBytes { key throws(RequestCryptoError) in
            if message.layout.isWholeBody {
                var body = try message.opening.plaintext(of: message.ciphertexts[0], index: 0, in: envelope, key: key)
                do throws(RequestCryptoError) {
                    if !anyPlaintext { _ = try JSONCheck.object(body.span, what: "what was opened (wrong key?)") }
                } catch {
                    // It may be a face all the same, in a form that is refused.
                    wipe(&body)
                    throw error
                }
                return OpenedEnvelope(form: .wholeBody, algorithm: message.opening.algorithm, plaintext: body)
            }
            return try openFields(of: message, in: envelope, key: key)
        }
    }

    private func openMedia(
        _ message: Message, _ envelope: Span<UInt8>
    ) throws(RequestCryptoError) -> OpenedMedia {
        guard message.layout.isWholeBody else {
            throw RequestCryptoError(
                .malformedEnvelope, "single fields are encrypted, not a whole body with media",
                hint: "open the fields in place of the media")
        }
        let key = try dataKey(for: message.layout.encryption)
        return try key.withBytes { key throws(RequestCryptoError) in
            let ciphertext = message.ciphertexts[0]
            if let media = try message.opening.media(of: ciphertext, in: envelope, key: key) { return media }
            var body = try message.opening.plaintext(of: ciphertext, index: 0, in: envelope, key: key)
            defer { wipe(&body) }
            return try OpenedMedia(of: body.span, algorithm: message.opening.algorithm)
        }
    }

    private func openFields(
        of message: Message, in envelope: Span<UInt8>, key: Span<UInt8>
    ) throws(RequestCryptoError) -> OpenedEnvelope {
        let layout = message.layout
        var editor = MessageEditor(document: message.opening.document)
        do throws(RequestCryptoError) {
            for (index, ciphertext) in message.ciphertexts.enumerated() {
                var plaintext = try message.opening.plaintext(of: ciphertext, index: index, in: envelope, key: key)
                defer { wipe(&plaintext) }
                guard let text = String(validating: plaintext, as: UTF8.self) else {
                    throw RequestCryptoError(
                        .badPadding, "\"\(layout.encryption.encryptList[index].excerpt(80))\" does not open to text",
                        hint: "wrong key, or altered data")
                }
                editor.replace(ciphertext, with: JSONValue.string(text).serialized())
            }
        } catch {
            editor.discard()
            throw error
        }
        editor.removeMembers(named: layout.encryptionMembers, of: layout.container, source: envelope)
        return OpenedEnvelope(
            form: .fields(layout.encryption.encryptList), algorithm: message.opening.algorithm,
            plaintext: editor.apply(to: envelope))
    }

    /// The data key as base64 text; empty for an opener that has a private key instead.
    func exportDataKey() -> SecretBytes {
        switch source {
        case .unwrapping: SecretBytes(byteCount: 0) { _ in }
        case .dataKey(let key):
            key.withBytes { bytes in
                SecretBytes(byteCount: Base64.encodedByteCount(forByteCount: bytes.count)) { output in
                    Base64.encode(bytes, into: &output)
                }
            }
        }
    }

    private func dataKey(for encryption: Encryption) throws(RequestCryptoError) -> SecretBytes {
        let expected = encryption.algorithm.keyByteCount
        switch source {
        case .unwrapping(let key):
            let wrapped = try encryption.wrappedKey()
            return try key.unwrap(wrapped.span, expecting: expected)
        case .dataKey(let key):
            guard key.byteCount == expected else {
                throw RequestCryptoError(
                    .invalidKey,
                    "the data key has \(key.byteCount) bytes, but \(encryption.algorithm) takes \(expected)")
            }
            return key.copy()
        }
    }
}
