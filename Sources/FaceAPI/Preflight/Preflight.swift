// SPDX-License-Identifier: Apache-2.0

public import RequestCrypto

/// What the documentation says about requests, checked before any traffic.
///
/// Each API has a plain description of its request here, such as ``DetectAIFakeFaces``, whose
/// `findings()` names every value that breaks a limit, the limit, what to do, and the page. A limit that
/// a page states is a refusal; a limit that it recommends, or leaves open, is a warning.
public enum Preflight {
    /// The limits of a whole request body, whatever the API.
    ///
    /// - Parameters:
    ///   - bodyByteCount: the exact length of the body as it will be sent.
    ///   - encryption: the cipher of an encrypted body; nil for a plain one.
    public static func bodyFindings(
        bodyByteCount: Int, encryption: ContentAlgorithm? = nil
    ) -> [PreflightFinding] {
        var findings = FindingList(page: .signatureV3)
        findings.checkBody(byteCount: bodyByteCount, encryption: encryption)
        return findings.findings
    }

    /// How many bytes of photo or video fit into a request of one input, DetectAIFakeFaces's shape.
    ///
    /// - Parameters:
    ///   - encrypted: whether the whole body is encrypted, with either algorithm: the lower figure counts.
    ///   - budget: the most bytes that the body may have.
    /// - Returns: the bytes of media; 0 where not even an empty request fits.
    public static func maximumMediaByteCount(encrypted: Bool, budget: Int = BodyBudget.maximum) -> Int {
        guard encrypted else { return BodyBudget.maximumMediaByteCount(encryption: nil, budget: budget) }
        return min(
            BodyBudget.maximumMediaByteCount(encryption: .aes256CBC, budget: budget),
            BodyBudget.maximumMediaByteCount(encryption: .sm4GCM, budget: budget))
    }
}
