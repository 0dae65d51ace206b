// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto
internal import RequestDigests
internal import SecretMemory
internal import StrictJSON

/// Envelopes, opened and, where the file says with which random values, sealed again to the byte.
struct EnvelopeVectors {
    let group: VectorFields

    func check(_ test: VectorFields) throws -> CaseOutcome {
        let document = Array(try test.text("document").utf8)
        let result = try ExpectedResult(of: test)
        let opener = try opener(for: test)
        let opened: OpenedEnvelope
        do throws(RequestCryptoError) {
            opened = try opener.open(document.span)
        } catch {
            guard error.isRefusal else { throw error }
            guard result != .valid else { return .failed("opening was refused: \(error)") }
            return result == .acceptable ? .passed : try checkRefusal(error, test)
        }
        guard result != .invalid else {
            // A random key opens one AES-256-CBC envelope in many thousands, to something else.
            let isRight =
                try test.flags.contains("ImplicitRejection")
                && opened.plaintext != Array(test.text("plaintext").utf8)
            return isRight ? .passed : .failed("opening was accepted, and the fault is \(try test.text("expect"))")
        }
        guard try matches(opened.plaintext, test) else { return .failed("opening has another result") }
        return try checkSealing(test, document: document)
    }

    private func opener(for test: VectorFields) throws -> EnvelopeOpener {
        if group.has("privateKeyPem") {
            return EnvelopeOpener(unwrappingKey: try UnwrappingKey(pem: try group.text("privateKeyPem")))
        }
        let dataKey = try test.hex("dataKey")
        return EnvelopeOpener(dataKey: SecretBytes(copying: dataKey.span))
    }

    private func matches(_ plaintext: [UInt8], _ test: VectorFields) throws -> Bool {
        let expected = Array(try test.text("plaintext").utf8)
        guard try group.text("mode") == "fields", test.flags.contains("OpenOnly") else { return plaintext == expected }
        return try JSONValue(parsing: plaintext.span) == JSONValue(parsing: expected.span)
    }

    private func checkRefusal(_ error: RequestCryptoError, _ test: VectorFields) throws -> CaseOutcome {
        if test.flags.contains("ImplicitRejection") { return .passed }
        let expected = try test.text("expect")
        guard let codes = Self.codes[expected] else { throw NotUnderstood("expects the unknown class \"\(expected)\"") }
        return codes.contains(error.code)
            ? .passed : .failed("the fault is \(expected), and the error says \(error.code): \(error)")
    }

    /// The classes of failure in `vectors/README.md`.
    private static let codes: [String: Set<RequestCryptoError.Code>] = [
        "json": [.malformedJSON], "missing-encryption": [.missingEncryption], "envelope": [.malformedEnvelope],
        "algorithm": [.unknownAlgorithm], "field": [.fieldNotFound, .fieldNotString], "tag-list": [.invalidTag],
        "base64": [.malformedBase64], "iv": [.invalidIV],
        "key": [.unwrapFailed, .invalidKey, .pointNotOnCurve, .wrongKeyType],
        "ciphertext": [.invalidCiphertext], "padding": [.badPadding], "authentication": [.authenticationFailed],
    ]
}

// MARK: - Sealing

extension EnvelopeVectors {
    /// Seals again what a sealer would have written.
    private func checkSealing(_ test: VectorFields, document: [UInt8]) throws -> CaseOutcome {
        guard try group.text("direction") == "request", !test.flags.contains("OpenOnly") else { return .passed }
        guard let algorithm = ContentAlgorithm(wireName: try test.text("algorithm")) else {
            throw NotUnderstood("has an unknown algorithm")
        }
        let blob = try test.text("ciphertextBlob")
        guard try wrapsAgain(test, to: blob) else { return .failed("wrapping has another result") }
        let form: IVForm = try group.text("ivForm") == "text" ? .literalText : .base64
        let key = FixedDataKey(key: try test.hex("dataKey"), ciphertextBlob: blob)
        let ivSource = IVSource.knownAnswer(try test.hex("iv"), form)
        let plaintext = Array(try test.text("plaintext").utf8)
        let sealed: SealedBody
        if try group.text("mode") == "fields" {
            let names = try test.objects("fields").map { field throws(NotUnderstood) in try field.text("path") }
            let layout: FieldSealer.Layout =
                try group.text("shape") == "topLevel" ? .topLevel : .encryptionObject
            sealed = try FieldSealer(algorithm: algorithm, dataKeys: key, ivSource: ivSource, layout: layout)
                .seal(fields: names, in: plaintext.span, allowNonceReuse: true)
        } else if let media = try test.optionalHex("media") {
            let kind: MediaKind = try test.int("mediaType") == 1 ? .image : .video
            sealed = try BodySealer(algorithm: algorithm, dataKeys: key, ivSource: ivSource)
                .seal(media: media.span, kind: kind)
        } else {
            sealed = try BodySealer(algorithm: algorithm, dataKeys: key, ivSource: ivSource)
                .seal(body: plaintext.span)
        }
        guard sealed.bytes == document else { return .failed("sealing has another result") }
        guard sealed.sha256 == SHA256Hasher.hash(document) else { return .failed("the body's digest is wrong") }
        return .passed
    }

    private func wrapsAgain(_ test: VectorFields, to blob: String) throws -> Bool {
        guard let random = try test.optionalHex("wrapPadding") else { return true }
        let key = try WrappingKey(pem: try group.text("publicKeyPem"))
        let dataKey = try test.hex("dataKey")
        let wrapped =
            switch try group.text("wrapping") {
            case "rsa": try key.wrap(SecretBytes(copying: dataKey.span), paddingString: random)
            case "sm2": try key.wrap(dataKey, scalar: random)
            default: throw NotUnderstood("has a wrapPadding without RSA or SM2")
            }
        return Base64.encodeToString(wrapped.span) == blob
    }
}

/// A data key that a vector gives.
private struct FixedDataKey: DataKeySource {
    let key: [UInt8]
    let ciphertextBlob: String

    func nextDataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey {
        let bytes = key
        return try DataKey(algorithm: algorithm, key: SecretBytes(copying: bytes.span), ciphertextBlob: ciphertextBlob)
    }
}
