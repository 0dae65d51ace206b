// SPDX-License-Identifier: Apache-2.0

public import RequestDigests
internal import Synchronization

/// Signs calls of one API 3.0 service with TC3-HMAC-SHA256.
///
/// The time is always a parameter: the same request, body and time give the same signature. One signer serves any number
/// of threads. The key that is derived for a UTC day stays in secret memory until a request of another day comes.
///
/// Source: the vendor's page "签名方法 v3", document/api/213/30654.
public final class TC3Signer: Sendable {
    /// Whose requests these are.
    public let credential: Credential
    /// The service in the credential scope: the first label of the host, such as `faceid`.
    public let service: String

    private let keyOfTheDay = Mutex<SigningKey?>(nil)

    /// Makes a signer for one service.
    ///
    /// - Throws: ``TC3SigningError`` with `invalidField` when the service is empty or holds anything but letters, digits
    ///   and `-_.`.
    public init(credential: Credential, service: String) throws(TC3SigningError) {
        try ByteSet.word.require(service, as: "the service")
        self.credential = credential
        self.service = service
    }

    /// Signs a request whose body is there as a whole; a GET has an empty body.
    ///
    /// - Parameters:
    ///   - body: the bytes exactly as they are sent; read once
    ///   - timestamp: seconds since 1970; the service refuses what is more than 300 s from its own clock
    /// - Throws: ``TC3SigningError`` with `bodyNotAllowed` for a GET with a body, and as ``sign(_:bodyDigest:at:)``.
    public func sign(
        _ request: TC3Request, body: Span<UInt8>, at timestamp: Int64
    ) throws(TC3SigningError) -> TC3Signature {
        try sign(request, bodyDigest: SHA256Hasher.hash(body), at: timestamp)
    }

    /// Signs a request whose body is there as a whole; a GET has an empty body.
    ///
    /// - Throws: ``TC3SigningError`` as ``sign(_:bodyDigest:at:)``.
    public func sign(
        _ request: TC3Request, body: [UInt8] = [], at timestamp: Int64
    ) throws(TC3SigningError) -> TC3Signature {
        try sign(request, body: body.span, at: timestamp)
    }

    /// Signs a request whose body was hashed while it was made.
    ///
    /// - Throws: ``TC3SigningError`` with `bodyNotAllowed` when the digest of a GET is not that of an empty body; with
    ///   `timestampOutOfRange`; with `missingSignedHeader` when `x-tc-token` is to be signed and the credential has none,
    ///   or `x-tc-content-sha256`, which is only sent for unsigned payloads.
    public func sign(
        _ request: TC3Request, bodyDigest: SHA256Digest, at timestamp: Int64
    ) throws(TC3SigningError) -> TC3Signature {
        guard request.method == .post || bodyDigest == CanonicalRequest.emptyPayloadDigest else {
            throw TC3SigningError(
                .bodyNotAllowed, "a GET has a body and must have none", hint: "send the parameters in the query")
        }
        return try sign(request, hashedPayload: bodyDigest.hex, payloadIsUnsigned: false, at: timestamp)
    }

    /// Signs a request without its body, which is then free to be made while it is sent.
    ///
    /// - Parameter content: what the body is
    /// - Throws: ``TC3SigningError`` with `unsignedPayloadRefused` for ``UnsignedContent/cbc``, and as
    ///   ``sign(_:bodyDigest:at:)``.
    public func signUnsignedPayload(
        _ request: TC3Request, content: UnsignedContent, at timestamp: Int64
    ) throws(TC3SigningError) -> TC3Signature {
        guard content != .cbc else {
            throw TC3SigningError(
                .unsignedPayloadRefused, "an AES-256-CBC body is not signed and could be changed on its way unnoticed",
                hint: "sign the body, seal it with SM4-GCM, or say cbcAllowingTampering")
        }
        return try sign(
            request, hashedPayload: CanonicalRequest.unsignedPayloadDigest.hex, payloadIsUnsigned: true, at: timestamp)
    }

    private func sign(
        _ request: TC3Request, hashedPayload: String, payloadIsUnsigned: Bool, at timestamp: Int64
    ) throws(TC3SigningError) -> TC3Signature {
        let key = key(for: try TC3Timestamp(timestamp).date)
        let timestamp = String(timestamp)
        let headers = request.headers(
            timestamp: timestamp, token: credential.tokenText(), payloadIsUnsigned: payloadIsUnsigned)
        var signed: [HeaderField] = []
        signed.reserveCapacity(request.signedHeaders.names.count)
        for name in request.signedHeaders.names {
            guard let header = headers.first(where: { $0.isNamed(name) }) else {
                throw TC3SigningError(
                    .missingSignedHeader, "the header \(name) is to be signed and the request does not have it")
            }
            let value = CanonicalRequest.canonicalValue(
                header.value, lowerCased: request.signedHeaders.lowerCasesValues)
            signed.append(HeaderField(name: name, value: value))
        }
        let canonical = CanonicalRequest(
            method: request.method.rawValue, query: request.query, headers: signed,
            signedHeaders: request.signedHeaders.list, hashedPayload: hashedPayload)
        return TC3Signature(
            canonicalRequest: canonical, timestamp: timestamp, key: key, secretID: credential.secretID,
            headers: headers)
    }

    private func key(for date: UTCDate) -> SigningKey {
        keyOfTheDay.withLock { current in
            if let key = current, key.date == date { return key }
            let key = SigningKey(credential: credential, date: date, service: service)
            current = key
            return key
        }
    }
}
