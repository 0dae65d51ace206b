// SPDX-License-Identifier: Apache-2.0

/// What is signed of a request besides its body: an API 3.0 call as the vendor's page
/// (document/api/213/30654) has it.
///
/// Every value is checked when the request is made, so that a request that exists can be signed and
/// sent: no field holds a line end, another control byte or a byte outside ASCII.
public struct TC3Request: Hashable, Sendable {
    /// The HTTP methods that API 3.0 knows.
    public enum Method: String, Hashable, Sendable {
        /// Parameters in the query, no body.
        case get = "GET"
        /// Parameters in the body, no query.
        case post = "POST"
    }

    /// The HTTP method.
    public let method: Method
    /// The value of the `Host` header, with a port only if it is sent with one.
    public let host: String
    /// The action, such as `DetectAIFakeFaces`.
    public let action: String
    /// The version of the API, such as `2018-03-01`.
    public let version: String
    /// The region, for the APIs that take one.
    public let region: String?
    /// The language of error messages: `zh-CN` or `en-US`.
    public let language: String?
    /// The value of the `Content-Type` header, byte for byte as it is sent.
    public let contentType: String
    /// The query after the `?`, byte for byte as it is sent; see ``QueryParameters``.
    public let query: String
    /// The headers that the signature covers.
    public let signedHeaders: SignedHeaders
    /// Further headers to send; they are covered only where ``signedHeaders`` names them.
    public let additionalHeaders: [HeaderField]

    /// The canonical request up to its last line, unless a signed header's value is known only when
    /// it is signed.
    private var fixedCanonicalHead: CanonicalHead?

    /// Makes a request and checks each of its fields.
    ///
    /// - Parameters:
    ///   - method: `POST` by default
    ///   - host: the `Host` header as it is sent, such as `faceid.tencentcloudapi.com`
    ///   - contentType: by default `application/json`, for a `GET`
    ///     `application/x-www-form-urlencoded`
    ///   - query: for a `GET` only, encoded already
    /// - Throws: ``TC3SigningError`` with `invalidField` when a field is empty or holds a byte that
    ///   may not stand there; with `queryNotAllowed` for a `POST` with a query; with
    ///   `sizeLimitExceeded` for a query beyond 32 KiB; with `unsupportedContentType` for a `GET`
    ///   that is not `application/x-www-form-urlencoded`, and for a `POST` that is, which API 3.0
    ///   takes under the older signatures only; with `duplicateHeader` when an additional header is
    ///   there twice or is one that the signer sets; with `missingSignedHeader` when
    ///   `signedHeaders` names a header that the request will not have.
    public init(
        method: Method = .post, host: String, action: String, version: String, region: String? = nil,
        language: String? = nil, contentType: String? = nil, query: String = "",
        signedHeaders: SignedHeaders = .standard, additionalHeaders: [HeaderField] = []
    ) throws(TC3SigningError) {
        self.method = method
        self.host = host
        self.action = action
        self.version = version
        self.region = region
        self.language = language
        self.contentType = contentType ?? (method == .get ? Self.formContentType : "application/json")
        self.query = query
        self.signedHeaders = signedHeaders
        self.additionalHeaders = additionalHeaders
        try checkFields()
        try checkContentType()
        try checkAdditionalHeaders()
        if !signedHeaders.names.contains(where: Self.namesKnownLate.contains) {
            fixedCanonicalHead = try canonicalHead(Sending(timestamp: "", token: nil, payloadIsUnsigned: false))
        }
    }

    /// The headers of a call that is sent without a signature, for the few actions that allow it:
    /// `Authorization: SKIP`.
    ///
    /// - Throws: ``TC3SigningError`` with `timestampOutOfRange`.
    public func headersWithoutSignature(at timestamp: Int64) throws(TC3SigningError) -> [HeaderField] {
        _ = try TC3Timestamp(timestamp)
        return headers(Sending(timestamp: String(timestamp), token: nil, payloadIsUnsigned: false))
            + [HeaderField(name: "Authorization", value: "SKIP")]
    }

    /// 32 KB: the vendor's page, "请求结构".
    static let maximumQueryByteCount = 32 * 1024
    static let formContentType = "application/x-www-form-urlencoded"

    /// What is known of a request only when it is signed.
    struct Sending {
        let timestamp: String
        let token: String?
        let payloadIsUnsigned: Bool
    }

    /// The headers in the order they are sent in, up to `Authorization`, which comes last.
    func headers(_ sending: Sending) -> [HeaderField] {
        var fields: [HeaderField] = []
        fields.reserveCapacity(10 + additionalHeaders.count)
        fields.append(HeaderField(name: "Host", value: host))
        fields.append(HeaderField(name: "Content-Type", value: contentType))
        fields.append(HeaderField(name: "X-TC-Action", value: action))
        fields.append(HeaderField(name: "X-TC-Version", value: version))
        fields.append(HeaderField(name: "X-TC-Timestamp", value: sending.timestamp))
        if let region { fields.append(HeaderField(name: "X-TC-Region", value: region)) }
        if let language { fields.append(HeaderField(name: "X-TC-Language", value: language)) }
        if let token = sending.token { fields.append(HeaderField(name: "X-TC-Token", value: token)) }
        if sending.payloadIsUnsigned {
            fields.append(HeaderField(name: "X-TC-Content-SHA256", value: UnsignedContent.marker))
        }
        fields.append(contentsOf: additionalHeaders)
        return fields
    }

