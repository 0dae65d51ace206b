// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
package import SecretMemory

/// The key that signs one service's requests on one UTC day, and the credential scope that names
/// it.
///
/// Source: the vendor's page document/api/213/30654, step 3.
package final class SigningKey: Sendable {
    let date: UTCDate
    /// `<date>/<service>/tc3_request`.
    let scope: String
    private let key: HMACSHA256
    /// The `Authorization` header up to the list of signed headers.
    private let authorizationHead: [UInt8]

    static let terminator = "tc3_request"

    init(credential: Credential, date: UTCDate, service: String) {
        self.date = date
        scope = Self.scope(date: date.description, service: service)
        authorizationHead = Array(
            "\(TC3Signature.algorithm) Credential=\(credential.secretID)/\(scope), SignedHeaders=".utf8)
        key = credential.withPrefixedKey { firstKey in
            let derivation = Self.derive(from: firstKey, date: date.description, service: service)
            return HMACSHA256(key: derivation.signing)
        }
    }

    /// Signs a string to sign.
    func signature(of stringToSign: Span<UInt8>) -> SHA256Digest {
        key.authenticate(stringToSign)
    }

    /// The value of the `Authorization` header.
    func authorization(signedHeaders: String, signature: SHA256Digest) -> String {
        let separator = ", Signature="
        let byteCount =
            authorizationHead.count + signedHeaders.utf8.count + separator.utf8.count + 2 * SHA256Digest.byteCount
        return String(asciiByteCount: byteCount) { output in
            output.append(authorizationHead)
            output.append(signedHeaders)
            output.append(separator)
            output.append(signature)
        }
    }

    static func scope(date: String, service: String) -> String { "\(date)/\(service)/\(terminator)" }

    /// The three keys of the derivation, 32 secret bytes each.
    package struct Derivation: ~Copyable {
        package let date: SecretBytes
        package let service: SecretBytes
        package let signing: SecretBytes
    }

    /// SecretDate, SecretService and SecretSigning in the page's words.
    package static func derive(from firstKey: Span<UInt8>, date: String, service: String) -> Derivation {
        let dateKey = next(date, after: firstKey)
        let serviceKey = dateKey.withBytes { next(service, after: $0) }
        let signingKey = serviceKey.withBytes { next(terminator, after: $0) }
        return Derivation(date: dateKey, service: serviceKey, signing: signingKey)
    }

    private static func next(_ message: String, after key: Span<UInt8>) -> SecretBytes {
        SecretBytes(byteCount: HMACSHA256.tagByteCount) { output in
            HMACSHA256.authenticate(message.utf8.span, key: key, into: &output)
        }
    }
}
