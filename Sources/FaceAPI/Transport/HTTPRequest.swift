// SPDX-License-Identifier: Apache-2.0

/// One request, complete and signed: it is sent as it stands.
///
/// The transport adds `Content-Length` for methods that take a body and `Host` unless it is among the
/// headers. It adds nothing else: no `User-Agent`, `Accept`, `Accept-Encoding`, `Content-Type` or
/// `Expect`.
public struct HTTPRequest: Sendable {
    /// The method.
    public var method: HTTPMethod
    /// The absolute URL, in visible ASCII, of at most 8,192 bytes.
    ///
    /// Plain `http` is for this machine only: `localhost`, `127.0.0.0/8`, `[::1]`.
    public var url: String
    /// The headers, sent exactly as given and in this order (HTTP/2 puts names in lower case).
    public var headers: HTTPHeaders
    /// The content.
    public var body: RequestBody
    /// Where the content of a successful answer goes.
    public var destination: ResponseDestination
    /// The most bytes of content that the answer may have; nil takes the transport's limit.
    public var maximumResponseByteCount: Int?
    /// The time for everything from the call to the last byte, waiting for a connection included; nil
    /// takes the transport's limit.
    public var totalTimeout: Duration?
    /// An instant at which the request fails whatever its timeouts say.
    public var deadline: ContinuousClock.Instant?
    /// Whether the request may be sent a second time when a kept connection dies after all of it was
    /// written.
    ///
    /// Off unless set, since the server may have acted on the first. Methods that only read are sent
    /// again regardless, and so is a request of which the server cannot have had every byte.
    public var mayBeResent: Bool
    /// Whether plain http to the metadata service of the vendor's cloud is meant: nothing but the name above and an
    /// address that is link-local will do.
    var mayAskMetadataService = false

    /// Makes a request.
    public init(
        method: HTTPMethod = .post, url: String, headers: HTTPHeaders = HTTPHeaders(), body: RequestBody = .empty,
        destination: ResponseDestination = .memory, maximumResponseByteCount: Int? = nil,
        totalTimeout: Duration? = nil, deadline: ContinuousClock.Instant? = nil, mayBeResent: Bool = false
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.destination = destination
        self.maximumResponseByteCount = maximumResponseByteCount
        self.totalTimeout = totalTimeout
        self.deadline = deadline
        self.mayBeResent = mayBeResent
    }
}
