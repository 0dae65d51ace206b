// SPDX-License-Identifier: Apache-2.0

/// A complete answer, of any status but the redirects.
public struct HTTPResponse: Sendable {
    /// The protocol version that the answer came in.
    public struct Version: Hashable, Sendable, CustomStringConvertible {
        /// The name, such as `HTTP/1.1`.
        public let description: String

        init(_ description: String) { self.description = description }

        /// HTTP/1.0.
        public static let http10 = Version("HTTP/1.0")
        /// HTTP/1.1.
        public static let http11 = Version("HTTP/1.1")
        /// HTTP/2.
        public static let http2 = Version("HTTP/2")
        /// HTTP/3.
        public static let http3 = Version("HTTP/3")
    }

    /// The status, 200...599.
    public let status: Int
    /// The protocol version that the answer came in.
    public let version: Version
    /// The header fields of the answer, without those of interim answers and without trailers.
    public let headers: HTTPHeaders
    /// The content, or nothing when it went to a sink or file.
    public let body: [UInt8]
    /// The number of bytes of content, wherever it went.
    public let bodyByteCount: Int
    /// How long each step took.
    public let timings: TransportTimings
    /// Whether the request went out on a connection that an earlier one had opened.
    public let reusedConnection: Bool
    /// The address that answered, without its port, such as `127.0.0.1`; of the proxy when there is one.
    public let remoteAddress: String

    /// The time of the answer by the server's clock, in seconds since 1970 UTC, from its `Date` header;
    /// nil when that is missing or not in the one form that RFC 9110 section 5.6.7 lets a server send.
    public var remoteDate: Int64? { headers["date"].flatMap(HTTPDate.init)?.secondsSince1970 }

    /// Whether the status is from 200 to 299.
    public var isSuccess: Bool { (200...299).contains(status) }
}
