// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// Checks TC3 signatures by computing them again from the bytes that arrived, and says what went
/// wrong where.
///
/// A request carries its signature and not the text that was signed. When the signature does not
/// fit, the verifier tries the mistakes that people are known to make, alone and in pairs, and
/// names the one that gives the received signature, with the line that was signed. How much it does
/// for that is bounded by ``explanationBudget``, whatever the request; mistakes about a single
/// signed header or parameter are tried where there are up to 16 of them. It compares signatures
/// without an early exit, and no report of ``verify(_:at:explains:)`` holds a signature that the
/// verifier computed.
///
/// Source: the vendor's page "签名方法 v3", document/api/213/30654.
public struct TC3Verifier: Sendable {
    /// How the values of signed headers may enter the canonical request.
    ///
    /// The page asks for lower case. The vendor's SDKs take values as they are sent, and the page's
    /// own example code lower-cases the action alone. Nothing on the wire tells which reading a
    /// sender follows.
    public enum ValueCase: Hashable, Sendable {
        /// Each value in lower case or as it was sent; another spelling than lower case gets a
        /// warning.
        case either
        /// In lower case, to the letter of the page.
        case lowerCased
    }

    /// Who may sign.
    public let credentials: [Credential]
    /// The service that the scope must name; `nil` takes it from the host, where that is one of the
    /// vendor's.
    public let service: String?
    /// How the values of signed headers may enter the canonical request.
    public let valueCase: ValueCase
    /// How much is done to explain a signature that does not fit.
    public let explanationBudget: ExplanationBudget

    /// The service refuses what is further from its clock: 300 s (document/product/213/30435,
    /// `SignatureExpire`).
    public static let window: Int64 = 300

    /// Makes a verifier.
    public init(
        credentials: [Credential], service: String? = nil, valueCase: ValueCase = .either,
        explanationBudget: ExplanationBudget = .standard
    ) {
        self.credentials = credentials
        self.service = service
        self.valueCase = valueCase
        self.explanationBudget = explanationBudget
    }

    /// Checks a request.
    ///
    /// - Parameters:
    ///   - message: what arrived
    ///   - now: the verifier's clock in seconds since 1970; `nil` does not compare the clock
    ///   - explains: whether to look for the mistake behind a signature that does not fit, which
    ///     takes some thousand signatures and never more than ``explanationBudget``
    public func verify(
        _ message: HTTPRequestMessage, at now: Int64? = nil, explains: Bool = true
    ) -> VerificationReport {
        judge(read(message, now: now), explains: explains)
    }
}

extension TC3Verifier {
    /// What is known before a signature is judged; a part is missing where the request does not
    /// give it.
    struct Reading {
        var findings: [VerificationReport.Finding] = []
        var request: ReceivedRequest?
        /// The steps as they belong: in the letter case that the signature has, where the verifier
        /// takes either.
        var expected: SenderSteps?
        var trial: SignatureTrial?
    }

    /// What is found in a request that was read, and whether its signature fits.
    func judge(_ reading: Reading, explains: Bool) -> VerificationReport {
        guard let request = reading.request, let expected = reading.expected, let trial = reading.trial else {
            return report(reading.findings, expected: reading.expected)
        }
        if trial.fits(expected) {
            return report(
                reading.findings + request.targetFindings() + listFinding(request, expected: expected),
                warnings: warnings(request, expected: expected), expected: expected)
        }
        return report(
            reading.findings + mismatch(request, expected: expected, trial: trial, explains: explains),
            expected: expected)
    }

    func read(_ message: HTTPRequestMessage, now: Int64?) -> Reading {
        var reading = Reading()
        guard let request = ReceivedRequest(message, findings: &reading.findings) else { return reading }
        reading.request = request
        reading.findings += clockFinding(request, now: now)
        let expected = expectedSteps(for: request)
        reading.expected = expected
        guard let credential = credential(for: request, findings: &reading.findings) else { return reading }
        let trial = SignatureTrial(credential: credential, signature: request.authorization.signature)
        reading.expected = acceptedVariants(of: expected, request).first(where: trial.fits) ?? expected
        reading.trial = trial
        return reading
    }

