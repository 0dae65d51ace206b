// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory
internal import TC3Signing

extension RequestGate {
    /// The most that a form may have, 1 MB: the page of the common parameters, "请求结构".
    static let maximumFormByteCount = 1 << 20

    /// Checks the size and the common parameters of a call that is signed the older way.
    ///
    /// - Returns: the action that the request is for.
    /// - Throws: `AuthFailure.SignatureFailure` for a form beyond 1 MiB, which is how the service says that;
    ///   `RequestSizeLimitExceeded`, `InvalidRequest`, `MissingParameter`, `InvalidAction`, `NoSuchVersion`.
    func checkShape(of form: SignedForm, head: RequestHead) throws(ServiceFailure) -> any ServiceAction {
        if head.method == "GET" {
            try checkQuery(of: head)
            guard head.bodyByteCount == 0 else { throw .invalidRequest("A GET has no body.") }
        } else if head.bodyByteCount > Self.maximumFormByteCount {
            throw ServiceFailure(
                "AuthFailure.SignatureFailure",
                "The request is exceeding request size limit, please use new signature method `TC3-HMAC-SHA256`.")
        }
        guard Set(form.signed.map(\.name)).count == form.signed.count else {
            throw .invalidRequest("The request names a parameter twice.")
        }
        for name in ["Action", "Version", "Timestamp", "Nonce", "SecretId"] where form.common(name) == nil {
            throw .missing(name)
        }
        return try ActionTable.action(named: form.common("Action") ?? "", version: form.common("Version") ?? "")
    }

    /// Checks the signature of a form, the token, and the region.
    ///
    /// - Throws: `InvalidParameterValue`, `AuthFailure.SignatureExpire`, `AuthFailure.SecretIdNotFound`,
    ///   `AuthFailure.SignatureFailure`, `AuthFailure.TokenFailure`, `MissingParameter`, `UnsupportedRegion`.
    func authenticate(
        _ form: SignedForm, head: RequestHead, for action: ActionDescription, now: Int64, plan: FaultPlan
    ) throws(ServiceFailure) {
        let algorithm = V1Signer.Algorithm(rawValue: form.common("SignatureMethod") ?? "HmacSHA1")
        guard let algorithm else { throw .value(of: "SignatureMethod", "it is neither HmacSHA1 nor HmacSHA256") }
        guard let text = form.common("Timestamp"), let timestamp = Int64(text), String(timestamp) == text,
            timestamp >= 0
        else { throw .value(of: "Timestamp", "it is not a number of seconds since 1970") }
        guard let text = form.common("Nonce"), let nonce = UInt64(text), String(nonce) == text else {
            throw .value(of: "Nonce", "it is not a number")
        }
        let skew = now.subtractingReportingOverflow(timestamp)
        guard !skew.overflow, skew.partialValue.magnitude <= UInt64(TC3Verifier.window) else {
            throw .signatureExpired(serverTime: now)
        }
        guard form.common("SecretId") == credential.secretID else { throw .secretIDNotFound }
        let expected = expectedSignature(
            of: form, head: head, algorithm: algorithm, timestamp: timestamp, nonce: nonce)
        let received = Array(form.signature.utf8)
        guard let expected, equalWithoutEarlyExit(Array(expected.utf8).span, received.span) else {
            throw .signatureFailure
        }
        try checkToken(form.common("Token"), now: now, plan: plan)
        try checkRegion([form.common("Region")].compactMap { $0 }, for: action)
    }

    /// What the signature has to be; nil for parameters that cannot be signed.
    private func expectedSignature(
        of form: SignedForm, head: RequestHead, algorithm: V1Signer.Algorithm, timestamp: Int64, nonce: UInt64
    ) -> String? {
        let hosts = head.values(of: "Host")
        guard hosts.count == 1 else { return nil }
        do throws(TC3SigningError) {
            // The token is signed as it came; whether it is the right one is another question.
            let sender = try credential.withSecretKey { key throws(TC3SigningError) in
                try Credential(
                    secretID: credential.secretID, secretKey: SecretBytes(copying: key),
                    token: SecretBytes(copying: (form.common("Token") ?? "").utf8.span))
            }
            var parameters = QueryParameters()
            // The signer sets these itself.
            let set: Set = ["Timestamp", "Nonce", "SecretId", "Token"]
            for parameter in form.signed where !set.contains(parameter.name) {
                try parameters.append(parameter.name, .text(parameter.value))
            }
            return try V1Signer(credential: sender, algorithm: algorithm).sign(
                head.method == "GET" ? .get : .post, host: hosts[0], parameters: parameters, at: timestamp,
                nonce: nonce
            ).signature
        } catch {
            return nil
        }
    }
}
