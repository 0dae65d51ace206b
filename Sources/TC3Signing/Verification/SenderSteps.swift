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
    var canonicalRequest: String {
        var text = canonical.text(hasBlankLine: hasBlankLine)
        if canonicalRequestEndsInNewline { text += "\n" }
        return usesCarriageReturns
            ? text.utf8.reduce(into: "") { $0 += $1 == 0x0a ? "\r\n" : String(Unicode.Scalar($1)) } : text
    }

    /// The text of step 2.
    var stringToSign: String {
        let text = canonicalRequest
        let digest = SHA256Hasher.hash(text.utf8.span).hex
        let last =
            switch digestForm {
            case .lowerCase: digest
            case .upperCase: digest.uppercased()
            case .notHashed: text
            }
        return "\(algorithm)\n\(timestamp)\n\(scope)\n\(last)" + (stringToSignEndsInNewline ? "\n" : "")
    }
}
