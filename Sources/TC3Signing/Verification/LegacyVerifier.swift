// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestDigests
internal import SecretMemory

/// Checks the signatures of the vendor's older image services, which carry the text that was
/// signed.
///
/// The fields of the text may stand in any order, `b`, `r`, `u` and `f` may be left out, and the
/// text itself is what is authenticated: both are the service's rules (the vendor's pages
/// 864/17712, 865/17723 and 867/17719).
public struct LegacyVerifier: Sendable {
    /// Who may sign.
    public let credentials: [Credential]
    /// The AppID that the text must name; `nil` takes any.
    public let appID: String?

    /// Makes a verifier.
    public init(credentials: [Credential], appID: String? = nil) {
        self.credentials = credentials
        self.appID = appID
    }

    /// Checks the signature in the `Authorization` header of a request.
    ///
    /// - Parameter now: the verifier's clock in seconds since 1970; `nil` does not look whether the
    ///   signature has expired
    public func verify(_ message: HTTPRequestMessage, at now: Int64? = nil) -> VerificationReport {
        let values = message.values(of: "Authorization")
        guard values.count == 1 else {
            return VerificationReport(findings: [
                .request(
                    .authorization, expected: "one Authorization header",
                    received: values.isEmpty ? "none" : String(values.count),
                    values.isEmpty ? "the request is not signed" : "Authorization is there \(values.count) times")
            ])
        }
        return verify(authorization: values[0], at: now)
    }

    /// Checks a signature.
    ///
    /// - Parameters:
    ///   - authorization: the value of the header
    ///   - now: the verifier's clock in seconds since 1970; `nil` does not look whether the
    ///     signature has expired
    public func verify(authorization: String, at now: Int64? = nil) -> VerificationReport {
        let received: LegacyAuthorization
        switch LegacyAuthorization.read(authorization) {
        case .failure(let problem):
            return VerificationReport(findings: [
                .request(
                    .authorization, expected: "Base64(HMAC-SHA1 || text)", received: authorization, problem.explanation)
            ])
        case .success(let authorization): received = authorization
        }
        var findings = fieldFindings(received) + clockFindings(received, now: now)
        let secretID = received.fields["k"]
        guard let credential = credentials.first(where: { $0.secretID == secretID }) else {
            findings.append(
                .request(
                    .secretID, expected: credentials.map(\.secretID).joined(separator: " or "),
                    received: secretID ?? "none", "the secret ID is not known here: was it signed with another key"))
            return VerificationReport(findings: findings, stringToSign: received.original)
        }
        if !received.isSigned(by: credential) { findings.append(Self.mismatch(received, credential)) }
        return VerificationReport(
            findings: findings, warnings: clockWarnings(received, now: now), stringToSign: received.original)
    }
}

extension LegacyVerifier {
    private func fieldFindings(_ received: LegacyAuthorization) -> [VerificationReport.Finding] {
        var findings: [VerificationReport.Finding] = []
        func refuse(_ field: String, _ expected: String, _ explanation: String) {
            findings.append(
                .request(
                    .authorization, expected: expected, received: "\(field)=\(received.fields[field] ?? "")",
                    explanation))
        }
        for field in ["a", "e", "t"] where received.number(field) == nil {
            refuse(field, "\(field)= and decimal digits", "the field \(field) is missing or no number")
        }
        if let appID, received.number("a") != nil, received.fields["a"] != appID {
            refuse("a", "a=\(appID)", "the text names another AppID")
        }
        if let random = received.fields["r"] {
            if random.isEmpty || ByteSet.decimal.firstOutsider(in: random) != nil {
                refuse("r", "r= and decimal digits", "the random number is no number")
            } else if random.utf8.count > 10 {
                refuse("r", "r= and at most 10 digits", "the random number has \(random.utf8.count) digits")
            }
        }
        guard let expiry = received.number("e"), let timestamp = received.number("t") else { return findings }
        if expiry == 0 {
            if received.fields["f"] ?? "" == "" {
                refuse("f", "f= and a file ID", "a single-use signature, with e=0, is bound to a file")
            }
        } else if expiry <= timestamp {
            refuse("e", "e= and a time after t=\(timestamp)", "the signature expires before it was made")
        } else if expiry - timestamp > LegacySigner.maximumValidity {
            refuse(
                "e", "e= and at most \(timestamp + LegacySigner.maximumValidity)",
                "the signature is good for more than 90 days")
        }
        return findings
    }

    private func clockFindings(_ received: LegacyAuthorization, now: Int64?) -> [VerificationReport.Finding] {
        guard let now, let expiry = received.number("e"), expiry != 0, now > expiry else { return [] }
        return [
            .request(
                .clock, expected: "an expiry after \(now)", received: "e=\(expiry)",
                "the signature has expired: sign again, and take the time in UTC")
        ]
    }

    /// The pages do not say what becomes of a time ahead of the service's clock.
    private func clockWarnings(_ received: LegacyAuthorization, now: Int64?) -> [String] {
        guard let now, let timestamp = received.number("t"), timestamp - TC3Verifier.window > now else { return [] }
        return ["t=\(timestamp) is ahead of the clock: was a local time taken in place of UTC"]
    }

    /// Tries the known mistakes behind a tag that does not fit.
    private static func mismatch(
        _ received: LegacyAuthorization, _ credential: Credential
    ) -> VerificationReport.Finding {
        let recipes: [(KeyRecipe, String)] =
            [("\n", "a line feed"), ("\r\n", "CR LF"), (" ", "a blank"), ("\t", "a tab")]
            .flatMap { text, name in
                [
                    (KeyRecipe(prefix: "", blankAfter: text), "the secret key was used with \(name) after it"),
                    (KeyRecipe(prefix: "", blankBefore: text), "the secret key was used with \(name) before it"),
                ]
            } + [(KeyRecipe(prefix: "TC3"), "the secret key was used with TC3 in front of it, as for a TC3 signature")]
        for (recipe, explanation) in recipes where received.isSigned(by: credential, recipe: recipe) {
            return VerificationReport.Finding(
                step: .signature, cause: .key,
                difference: LineDifference(receivedSignature: received.tag),
                explanation: explanation + ": trim it where it is read")
        }
        for (text, explanation) in texts(like: received) where received.isSigned(by: credential, text: text) {
            if let difference = LineDifference(expected: received.original, received: text) {
                return VerificationReport.Finding(
                    step: .stringToSign, cause: .layout, difference: difference, explanation: explanation)
            }
        }
        return VerificationReport.Finding(
            step: .signature, cause: .signature,
            difference: LineDifference(receivedSignature: received.tag),
            explanation:
                "no known mistake explains the tag: it was made with another secret key, or the text was changed")
    }

    private static func texts(like received: LegacyAuthorization) -> [(String, String)] {
        let original = received.original
        let withoutUserID = original.split(separator: "&").filter { $0 != "u=0" }.joined(separator: "&")
        let withUserID = withoutUserID.split(separator: "&").map { $0.hasPrefix("f=") ? "u=0&\($0)" : String($0) }
        return [
            (original + "\n", "the text was signed with a line feed at its end"),
            (withoutUserID, "the text was signed without u=0 and sent with it"),
            (withUserID.joined(separator: "&"), "the text was signed with u=0 and sent without it"),
            (PercentEncoding.decode(original), "the file ID was signed before it was encoded"),
            (PercentEncoding.encode(original), "the text was encoded before it was signed"),
        ]
    }
}
