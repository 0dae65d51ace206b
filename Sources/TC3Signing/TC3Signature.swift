// SPDX-License-Identifier: Apache-2.0

public import RequestDigests

/// A TC3 signature and the text of each step that led to it.
///
/// The steps hold no secret unless `x-tc-token` is signed: they can be printed and compared with
/// what another implementation signed. ``headers`` holds the token of a temporary credential, which
/// its description leaves out.
public struct TC3Signature: Sendable, CustomStringConvertible {
    /// The word that names the algorithm.
    public static let algorithm = "TC3-HMAC-SHA256"

    /// Step 1: the text that stands for the request.
    public var canonicalRequest: String { canonicalHead.completed(with: hashedPayload) }
    /// The SHA-256 of the canonical request, which is the last line of the string to sign.
    public let hashedCanonicalRequest: SHA256Digest
    /// Step 2: algorithm, timestamp, credential scope and hashed canonical request.
    public var stringToSign: String { String(asciiByteCount: textToSign.byteCount) { textToSign.append(to: &$0) } }
    /// `<date>/<service>/tc3_request`.
    public var credentialScope: String { textToSign.scope }
    /// Step 3: the HMAC of the string to sign, 64 lower-case hexadecimal digits.
    public var signature: String { tag.hex }
    /// Step 4: the value of the `Authorization` header.
    public let authorization: String
    /// Every header of the request in the order to send them in, from `Host` to `Authorization`.
    ///
    /// The transport adds `Content-Length` and nothing else; above all it must not touch
    /// `Content-Type`.
    public let headers: [HeaderField]

    // The steps are made into strings when somebody asks for them: a request needs the last one only.
    private let canonicalHead: CanonicalHead
    private let hashedPayload: SHA256Digest
    private let textToSign: TextToSign
    private let tag: SHA256Digest

    /// Signs.
    ///
    /// - Parameters:
    ///   - canonicalHead: the canonical request up to its last line
    ///   - headers: all headers that are sent besides `Authorization`, with room for it
    init(
        canonicalHead: CanonicalHead, hashedPayload: SHA256Digest, signedHeaders: String, timestamp: String,
        key: SigningKey, headers: consuming [HeaderField]
    ) {
        self.canonicalHead = canonicalHead
        self.hashedPayload = hashedPayload
        hashedCanonicalRequest = canonicalHead.digest(completedWith: hashedPayload)
        textToSign = TextToSign(timestamp: timestamp, scope: key.scope, digest: hashedCanonicalRequest)
        tag = textToSign.withBytes { key.signature(of: $0) }
        authorization = key.authorization(signedHeaders: signedHeaders, signature: tag)
        headers.append(HeaderField(name: "Authorization", value: authorization))
        self.headers = headers
    }

    /// The value of the `Authorization` header.
    public var description: String { authorization }
}