    /// The value of one of those headers, by its name in lower case.
    func value(of name: String, _ sending: Sending) -> String? {
        switch name {
        case "content-type": contentType
        case "host": host
        case "x-tc-action": action
        case "x-tc-version": version
        case "x-tc-timestamp": sending.timestamp
        case "x-tc-region": region
        case "x-tc-language": language
        case "x-tc-token": sending.token
        case "x-tc-content-sha256": sending.payloadIsUnsigned ? UnsignedContent.marker : nil
        default: additionalHeaders.first { $0.isNamed(name) }?.value
        }
    }

    /// The canonical request up to its last line.
    ///
    /// - Throws: `missingSignedHeader` for a header that this sending does not have.
    func canonicalHead(_ sending: Sending) throws(TC3SigningError) -> CanonicalHead {
        if let fixedCanonicalHead { return fixedCanonicalHead }
        var signed: [HeaderField] = []
        for name in signedHeaders.names {
            guard let value = value(of: name, sending) else { throw Self.missing(name) }
            signed.append(
                HeaderField(
                    name: name,
                    value: CanonicalRequest.canonicalValue(value, lowerCased: signedHeaders.lowerCasesValues)))
        }
        let request = CanonicalRequest(
            method: method.rawValue, query: query, headers: signed, signedHeaders: signedHeaders.list, hashedPayload: ""
        )
        return CanonicalHead(request.head())
    }

    private static let namesKnownLate = ["x-tc-timestamp", "x-tc-token", "x-tc-content-sha256"]

    private func checkFields() throws(TC3SigningError) {
        try ByteSet.host.require(host, as: "the host")
        try ByteSet.word.require(action, as: "the action")
        try ByteSet.word.require(version, as: "the version")
        if let region { try ByteSet.word.require(region, as: "the region") }
        if let language { try ByteSet.word.require(language, as: "the language") }
        try ByteSet.printable.require(contentType, as: "the content type")
        if !query.isEmpty {
            try ByteSet.query.require(query, as: "the query")
            guard method == .get else {
                throw TC3SigningError(
                    .queryNotAllowed, "a POST has a query of \(query.utf8.count) bytes and must have none",
                    hint: "send the parameters in the body")
            }
            guard query.utf8.count <= Self.maximumQueryByteCount else {
                throw TC3SigningError(
                    .sizeLimitExceeded,
                    "the query has \(query.utf8.count) bytes and the limit of a GET is \(Self.maximumQueryByteCount)",
                    hint: "send a POST")
            }
        }
    }

    private func checkContentType() throws(TC3SigningError) {
        guard ASCII.trimmed(contentType) == contentType else {
            throw TC3SigningError(.invalidField, "the content type has a blank at one end")
        }
        let isForm = ASCII.lowerCased(contentType).hasPrefix(Self.formContentType)
        if method == .get, contentType != Self.formContentType {
            throw TC3SigningError(
                .unsupportedContentType, "a GET has the content type \(contentType)",
                hint: "API 3.0 takes a GET as \(Self.formContentType) only")
        }
        if method == .post, isForm {
            throw TC3SigningError(
                .unsupportedContentType, "a POST has the content type \(contentType)",
                hint: "TC3 signs application/json or multipart/form-data; a form takes a V1 signature")
        }
    }

    private func checkAdditionalHeaders() throws(TC3SigningError) {
        for (index, header) in additionalHeaders.enumerated() {
            try ByteSet.headerName.require(header.name, as: "the name of a header")
            if !header.value.isEmpty {
                try ByteSet.printable.require(header.value, as: "the header \(header.name)")
            }
            guard !Self.namesSetHere.contains(where: header.isNamed),
                !additionalHeaders[..<index].contains(where: { $0.isNamed(header.name) })
            else {
                throw TC3SigningError(
                    .duplicateHeader, "the header \(header.name) is there twice or is set by the signer",
                    hint: "leave it out of the additional headers")
            }
        }
        // Whether there is a token, or a body to sign, is known only when the request is signed.
        let fullest = Sending(timestamp: "0", token: "", payloadIsUnsigned: true)
        for name in signedHeaders.names where value(of: name, fullest) == nil {
            throw Self.missing(name)
        }
    }

    /// The error for a header that is to be signed and is not there.
    static func missing(_ name: String) -> TC3SigningError {
        TC3SigningError(
            .missingSignedHeader, "the header \(name) is to be signed and the request does not have it")
    }

    /// Headers that the signer or the transport writes.
    private static let namesSetHere = [
        "host", "content-type", "content-length", "transfer-encoding", "authorization", "x-tc-action", "x-tc-version",
        "x-tc-timestamp", "x-tc-region", "x-tc-language", "x-tc-token", "x-tc-content-sha256",
    ]
}
