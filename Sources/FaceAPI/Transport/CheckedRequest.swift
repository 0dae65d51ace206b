// SPDX-License-Identifier: Apache-2.0

/// A request whose every byte that reaches libcurl has been checked.
///
/// libcurl sends URL and headers as they are: a line break in a value would become a header of its own
/// (libcurl-security(3), "Headers"). So nothing but visible ASCII and single blanks inside a value gets
/// this far.
struct CheckedRequest: Sendable {
    let request: HTTPRequest
    let url: TransportURL
    /// The header lines in the form libcurl takes, with those that switch its own headers off.
    let headerLines: [String]
    let maximumResponseByteCount: Int
    /// The instant from the timeouts and the deadline, whichever comes first.
    let deadline: ContinuousClock.Instant
    /// The time that the message of a missed deadline names.
    let allowance: Duration

    /// Checks a request, before any traffic.
    ///
    /// - Throws: `invalidURL`, `insecureURL`, `invalidHeader` or `invalidBody`.
    init(_ request: HTTPRequest, _ configuration: TransportConfiguration) throws(TransportError) {
        let url = try TransportURL(request.url)
        let asksMetadataService = request.mayAskMetadataService && url.host == TransportURL.metadataHost
        guard !url.isPlain || url.isLoopback || asksMetadataService else {
            throw TransportError(
                .insecureURL, "plain http to \(url.host), which is not this machine",
                hint: "use https; http is for localhost, 127.0.0.0/8 and [::1] alone")
        }
        guard request.body.byteCount >= 0 else {
            throw TransportError(.invalidBody, "the body has a length of \(request.body.byteCount)")
        }
        guard request.method.takesBody || request.body.byteCount == 0 else {
            throw TransportError(.invalidBody, "\(request.method) takes no body")
        }
        let limit = request.maximumResponseByteCount ?? configuration.maximumResponseByteCount
        guard limit >= 0 else {
            throw TransportError(.invalidConfiguration, "maximumResponseByteCount is \(limit), less than 0")
        }
        self.request = request
        self.url = url
        headerLines = try Self.lines(of: request.headers)
        maximumResponseByteCount = limit
        let now = ContinuousClock.now
        let timeout = request.totalTimeout ?? configuration.totalTimeout
        let end = now.advanced(by: timeout)
        deadline = request.deadline.map { min($0, end) } ?? end
        allowance = max(.zero, now.duration(to: deadline))
    }

    /// Headers that describe the connection or the framing, which the transport alone decides.
    private static let reserved = [
        "content-length", "transfer-encoding", "expect", "connection", "keep-alive", "upgrade", "te", "trailer",
        "proxy-connection", "proxy-authorization",
    ]

    /// Headers that libcurl would add by itself.
    private static let added = ["Accept", "Content-Type", "User-Agent", "Expect"]

    private static func lines(of headers: HTTPHeaders) throws(TransportError) -> [String] {
        var lines: [String] = []
        lines.reserveCapacity(headers.count + added.count)
        var names: Set<String> = []
        for field in headers {
            let name = try checkedName(field.name)
            try checkValue(field.value, of: name)
            let lowercased = name.lowercased()
            guard !reserved.contains(lowercased) else {
                throw TransportError(
                    .invalidHeader, "the header \(name) is set by the transport", hint: "leave it out")
            }
            guard names.insert(lowercased).inserted || lowercased != "host" else {
                throw TransportError(.invalidHeader, "the header Host stands twice")
            }
            // `Name:` would remove the header; `Name;` sends it with an empty value
            // (CURLOPT_HTTPHEADER(3)).
            lines.append(field.value.isEmpty ? "\(name);" : "\(name): \(field.value)")
        }
        for name in added where !names.contains(name.lowercased()) { lines.append("\(name):") }
        return lines
    }

    private static func checkedName(_ name: String) throws(TransportError) -> String {
        guard !name.isEmpty, name.utf8.count <= 256, name.utf8.allSatisfy(ResponseHead.isTokenByte) else {
            throw TransportError(
                .invalidHeader, "a header name is empty, too long or holds a byte that HTTP does not allow",
                hint: "use letters, digits and hyphens")
        }
        return name
    }

    // The message names the header and never the value, which may be an Authorization.
    private static func checkValue(_ value: String, of name: String) throws(TransportError) {
        let bytes = value.utf8
        guard bytes.count <= 65_536 else {
            throw TransportError(.invalidHeader, "the value of \(name) has \(bytes.count) bytes, more than 65536")
        }
        guard bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw TransportError(
                .invalidHeader, "the value of \(name) holds a control byte or a byte outside ASCII",
                hint: "remove line breaks, and encode other characters")
        }
        guard bytes.first != 0x20, bytes.last != 0x20 else {
            throw TransportError(
                .invalidHeader, "the value of \(name) begins or ends with a blank",
                hint: "a receiver drops it, and a signature over it then fails")
        }
    }
}
