// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// The steps of a signature as somebody took them, rightly or wrongly.
struct SenderSteps: Sendable {
    /// How the digest of the canonical request stands in the string to sign.
    enum DigestForm: Sendable {
        case lowerCase, upperCase, notHashed
    }

    var canonical: CanonicalRequest
    var hasBlankLine = true
    var usesCarriageReturns = false
    var canonicalRequestEndsInNewline = false
    var algorithm = TC3Signature.algorithm
    var timestamp: String
    var scope: String
    var digestForm = DigestForm.lowerCase
    var stringToSignEndsInNewline = false
    var key: KeyRecipe

    /// The text of step 1.
    var canonicalRequest: String { String(decoding: canonicalBytes, as: UTF8.self) }

    /// The text of step 2.
    var stringToSign: String { stringToSign(over: canonicalBytes) }

    /// The text of step 2 over another step 1.
    func stringToSign(over canonical: [UInt8]) -> String {
        var text: [UInt8] = []
        for line in [algorithm, timestamp, scope] {
            text.append(line)
            text.append(CanonicalRequest.lineFeed)
        }
        switch digestForm {
        case .lowerCase: text.append(SHA256Hasher.hash(canonical))
        case .upperCase: text.append(SHA256Hasher.hash(canonical).hex.uppercased())
        case .notHashed: text += canonical
        }
        if stringToSignEndsInNewline { text.append(CanonicalRequest.lineFeed) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The most bytes that are hashed for a signature over these steps, its key included.
    var hashedByteCount: Int {
        // Carriage returns, line feeds at the ends, and the texts of the key that have a fixed size.
        let extra = canonical.headers.count + 128
        return (digestForm == .notHashed ? 2 : 1) * canonical.byteCount + extra
            + [algorithm, timestamp, scope, key.date, key.service].reduce(0) { $0 + $1.utf8.count }
    }

    private var canonicalBytes: [UInt8] {
        var text = canonical.text(hasBlankLine: hasBlankLine)
        if canonicalRequestEndsInNewline { text.append(CanonicalRequest.lineFeed) }
        return usesCarriageReturns ? text.flatMap { $0 == CanonicalRequest.lineFeed ? [0x0d, $0] : [$0] } : text
    }
}
