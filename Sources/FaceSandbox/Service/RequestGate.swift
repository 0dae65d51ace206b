// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory
internal import TC3Signing

/// The gateway's checks, before anything is decrypted: shape, action, signature, token, region.
struct RequestGate: Sendable {
    let credential: Credential
    /// When the temporary credential ends, in seconds since 1970; nil for never.
    let credentialExpiry: Int64?

    /// The most that a request may have.
    ///
    /// The pages say 10 MB; which of 10^7 and 10 * 2^20 they mean is not known, and this is the larger.
    static let maximumBodyByteCount = 10 << 20
    /// The most that a query may have.
    private static let maximumQueryByteCount = 32 << 10
    /// What a wrong signature may cost: a little more than every mistake in a usual request, so that a sender of wrong
    /// signatures cannot keep the service busy.
    private static let explanationBudget = ExplanationBudget(trialCount: 8192, hashedByteCount: 8 << 20)

    /// Checks method, path, content type and the headers that every request has.
    ///
    /// - Returns: the action that the request is for.
    /// - Throws: `UnsupportedProtocol`, `InvalidRequest`, `RequestSizeLimitExceeded`, `MissingParameter`,
    ///   `InvalidParameterValue`, `InvalidAction`, `NoSuchVersion`.
    func checkShape(of head: RequestHead, body: [UInt8]?) throws(ServiceFailure) -> any ServiceAction {
        guard head.method == "POST" || head.method == "GET" else {
            throw ServiceFailure(
                "UnsupportedProtocol", "HTTP(S) request protocol error. Only GET and POST requests are supported.")
        }
        guard head.path == "/" else { throw .invalidRequest("The path of a request is /.") }
        guard let body else { throw .requestTooLarge }
        try checkQuery(of: head)
        try checkContentType(of: head)
        guard head.method == "POST" || body.isEmpty else { throw .invalidRequest("A GET has no body.") }
        let name = try header("X-TC-Action", of: head, parameter: "Action")
        let version = try header("X-TC-Version", of: head, parameter: "Version")
        let timestamp = try header("X-TC-Timestamp", of: head, parameter: "Timestamp")
        guard let seconds = Int64(timestamp), String(seconds) == timestamp, seconds >= 0 else {
            throw .value(of: "Timestamp", "it is not a number of seconds since 1970")
        }
        return try ActionTable.action(named: name, version: version)
    }

    /// Checks the signature over the bytes that arrived, the token, and the region.
    ///
    /// - Returns: nothing; the report says more than an answer may, and is for the journal.
    func authenticate(
        _ message: HTTPRequestMessage, for action: ActionDescription, now: Int64, plan: FaultPlan,
        report: inout VerificationReport?
    ) throws(ServiceFailure) {
        let verifier = TC3Verifier(
            credentials: [credential], service: action.service, explanationBudget: Self.explanationBudget)
        let found = verifier.verify(message, at: now)
        if !found.matches { report = found }
        try Self.judge(found, now: now)
        let tokens = message.values(of: "X-TC-Token")
        guard tokens.count <= 1 else { throw .invalidRequest("The header X-TC-Token is there more than once.") }
        try checkToken(tokens.first, now: now, plan: plan)
        try checkRegion(message.values(of: "X-TC-Region"), for: action)
    }

    /// The answer to what a verifier found; a client learns the class of what is wrong and nothing of the verifier's
    /// own computation.
    static func judge(_ report: VerificationReport, now: Int64) throws(ServiceFailure) {
        func has(_ causes: VerificationReport.Cause..., atRequest: Bool = true) -> Bool {
            report.findings.contains { causes.contains($0.cause) && (!atRequest || $0.step == .request) }
        }
        guard !report.matches else { return }
        if has(.authorization, .signedHeaders) {
            throw .invalidAuthorization("The Authorization header of the request is not valid.")
        }
        if has(.header) { throw .invalidRequest("A header of the request is there more than once.") }
        if has(.clock) { throw .signatureExpired(serverTime: now) }
        if has(.secretID) { throw .secretIDNotFound }
        throw .signatureFailure
    }

    private func checkContentType(of head: RequestHead) throws(ServiceFailure) {
        let types = head.values(of: "Content-Type")
        guard types.count == 1, let type = types.first else {
            throw .invalidRequest("A request has one Content-Type.")
        }
        let essence = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard essence == (head.method == "GET" ? "application/x-www-form-urlencoded" : "application/json") else {
            throw .invalidRequest("The Content-Type of the request is not supported by the action.")
        }
    }

    private func header(
        _ name: String, of head: RequestHead, parameter: String
    ) throws(ServiceFailure) -> String {
        let values = head.values(of: name)
        guard values.count <= 1 else { throw .invalidRequest("The header \(name) is there more than once.") }
        guard let value = values.first, !value.isEmpty else { throw .missing(parameter) }
        return value
    }

    /// Checks the query's length.
    func checkQuery(of head: RequestHead) throws(ServiceFailure) {
        let query = head.target.utf8.dropFirst(head.path.utf8.count + 1)
        guard query.count <= Self.maximumQueryByteCount else { throw .requestTooLarge }
    }

    /// Checks a token; nil for none.
    func checkToken(_ token: String?, now: Int64, plan: FaultPlan) throws(ServiceFailure) {
        let expected = Array((credential.tokenText() ?? "").utf8)
        let received = Array((token ?? "").utf8)
        guard equalWithoutEarlyExit(expected.span, received.span), !plan.expiresToken,
            credentialExpiry.map({ now < $0 }) ?? true
        else { throw .tokenFailure }
    }

    /// Checks the regions that a request names, which should be one.
    func checkRegion(_ sent: [String], for action: ActionDescription) throws(ServiceFailure) {
        guard case .required(let regions) = action.regions else { return }
        guard sent.count <= 1 else { throw .invalidRequest("The header X-TC-Region is there more than once.") }
        guard let region = sent.first, !region.isEmpty else { throw .missing("Region") }
        guard regions?.contains(region) ?? true else {
            throw ServiceFailure("UnsupportedRegion", "The region=`\(region.prefix(40))` is not supported.")
        }
    }
}