    /// The steps as they belong for what arrived.
    private func expectedSteps(for request: ReceivedRequest) -> SenderSteps {
        let date = UTCDate(unixSeconds: request.timestamp).description
        let service = service ?? Self.service(ofHost: request.value(of: "host")) ?? request.authorization.scopeService
        let headers = request.signedNames.map { name in
            HeaderField(
                name: name, value: CanonicalRequest.canonicalValue(request.value(of: name) ?? "", lowerCased: true))
        }
        let digest = request.payloadIsUnsigned ? CanonicalRequest.unsignedPayloadDigest : request.bodyDigest
        return SenderSteps(
            canonical: CanonicalRequest(
                method: request.message.method, query: request.message.query, headers: headers,
                signedHeaders: request.signedNames.joined(separator: ";"), hashedPayload: digest.hex),
            timestamp: String(request.timestamp), scope: SigningKey.scope(date: date, service: service),
            key: KeyRecipe(date: date, service: service))
    }

    /// The steps with each value that has upper-case letters once in lower case and once as sent,
    /// as far as accepted.
    private func acceptedVariants(of steps: SenderSteps, _ request: ReceivedRequest) -> [SenderSteps] {
        guard valueCase == .either else { return [steps] }
        var variants = [steps]
        for (index, header) in steps.canonical.headers.enumerated() {
            let sent = CanonicalRequest.canonicalValue(request.value(of: header.name) ?? "", lowerCased: false)
            // With many such values the number of variants would grow without bound; four is every known case.
            guard sent != header.value, variants.count < 16 else { continue }
            variants += variants.map { variant in
                var other = variant
                other.canonical.headers[index] = HeaderField(name: header.name, value: sent)
                return other
            }
        }
        return variants
    }

    private func warnings(_ request: ReceivedRequest, expected: SenderSteps) -> [String] {
        var warnings = expected.canonical.headers.filter { ASCII.hasUpperCase($0.value) }.map { header in
            "\(header.name) was signed as sent, as the vendor's SDKs do; the vendor's page asks for lower case"
        }
        if !request.signedNames.contains("x-tc-action") {
            warnings.append("x-tc-action is not signed: whoever holds the request can send it as another action")
        }
        if request.payloadIsUnsigned {
            warnings.append("the payload is not signed: whoever holds the request can send another body with it")
        }
        return warnings
    }

    private func clockFinding(_ request: ReceivedRequest, now: Int64?) -> [VerificationReport.Finding] {
        guard let now else { return [] }
        let skew = request.timestamp.subtractingReportingOverflow(now)
        guard skew.overflow || skew.partialValue.magnitude > UInt64(Self.window) else { return [] }
        return [
            .request(
                .clock, expected: "a timestamp within \(Self.window) s of the clock",
                received: "\(request.timestamp) at \(now)",
                "the timestamp is \(skew.partialValue.magnitude) s \(skew.partialValue < 0 ? "old" : "ahead"): "
                    + "sign again, and set the clock if it is wrong")
        ]
    }

    private func credential(
        for request: ReceivedRequest, findings: inout [VerificationReport.Finding]
    ) -> Credential? {
        let secretID = request.authorization.secretID
        if let credential = credentials.first(where: { $0.secretID == secretID }) { return credential }
        findings.append(
            .request(
                .secretID, expected: credentials.map(\.secretID).joined(separator: " or "), received: secretID,
                "the secret ID is not known here: was it signed with another key"))
        return nil
    }

    /// The list in `Authorization`, where it is not the one that was signed.
    private func listFinding(_ request: ReceivedRequest, expected: SenderSteps) -> [VerificationReport.Finding] {
        var sent = expected
        sent.canonical.signedHeaders = request.authorization.signedHeaders
        var scoped = expected
        scoped.scope = request.authorization.scope
        return [
            difference(
                of: sent, from: expected, cause: .signedHeaders, "the list in Authorization is not the signed one"),
            difference(of: scoped, from: expected, cause: .scope, "the scope in Authorization is not the signed one"),
        ].compactMap { $0 }
    }

