// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto
public import SecretMemory
internal import StrictJSON
internal import Synchronization

/// The vendor's key management service, as far as envelopes need it: new data keys, and getting one back.
///
/// Source: KMS API 2019-01-18, GenerateDataKey and Decrypt.
public final class KMS: Sendable {
    private let client: FaceClient
    private let region: String?
    private let protection: KMSDataKeyProtection
    private let ownKey = Mutex<UnwrappingKey?>(nil)

    /// Calls KMS through a client.
    ///
    /// - Parameters:
    ///   - client: whose credential and endpoints are used.
    ///   - region: such as `ap-guangzhou`; required on the international site.
    ///   - protection: how data keys travel.
    public init(client: FaceClient, region: String?, protection: KMSDataKeyProtection = .rsa2048) {
        self.client = client
        self.region = region
        self.protection = protection
    }

    /// Has KMS make a data key.
    ///
    /// - Parameters:
    ///   - keyID: the wrapping key in KMS.
    ///   - byteCount: 1...1,024; 32 for AES-256-CBC, 16 for SM4-GCM.
    ///   - context: a JSON object as text, at most 1,024 characters, which ``decrypt(_:context:options:)`` must be
    ///     given again character for character.
    ///   - options: deadline and the like.
    /// - Returns: the key, which is wiped with the value, and its blob.
    /// - Throws: ``FaceAPIError``: `refusedByPreflight` never; `invalidRequest` for values out of range,
    ///   `malformedResponse` when the answer holds no such key, `responseNotOpened` when the key in it does not unwrap
    ///   to so many bytes, and what any call throws.
    public func generateDataKey(
        keyID: String, byteCount: Int = 32, context: String? = nil, options: CallOptions = CallOptions()
    ) async throws(FaceAPIError) -> KMSDataKey {
        guard (1...1_024).contains(byteCount) else {
            throw FaceAPIError(
                .invalidRequest, "a data key of \(byteCount) bytes is not between 1 and 1024",
                action: Self.generate.action)
        }
        guard !keyID.isEmpty else {
            throw FaceAPIError(.invalidRequest, "the ID of the wrapping key is empty", action: Self.generate.action)
        }
        var parameters: [JSONValue.Member] = [
            .init("KeyId", .string(keyID)), .init("NumberOfBytes", .number(byteCount)),
        ]
        try Self.append(context, to: &parameters, action: Self.generate.action)
        let answer = try await call(Self.generate, parameters, options)
        let text = try Self.text("CiphertextBlob", of: answer.response, Self.generate)
        let name = answer.response["KeyId"]?.string ?? keyID
        let plaintext = try self.plaintext(of: answer, Self.generate, expecting: byteCount)
        return KMSDataKey(
            keyID: name, ciphertextBlob: text, requestID: answer.response.requestID, plaintext: plaintext)
    }

    /// Has KMS unwrap what it has wrapped.
    ///
    /// - Parameters:
    ///   - ciphertextBlob: the opaque text.
    ///   - context: what the key was made with, character for character.
    ///   - byteCount: how many bytes the key has.
    ///   - options: deadline and the like.
    /// - Returns: the key; wiped with the value.
    /// - Throws: ``FaceAPIError`` as ``generateDataKey(keyID:byteCount:context:options:)``.
    public func decrypt(
        _ ciphertextBlob: String, byteCount: Int = 32, context: String? = nil, options: CallOptions = CallOptions()
    ) async throws(FaceAPIError) -> SecretBytes {
        guard !ciphertextBlob.isEmpty else {
            throw FaceAPIError(.invalidRequest, "there is nothing to decrypt", action: Self.decrypt.action)
        }
        var parameters: [JSONValue.Member] = [.init("CiphertextBlob", .string(ciphertextBlob))]
        try Self.append(context, to: &parameters, action: Self.decrypt.action)
        let answer = try await call(Self.decrypt, parameters, options)
        return try plaintext(of: answer, Self.decrypt, expecting: byteCount)
    }

    // Making a key anew, or unwrapping one again, changes nothing in KMS.
    private static let generate = APIDescription(
        service: "kms", action: "GenerateDataKey", version: "2019-01-18", isRepeatable: true)
    private static let decrypt = APIDescription(
        service: "kms", action: "Decrypt", version: "2019-01-18", isRepeatable: true)

    /// An answer, and the key that its plaintext is wrapped to.
    private struct Answer {
        let response: APIResponse
        let ownKey: UnwrappingKey?
    }

