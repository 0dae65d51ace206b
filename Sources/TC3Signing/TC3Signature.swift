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
    public let canonicalRequest: String
    /// The SHA-256 of the canonical request, which is the last line of the string to sign.
    public let hashedCanonicalRequest: SHA256Digest
    /// Step 2: algorithm, timestamp, credential scope and hashed canonical request.
    public let stringToSign: String
    /// `<date>/<service>/tc3_request`.
    public let credentialScope: String
    /// Step 3: the HMAC of the string to sign, 64 lower-case hexadecimal digits.
    public let signature: String
    /// Step 4: the value of the `Authorization` header.
    public let authorization: String
    /// Every header of the request in the order to send them in, from `Host` to `Authorization`.
    ///
    /// The transport adds `Content-Length` and nothing else; above all it must not touch
    /// `Content-Type`.
    public let headers: [HeaderField]

    /// Signs.
    ///
    /// - Parameters:
    ///   - canonicalHead: the canonical request up to its last line
    ///   - headers: all headers that are sent besides `Authorization`, with room for it
    init(
        canonicalHead: CanonicalHead, hashedPayload: SHA256Digest, signedHeaders: String, timestamp: String,
        key: SigningKey, headers: consuming [HeaderField]
    ) {
        let canonical = canonicalHead.completed(with: hashedPayload)
        canonicalRequest = String(decoding: canonical.text, as: UTF8.self)
        hashedCanonicalRequest = canonical.digest
        let text = Self.stringToSign(timestamp: timestamp, scope: key.scope, digest: hashedCanonicalRequest)
        stringToSign = String(decoding: text, as: UTF8.self)
        let tag = key.signature(of: text.span)
        credentialScope = key.scope
        signature = tag.hex
        authorization = key.authorization(signedHeaders: signedHeaders, signature: tag)
        headers.append(HeaderField(name: "Authorization", value: authorization))
        self.headers = headers
    }

    /// The value of the `Authorization` header.
    public var description: String { authorization }

    private static func stringToSign(timestamp: String, scope: String, digest: SHA256Digest) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(160)
        text.append(algorithm)
        text.append(CanonicalRequest.lineFeed)
        text.append(timestamp)
        text.append(CanonicalRequest.lineFeed)
        text.append(scope)
        text.append(CanonicalRequest.lineFeed)
        text.append(digest)
        return text
    }
}
