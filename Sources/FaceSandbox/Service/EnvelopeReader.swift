// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto
internal import SecretMemory
internal import StrictJSON

/// Opens the envelopes of requests so that nobody can tell from the outside why one did not open.
///
/// `EnvelopeOpener` stops at the first thing that is wrong and says what it is, which is right for a client.
/// A service that did so would answer an altered request sooner or later depending on where it is wrong, and
/// whoever may send many altered requests can decrypt one that was overheard (Vaudenay 2002; Bleichenbacher
/// 1998). So everything is done to the end: what is malformed is replaced by something of the same size, and one
/// flag remembers it.
struct EnvelopeReader: Sendable {
    let keys: SandboxKeys
    let keyService: KeyService

    /// What was done for one envelope, in amounts that do not depend on what is wrong with it.
    struct Work: Hashable, Sendable {
        var rsaUnwrappings = 0
        var sm2Unwrappings = 0
        var kmsOpenings = 0
        var decodedCharacters = 0
        var decryptedBytes = 0
        var parsedBytes = 0
    }

    /// A request whose envelope is open.
    struct Opened: ~Copyable {
        /// The parameters as JSON, without the encryption.
        let parameters: [UInt8]
        /// For the answer.
        let replyKey: ReplyKey?
    }

    /// Opens `EncryptedBody`.
    ///
    /// - Throws: `FailedOperation.DecryptSystemError`, the same whatever is wrong.
    func openBody(
        _ encryption: Encryption, of request: Parameters, work: inout Work
    ) throws(ServiceFailure) -> Opened {
        var isGood = encryption.encryptList == [Encryption.bodyEntry]
        let key = dataKey(for: encryption, isGood: &isGood, work: &work)
        let tags = tags(of: encryption, count: 1, isGood: &isGood)
        let iv = iv(of: encryption, isGood: &isGood)
        let value = request.value("EncryptedBody")
        let isPlain = value.map { request.document.isPlainString($0) } ?? false
        // Where nothing is escaped the text is read where it stands: it may have 10 MiB.
        let source = isPlain ? request.bytes : Self.text(of: value, in: request)
        let range = isPlain ? value.map { request.document.contentRange(of: $0) } : nil
        var plaintext = decrypt(
            source.span.extracting(range ?? source.indices), encryption.algorithm, key: key, iv: iv, tag: tags[0],
            isGood: &isGood, work: &work)
        work.parsedBytes += plaintext.count
        let document = try? JSONDocument(parsing: plaintext.span)
        guard isGood, document?.root.kind == .object else {
            wipe(&plaintext)
            throw .notDecrypted
        }
        return Opened(
            parameters: plaintext, replyKey: ReplyKey(encryption.algorithm, key, blob: encryption.ciphertextBlob))
    }

    /// Opens the fields that `EncryptList` names, or only takes the key for the answer when it names none.
    ///
    /// - Throws: `FailedOperation.DecryptSystemError`, the same whatever is wrong.
    func openFields(
        _ encryption: Encryption, of request: Parameters, removing described: Set<String>, work: inout Work
    ) throws(ServiceFailure) -> Opened {
        let names = encryption.encryptList == [Encryption.bodyEntry] ? [] : encryption.encryptList
        var isGood = true
        let key = dataKey(for: encryption, isGood: &isGood, work: &work)
        var members = JSONValue(request.document.root, of: request.document, in: request.bytes.span).object ?? []
        if !names.isEmpty {
            let tags = tags(of: encryption, count: names.count, isGood: &isGood)
            let iv = iv(of: encryption, isGood: &isGood)
            for (name, tag) in zip(names, tags) {
                let index = members.firstIndex { $0.name == name }
                let text = index.flatMap { members[$0].value.string }
                if text == nil { isGood = false }
                var plaintext = decrypt(
                    Array((text ?? "").utf8).span, encryption.algorithm, key: key, iv: iv, tag: tag, isGood: &isGood,
                    work: &work)
                work.parsedBytes += plaintext.count
                let opened = String(validating: plaintext, as: UTF8.self)
                wipe(&plaintext)
                if opened == nil { isGood = false }
                if let index, let opened { members[index].value = .string(opened) }
            }
        }
        guard isGood else { throw .notDecrypted }
        members.removeAll { described.contains($0.name) }
        return Opened(
            parameters: JSONValue.object(members).serialized(),
            replyKey: ReplyKey(encryption.algorithm, key, blob: encryption.ciphertextBlob))
    }

