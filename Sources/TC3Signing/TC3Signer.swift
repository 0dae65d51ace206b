// SPDX-License-Identifier: Apache-2.0

public import RequestDigests
internal import Synchronization

/// Signs calls of one API 3.0 service with TC3-HMAC-SHA256.
///
/// The time is always a parameter: the same request, body and time give the same signature. One
/// signer serves any number of threads. The key that is derived for a UTC day stays in secret
/// memory until a request of another day comes.
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
    /// - Throws: ``TC3SigningError`` with `invalidField` when the service is empty or holds
    ///   anything but letters, digits and `-_.`.
    public init(credential: Credential, service: String) throws(TC3SigningError) {
        try ByteSet.word.require(service, as: "the service")
        self.credential = credential
        self.service = service
    }

    /// Signs a request whose body is there as a whole; a GET has an empty body.
    ///
    /// - Parameters:
    ///   - body: the bytes exactly as they are sent; read once
    ///   - timestamp: seconds since 1970; the service refuses what is more than 300 s from its own
    ///     clock
    /// - Throws: ``TC3SigningError`` with `bodyNotAllowed` for a GET with a body, and as
    ///   ``sign(_:bodyDigest:at:)``.
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
    /// - Throws: ``TC3SigningError`` with `bodyNotAllowed` when the digest of a GET is not that of
    ///   an empty body; with `timestampOutOfRange`; with `missingSignedHeader` when `x-tc-token` is
    ///   to be signed and the credential has none, or `x-tc-content-sha256`, which is only sent for
    ///   unsigned payloads.
    public func sign(
        _ request: TC3Request, bodyDigest: SHA256Digest, at timestamp: Int64
    ) throws(TC3SigningError) -> TC3Signature {
        guard request.method == .post || bodyDigest == CanonicalRequest.emptyPayloadDigest else {
            throw TC3SigningError(
                .bodyNotAllowed, "a GET has a body and must have none", hint: "send the parameters in the query")
        }
        return try sign(request, hashedPayload: bodyDigest, payloadIsUnsigned: false, at: timestamp)
    }

    /// Signs a request without its body, which is then free to be made while it is sent.
    ///
    /// - Parameter content: what the body is
    /// - Throws: ``TC3SigningError`` with `unsignedPayloadRefused` for ``UnsignedContent/cbc``, and
    ///   as ``sign(_:bodyDigest:at:)``.
    public func signUnsignedPayload(
        _ request: TC3Request, content: UnsignedContent, at timestamp: Int64
    ) throws(TC3SigningError) -> TC3Signature {
        guard content != .cbc else {
            throw TC3SigningError(
                .unsignedPayloadRefused, "an AES-256-CBC body is not signed and could be changed on its way unnoticed",
                hint: "sign the body, seal it with SM4-GCM, or say cbcAllowingTampering")
        }
        return try sign(
            request, hashedPayload: CanonicalRequest.unsignedPayloadDigest, payloadIsUnsigned: true, at: timestamp)
    }

    private func sign(
        _ request: TC3Request, hashedPayload: SHA256Digest, payloadIsUnsigned: Bool, at timestamp: Int64
    ) throws(TC3SigningError) -> TC3Signature {
        let key = key(for: try TC3Timestamp(timestamp).date)
        let sending = TC3Request.Sending(
            timestamp: String(timestamp), token: credential.tokenText(), payloadIsUnsigned: payloadIsUnsigned)
        return TC3Signature(
            canonicalHead: try request.canonicalHead(sending), hashedPayload: hashedPayload,
            signedHeaders: request.signedHeaders.list, timestamp: sending.timestamp, key: key,
            headers: request.headers(sending))
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
