// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// The first step of a TC3 signature: the text that stands for the request.
///
/// Source: the vendor's page document/api/213/30654, step 1. The headers' block ends in a line feed
/// of its own, so that an empty line follows it; the text ends without one.
struct CanonicalRequest: Hashable, Sendable {
    var method: String
    /// Always `/` in API 3.0.
    var uri = "/"
    /// The query exactly as sent; empty for a POST.
    var query: String
    /// The signed headers in canonical form: names in lower case and sorted, values trimmed.
    var headers: [HeaderField]
    /// The names joined by `;`.
    var signedHeaders: String
    /// 64 lower-case hexadecimal digits.
    var hashedPayload: String

    /// SHA-256 of the text `UNSIGNED-PAYLOAD`: what the vendor's SDKs hash in place of a body they
    /// do not sign.
    ///
    /// AWS puts the text itself here; the vendor does not.
    static let unsignedPayloadDigest = SHA256Hasher.hash(UnsignedContent.marker.utf8.span)
    /// SHA-256 of nothing, the body of a GET.
    static let emptyPayloadDigest = SHA256Hasher.hash([])

    /// The canonical form of a header's value.
    static func canonicalValue(_ value: String, lowerCased: Bool) -> String {
        let trimmed = ASCII.trimmed(value)
        return lowerCased ? ASCII.lowerCased(trimmed) : trimmed
    }

    /// The step's text.
    ///
    /// - Parameter hasBlankLine: whether the headers are followed by an empty line; they are, and
    ///   forgetting it is a mistake that a verifier looks for.
    func text(hasBlankLine: Bool = true) -> [UInt8] {
        var text = head(hasBlankLine: hasBlankLine)
        text.append(hashedPayload)
        return text
    }

    /// The text up to its last line, which is the digest of the payload.
    func head(hasBlankLine: Bool = true) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(512)
        for part in [method, uri, query] {
            text.append(part)
            text.append(Self.lineFeed)
        }
        for header in headers {
            text.append(header.name)
            text.append(UInt8(ascii: ":"))
            text.append(header.value)
            text.append(Self.lineFeed)
        }
        if hasBlankLine { text.append(Self.lineFeed) }
        text.append(signedHeaders)
        text.append(Self.lineFeed)
        return text
    }

    /// The size of the text with its empty line.
    var byteCount: Int {
        [method, uri, query, "", signedHeaders, hashedPayload].reduce(5) { $0 + $1.utf8.count }
            + headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 2 }
    }

    static let lineFeed = UInt8(ascii: "\n")
}