    private func dataKey(for encryption: Encryption, isGood: inout Bool, work: inout Work) -> SecretBytes {
        let blob = encryption.ciphertextBlob
        // Which of the two it is shows in the clear.
        let unwrapped =
            KeyService.isBlob(blob)
            ? keyService.dataKey(blob, for: encryption.algorithm, work: &work)
            : keys.dataKey(try? Base64.decode(blob), for: encryption.algorithm, work: &work)
        if !unwrapped.isGood { isGood = false }
        return unwrapped.key
    }

    /// The 16 characters of the KMS flow, or base64 of as many bytes as the algorithm takes.
    private func iv(of encryption: Encryption, isGood: inout Bool) -> [UInt8] {
        let count = encryption.algorithm.ivByteCount
        let text = Array(encryption.iv.utf8)
        if encryption.algorithm == .aes256CBC, text.count == count { return text }
        if let iv = try? Base64.decode(text.span), iv.count == count { return iv }
        isGood = false
        return [UInt8](repeating: 0, count: count)
    }

    private func tags(of encryption: Encryption, count: Int, isGood: inout Bool) -> [[UInt8]] {
        let algorithm = encryption.algorithm
        let none = [UInt8](repeating: 0, count: algorithm.tagByteCount)
        if encryption.tagList.count != (algorithm.isAuthenticated ? count : 0) { isGood = false }
        return (0..<count).map { index in
            guard algorithm.isAuthenticated, encryption.tagList.indices.contains(index) else { return none }
            if let tag = try? Base64.decode(encryption.tagList[index]), tag.count == none.count { return tag }
            isGood = false
            return none
        }
    }

    private func decrypt(
        _ text: Span<UInt8>, _ algorithm: ContentAlgorithm, key: borrowing SecretBytes, iv: [UInt8], tag: [UInt8],
        isGood: inout Bool, work: inout Work
    ) -> [UInt8] {
        let capacity = Base64.maximumDecodedByteCount(forByteCount: text.count)
        var plaintext: [UInt8] = []
        do throws(RequestCryptoError) {
            plaintext = try [UInt8](capacity: capacity + 16) { output throws(RequestCryptoError) in
                try key.withBytes { key throws(RequestCryptoError) in
                    try SealedText.open(
                        text, algorithm, key: key, iv: iv.span, tag: tag.span, intoUnverified: &output,
                        isGood: &isGood, work: &work)
                }
            }
        } catch {
            isGood = false
        }
        // A tag that did not fit releases nothing, not even to the parser. CBC has no tag: there the parser sees what
        // it would see with good padding, so that padding cannot be told from the time the parser takes.
        if algorithm.isAuthenticated, !isGood {
            wipe(&plaintext)
            plaintext = Self.decoyText(byteCount: capacity)
        }
        return plaintext
    }

    /// JSON of about the length of what did not open.
    private static func decoyText(byteCount: Int) -> [UInt8] {
        let head = Array(#"{"FaceInput":""#.utf8)
        let tail = Array(#"","FaceInputType":1}"#.utf8)
        let filling = max(0, byteCount - head.count - tail.count)
        return head + [UInt8](repeating: UInt8(ascii: "A"), count: filling) + tail
    }

    private static func text(of value: JSONDocument.Value?, in request: Parameters) -> [UInt8] {
        value.flatMap { request.document.unescapedBytes(of: $0, in: request.bytes.span) } ?? []
    }
}
