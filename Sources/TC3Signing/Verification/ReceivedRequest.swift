// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// A signed request as it arrived, with the parts that every computation needs.
struct ReceivedRequest {
    let message: HTTPRequestMessage
    let authorization: TC3Authorization
    /// The signed headers' names in lower case and sorted, as they belong.
    let signedNames: [String]
    let timestamp: Int64
    let payloadIsUnsigned: Bool
    let bodyDigest: SHA256Digest
    /// The headers by their names in lower case.
    private let fields: [String: [HeaderField]]

    /// The value of a header that is there once, by its name in lower case.
    func value(of name: String) -> String? { fields[name]?.first?.value }

    /// A header's name in the letter case it was sent in, by its name in lower case.
    func sentName(of name: String) -> String { fields[name]?.first?.name ?? name }

    /// What API 3.0 does not take, however well it is signed.
    func targetFindings() -> [VerificationReport.Finding] {
        var findings: [VerificationReport.Finding] = []
        if TC3Request.Method(rawValue: message.method) == nil {
            findings.append(
                .request(.method, expected: "GET or POST", received: message.method, "API 3.0 knows GET and POST only"))
        }
        for name in ["X-TC-Action", "X-TC-Version"] {
            let values = message.values(of: name)
            guard values.count != 1, !signedNames.contains(ASCII.lowerCased(name)) else { continue }
            findings.append(
                .request(
                    .header, expected: "one \(name) header",
                    received: values.isEmpty ? "none" : Self.count(values.count),
                    values.isEmpty ? "\(name) is missing" : "\(name) is there \(Self.count(values.count)) times"))
        }
        if message.path != "/" {
            findings.append(
                .request(.path, expected: "/", received: message.path, "API 3.0 has the path / only"))
        }
        if message.method == "POST", !message.query.isEmpty {
            findings.append(
                .request(
                    .query, expected: "no query", received: message.query,
                    "a POST has no query: send the parameters in the body"))
        }
        return findings
    }

    /// Reads a message; `nil` when it lacks something without which nothing can be computed.
    ///
    /// - Parameter findings: gets what contradicts the page's rules for a request
    init?(_ message: HTTPRequestMessage, findings: inout [VerificationReport.Finding]) {
        let authorization = Self.authorization(of: message, findings: &findings)
        let timestamp = Self.timestamp(of: message, findings: &findings)
        let fields = Dictionary(grouping: message.headers) { ASCII.lowerCased($0.name) }
        let names = authorization.map { Self.signedNames(of: $0, fields, findings: &findings) } ?? nil
        let marker = Self.single("X-TC-Content-SHA256", of: message, findings: &findings)
        guard let authorization, let timestamp, let names else { return nil }
        if let marker, marker != UnsignedContent.marker {
            findings.append(
                .request(
                    .payload, expected: UnsignedContent.marker, received: marker,
                    "X-TC-Content-SHA256 has another value than UNSIGNED-PAYLOAD: leave the header out"))
        }
        self.message = message
        self.authorization = authorization
        self.fields = fields
        self.timestamp = timestamp
        signedNames = names
        payloadIsUnsigned = marker == UnsignedContent.marker
        bodyDigest = message.withBody { SHA256Hasher.hash($0) }
    }

    private static func authorization(
        of message: HTTPRequestMessage, findings: inout [VerificationReport.Finding]
    ) -> TC3Authorization? {
        guard let value = single("Authorization", of: message, findings: &findings) else {
            if message.values(of: "Authorization").isEmpty {
                findings.append(
                    .request(
                        .authorization, expected: "an Authorization header", received: "none",
                        "the request is not signed"))
            }
            return nil
        }
        guard let authorization = TC3Authorization(headerValue: value) else {
            findings.append(
                .request(
                    .authorization, expected: "an Authorization header of three parts", received: value,
                    value == "SKIP"
                        ? "the request was sent without a signature"
                        : "Authorization is not \(TC3Signature.algorithm) "
                            + "Credential=<id>/<date>/<service>/tc3_request, SignedHeaders=<names>, Signature=<digits>")
            )
            return nil
        }
        return authorization
    }

    private static func timestamp(
        of message: HTTPRequestMessage, findings: inout [VerificationReport.Finding]
    ) -> Int64? {
        guard let value = single("X-TC-Timestamp", of: message, findings: &findings) else {
            if message.values(of: "X-TC-Timestamp").isEmpty {
                findings.append(
                    .request(
                        .timestamp, expected: "an X-TC-Timestamp header", received: "none", "the timestamp is missing"))
            }
            return nil
        }
        // The text is signed, so a sign or a leading zero would make two texts of one number.
        guard let seconds = Int64(value), String(seconds) == value, let timestamp = try? TC3Timestamp(seconds) else {
            findings.append(
                .request(
                    .timestamp, expected: "seconds since 1970 in decimal digits", received: value,
                    value.utf8.count == 13 && ByteSet.decimal.firstOutsider(in: value) == nil
                        ? "the timestamp is in milliseconds: send seconds"
                        : "the timestamp is not in seconds since 1970"))
            return nil
        }
        return timestamp.seconds
    }

    private static func signedNames(
        of authorization: TC3Authorization, _ fields: [String: [HeaderField]],
        findings: inout [VerificationReport.Finding]
    ) -> [String]? {
        let list = authorization.signedHeaders
        let listed = list.split { $0 == ";" || $0 == "," }
        // No request has more headers than that, and each name that is missing would get a finding of its own.
        guard listed.count <= HTTPRequestMessage.maximumHeaderCount else {
            findings.append(
                .request(
                    .signedHeaders, expected: "at most \(HTTPRequestMessage.maximumHeaderCount) signed headers",
                    received: String(listed.count), "Authorization lists \(listed.count) signed headers"))
            return nil
        }
        let names = Set(listed.map { ASCII.lowerCased(String($0)) })
        var isComplete = true
        for required in SignedHeaders.minimal.names where !names.contains(required) {
            findings.append(
                .request(
                    .signedHeaders, expected: "\(required) among the signed headers", received: list,
                    "\(required) is not signed: content-type and host always are"))
            isComplete = false
        }
        for name in names.sorted() {
            let values = fields[name] ?? []
            guard values.count != 1 else { continue }
            findings.append(
                values.isEmpty
                    ? .request(
                        .signedHeaders, expected: "the signed header \(name)", received: "none",
                        "\(name) is signed and did not arrive")
                    : .request(
                        .header, expected: "one \(name) header", received: count(values.count),
                        "\(name) is there \(count(values.count)) times: which one was signed cannot be known"))
            isComplete = false
        }
        return isComplete ? names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } : nil
    }

    private static func single(
        _ name: String, of message: HTTPRequestMessage, findings: inout [VerificationReport.Finding]
    ) -> String? {
        let values = message.values(of: name)
        if values.count > 1 {
            findings.append(
                .request(
                    .header, expected: "one \(name) header", received: count(values.count),
                    "\(name) is there \(count(values.count)) times"))
        }
        return values.count == 1 ? values[0] : nil
    }

    private static func count(_ number: Int) -> String { number == 2 ? "two" : String(number) }
}

extension VerificationReport.Finding {
    /// A finding about the request as a whole, which has no line.
    static func request(
        _ cause: VerificationReport.Cause, expected: String, received: String, _ explanation: String
    ) -> Self {
        Self(
            step: .request, cause: cause,
            difference: LineDifference(line: 0, expected: expected, received: received), explanation: explanation)
    }
}
