// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

/// Findings about one request in the making, and the rules on parameters and bodies that APIs share.
struct FindingList {
    let page: DocumentationPage
    private(set) var findings: [PreflightFinding] = []

    init(page: DocumentationPage) { self.page = page }

    mutating func warn(
        _ code: PreflightFinding.Code, _ parameter: String?, _ message: String, hint: String? = nil,
        page other: DocumentationPage? = nil
    ) {
        findings.append(
            PreflightFinding(.warning, code, parameter: parameter, message: message, hint: hint, page: other ?? page))
    }

    mutating func refuse(
        _ code: PreflightFinding.Code, _ parameter: String?, _ message: String, hint: String? = nil,
        page other: DocumentationPage? = nil
    ) {
        findings.append(
            PreflightFinding(.refusal, code, parameter: parameter, message: message, hint: hint, page: other ?? page))
    }

    /// A required text: there, and of printable ASCII without blanks.
    mutating func checkToken(_ parameter: String, _ value: String?, hint: String) {
        guard let value, !value.isEmpty else {
            return refuse(.missingParameter, parameter, "\(parameter) is missing", hint: hint)
        }
        if !value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            refuse(
                .valueNotAllowed, parameter, "\(parameter) holds white space, control or non-ASCII characters",
                hint: "check how the value was copied")
        }
    }

    /// A value out of a short list.
    mutating func checkValue(_ parameter: String, _ value: String, isOneOf allowed: [String]) {
        guard !allowed.contains(value) else { return }
        let choices = NumberText.list(allowed, "or")
        refuse(.valueNotAllowed, parameter, "\(parameter) is \"\(value)\"", hint: "it must be \(choices)")
    }

    /// The region of an API that serves some regions only.
    mutating func checkRegion(_ region: String?, isOneOf allowed: [String]) {
        let hint = "choose one of \(NumberText.list(allowed))"
        guard let region, !region.isEmpty else {
            return refuse(.missingParameter, "Region", "Region is missing and this API requires it", hint: hint)
        }
        guard !allowed.contains(region) else { return }
        refuse(.regionNotAllowed, "Region", "Region is \"\(region)\", which this API does not serve", hint: hint)
    }

    /// Two ways of giving one input: one must be there, and the page says which wins when both are.
    mutating func checkPair(
        _ winner: (name: String, isGiven: Bool), over loser: (name: String, isGiven: Bool)
    ) {
        if winner.isGiven, loser.isGiven {
            warn(
                .inputIgnored, loser.name,
                "\(winner.name) and \(loser.name) are both given; the service uses \(winner.name) alone",
                hint: "leave out \(loser.name)")
        } else if !winner.isGiven, !loser.isGiven {
            refuse(
                .missingParameter, winner.name, "neither \(winner.name) nor \(loser.name) is given",
                hint: "give one of the two")
        }
    }

    /// A URL that the service is to fetch: absolute, http or https, printable ASCII.
    mutating func checkURL(_ parameter: String, _ url: String) {
        let bytes = Array(url.utf8)
        let lowered = String(decoding: bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
        guard let scheme = ["https://", "http://"].first(where: lowered.hasPrefix) else {
            return refuse(
                .malformedURL, parameter, "\(parameter) begins with neither http:// nor https://",
                hint: "give the whole address that the service is to download")
        }
        guard bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return refuse(
                .malformedURL, parameter, "\(parameter) holds white space, control or non-ASCII characters",
                hint: "percent-encode them")
        }
        if bytes.count == scheme.utf8.count || [0x2F, 0x3A, 0x3F, 0x23].contains(bytes[scheme.utf8.count]) {
            refuse(.malformedURL, parameter, "\(parameter) names no host")
        }
    }

    /// The body limit of signature method v3.
    ///
    /// - Parameter fitting: what to say of the media that would fit, from the budget; nil for the
    ///   figure of a request with one input.
    mutating func checkBody(
        byteCount: Int, encryption: ContentAlgorithm?, ciphertextBlobByteCount: Int? = nil,
        code: PreflightFinding.Code = .bodySize, parameter: String? = nil, fitting: ((Int) -> String)? = nil
    ) {
        guard byteCount > BodyBudget.recommended else { return }
        func hint(_ budget: Int) -> String {
            if let fitting { return fitting(budget) }
            let media = BodyBudget.maximumMediaByteCount(
                encryption: encryption, budget: budget, ciphertextBlobByteCount: ciphertextBlobByteCount)
            let form = encryption == nil ? "unencrypted" : "encrypted"
            return "send at most \(NumberText.bytes(media)) of media \(form)"
        }
        if byteCount > BodyBudget.maximum {
            refuse(
                code, parameter,
                "the body has \(NumberText.grouped(byteCount)) bytes, over the limit of 10 MB"
                    + " (\(NumberText.grouped(BodyBudget.maximum)) bytes)",
                hint: hint(BodyBudget.maximum), page: .signatureV3)
        } else {
            warn(
                code, parameter,
                "the body has \(NumberText.grouped(byteCount)) bytes, over"
                    + " \(NumberText.grouped(BodyBudget.recommended)); the documentation does not say which of"
                    + " \(NumberText.grouped(BodyBudget.recommended)) and \(NumberText.grouped(BodyBudget.maximum))"
                    + " its limit of 10 MB is",
                hint: hint(BodyBudget.recommended) + " to be sure", page: .signatureV3)
        }
    }
}