    private func call(
        _ api: APIDescription, _ parameters: [JSONValue.Member], _ options: CallOptions
    ) async throws(FaceAPIError) -> Answer {
        var parameters = parameters
        let key = try ownKey(for: api.action)
        if let key {
            parameters.append(.init("EncryptionPublicKey", .string(key.publicKey.pem())))
            parameters.append(
                .init("EncryptionAlgorithm", protection == .sm2 ? "SM2" : "RSAES_PKCS1_V1_5"))
        }
        let body = JSONValue.object(parameters).serialized()
        let response = try await client.perform(api, region: region, options: options, bodyByteCount: body.count) {
            CallBody(json: body)
        }
        return Answer(response: response, ownKey: key)
    }

    private func ownKey(for action: String) throws(FaceAPIError) -> UnwrappingKey? {
        guard protection != .tlsOnly else { return nil }
        return try ownKey.withLock { key throws(FaceAPIError) in
            if let key { return key }
            do throws(RequestCryptoError) {
                let made =
                    protection == .sm2 ? try UnwrappingKey.generateSM2() : try UnwrappingKey.generateRSA(bits: 2048)
                key = made
                return made
            } catch {
                throw FaceAPIError(sealing: error, action: action)
            }
        }
    }

    private func plaintext(
        of answer: Answer, _ api: APIDescription, expecting byteCount: Int
    ) throws(FaceAPIError) -> SecretBytes {
        let text = try Self.text("Plaintext", of: answer.response, api)
        func malformed(_ what: String) -> FaceAPIError {
            var error = FaceAPIError(
                .malformedResponse, "the Plaintext in the answer to \(api.action) \(what)", action: api.action)
            error.requestID = answer.response.requestID
            return error
        }
        guard let key = answer.ownKey else {
            var wasBase64 = true
            let bytes = SecretBytes(byteCount: text.utf8.count) { output in
                do throws(Base64Error) {
                    try Base64.decode(text.utf8.span, into: &output)
                } catch {
                    wasBase64 = false
                }
            }
            guard wasBase64 else { throw malformed("is not base64") }
            guard bytes.byteCount == byteCount else {
                throw malformed("has \(bytes.byteCount) bytes, not the \(byteCount) that were asked for")
            }
            return bytes
        }
        let wrapped: [UInt8]
        do throws(Base64Error) {
            wrapped = try Base64.decode(text)
        } catch {
            throw malformed("is not base64")
        }
        do throws(RequestCryptoError) {
            return try Self.unwrap(wrapped, with: key, expecting: byteCount)
        } catch {
            throw FaceAPIError(opening: error, action: api.action, requestID: answer.response.requestID)
        }
    }

    /// Unwraps a key, and tells when there is none of that length.
    ///
    /// What RSA does with blocks of strangers, to make up a key for a bad one, would pass here for KMS's own. Nobody
    /// learns anything from being told: this process made the pair, and asked for the block itself, inside TLS.
    private static func unwrap(
        _ wrapped: [UInt8], with key: borrowing UnwrappingKey, expecting byteCount: Int
    ) throws(RequestCryptoError) -> SecretBytes {
        guard case .rsa = key.publicKey.kind else { return try key.unwrap(wrapped.span, expecting: byteCount) }
        try SelfTests.shared.require(.rsaUnwrapping)
        let bytes = try key.decryptPKCS1(wrapped.span)
        guard bytes.byteCount == byteCount else {
            throw RequestCryptoError(
                .unwrapFailed, "the key in it has \(bytes.byteCount) bytes, not the \(byteCount) that were asked for",
                hint: "give the number of bytes that the key was made with")
        }
        return bytes
    }

    private static func text(
        _ name: String, of response: APIResponse, _ api: APIDescription
    ) throws(FaceAPIError) -> String {
        if let text = response[name]?.string, !text.isEmpty { return text }
        var error = FaceAPIError(
            .malformedResponse, "the answer to \(api.action) has no \(name)", action: api.action)
        error.requestID = response.requestID
        throw error
    }

    private static func append(
        _ context: String?, to parameters: inout [JSONValue.Member], action: String
    ) throws(FaceAPIError) {
        guard let context else { return }
        var isObject = false
        do throws(JSONError) {
            isObject = try JSONValue(parsing: context.utf8.span).object != nil
        } catch {
            isObject = false
        }
        guard isObject, context.unicodeScalars.count <= 1_024 else {
            throw FaceAPIError(
                .invalidRequest, "the encryption context is not a JSON object of at most 1024 characters",
                hint: #"write it as {"name":"value"}"#, action: action)
        }
        parameters.append(.init("EncryptionContext", .string(context)))
    }
}
