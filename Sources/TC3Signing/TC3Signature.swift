// SPDX-License-Identifier: Apache-2.0

public import RequestDigests

/// A TC3 signature and the text of each step that led to it.
///
/// The steps hold no secret: they can be printed and compared with what another implementation signed. ``headers`` holds
/// the token of a temporary credential, which its description leaves out.
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
    /// The transport adds `Content-Length` and nothing else; above all it must not touch `Content-Type`.
    public let headers: [HeaderField]

    init(
        canonicalRequest: CanonicalRequest, timestamp: String, key: SigningKey, secretID: String, headers: [HeaderField]
    ) {
        let text = canonicalRequest.text()
        let digest = SHA256Hasher.hash(text.utf8.span)
        let toSign = Self.stringToSign(timestamp: timestamp, scope: key.scope, digest: digest)
        let signed = key.signature(of: toSign).hex
        let value = TC3Authorization(
            secretID: secretID, scope: key.scope, signedHeaders: canonicalRequest.signedHeaders, signature: signed
        ).headerValue
        self.canonicalRequest = text
        hashedCanonicalRequest = digest
        stringToSign = toSign
        credentialScope = key.scope
        signature = signed
        authorization = value
        self.headers = headers + CollectionOfOne(HeaderField(name: "Authorization", value: value))
    }

    /// The value of the `Authorization` header.
    public var description: String { authorization }

    static func stringToSign(timestamp: String, scope: String, digest: SHA256Digest) -> String {
        "\(algorithm)\n\(timestamp)\n\(scope)\n\(digest.hex)"
    }
}