    /// What is wrong with a request whose signature does not fit.
    private func mismatch(
        _ request: ReceivedRequest, expected: SenderSteps, trial: SignatureTrial, explains: Bool
    ) -> [VerificationReport.Finding] {
        // What Authorization itself shows of the sender's steps.
        var shown = expected
        shown.scope = request.authorization.scope
        shown.key.date = request.authorization.scopeDate
        shown.key.service = request.authorization.scopeService
        var findings = [
            difference(of: shown, from: expected, cause: .scope, scopeExplanation(request, expected: expected))
        ].compactMap { $0 }
        shown.canonical.signedHeaders = request.authorization.signedHeaders
        if shown.canonical != expected.canonical {
            findings += [
                difference(
                    of: shown, from: expected, cause: .signedHeaders,
                    "the list of signed headers is not in lower case, sorted and joined by semicolons")
            ].compactMap { $0 }
        }
        if !findings.isEmpty, trial.fits(shown) { return findings }
        if let malformed = trial.malformedSignature(expected: expected) { return findings + [malformed] }
        guard explains else { return findings + request.targetFindings() + [trial.unexamined()] }
        let mistakes: [SigningMistake]
        let steps: SenderSteps
        switch trial.explain(request, from: shown, within: explanationBudget) {
        case .explained(let found, let tried): (mistakes, steps) = (found, tried)
        case .unexplained(let triesAll):
            return findings + request.targetFindings() + [trial.unexplained(request, triesAll: triesAll)]
        }
        for mistake in mistakes {
            var alone = expected
            mistake.apply(&alone)
            findings.append(
                difference(of: alone, from: expected, cause: mistake.cause, mistake.explanation)
                    ?? difference(of: steps, from: expected, cause: mistake.cause, mistake.explanation)
                    ?? trial.finding(.key, mistake.explanation))
        }
        return findings
    }

    private func difference(
        of steps: SenderSteps, from expected: SenderSteps, cause: VerificationReport.Cause, _ explanation: String
    ) -> VerificationReport.Finding? {
        for (step, ours, theirs) in [
            (VerificationReport.Step.canonicalRequest, expected.canonicalRequest, steps.canonicalRequest),
            (.stringToSign, expected.stringToSign, steps.stringToSign),
        ] {
            if let difference = LineDifference(expected: ours, received: theirs) {
                return VerificationReport.Finding(
                    step: step, cause: cause, difference: difference, explanation: explanation)
            }
        }
        return nil
    }

    private func scopeExplanation(_ request: ReceivedRequest, expected: SenderSteps) -> String {
        let received = request.authorization
        if received.scopeDate == expected.key.date {
            return
                "the scope names the service \(received.scopeService) and the request goes to \(expected.key.service)"
        }
        let localDates = [8, 14, -12].map { UTCDate(unixSeconds: request.timestamp + $0 * 3600).description }
        return localDates.contains(received.scopeDate)
            ? "the scope has a local date: take the date of the timestamp in UTC"
            : "the date of the scope is not the timestamp's date in UTC, written yyyy-MM-dd"
    }

    func report(
        _ findings: [VerificationReport.Finding], warnings: [String] = [], expected: SenderSteps?
    ) -> VerificationReport {
        VerificationReport(
            findings: findings, warnings: warnings, canonicalRequest: expected?.canonicalRequest,
            stringToSign: expected?.stringToSign)
    }

    /// The first label of one of the vendor's hosts; `nil` for any other host, such as an address.
    private static func service(ofHost host: String?) -> String? {
        guard let host else { return nil }
        let labels = ASCII.lowerCased(String(host.prefix { $0 != ":" })).split(separator: ".").map(String.init)
        guard labels.count >= 3, labels.contains("tencentcloudapi") else { return nil }
        return labels.first
    }
}
