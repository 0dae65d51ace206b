// SPDX-License-Identifier: Apache-2.0

/// Where one service answers: scheme, host and port.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// The URL without a path, such as `https://faceid.tencentcloudapi.com`.
    public let url: String
    /// The `Host` header that is signed and sent: the host, with the port where the URL has one.
    public let host: String

    /// An endpoint of the vendor, or of one's own.
    ///
    /// - Parameter url: `https://` and a host, with a port if it is not 443; `http://` for this machine alone. No path
    ///   but `/`.
    /// - Throws: ``FaceAPIError`` with `invalidRequest` for anything else.
    public init(_ url: String) throws(FaceAPIError) {
        let parsed: TransportURL
        do throws(TransportError) {
            parsed = try TransportURL(url)
        } catch {
            throw FaceAPIError(.invalidRequest, "the endpoint cannot be used: \(error.message)", hint: error.hint)
        }
        guard parsed.target.isEmpty || parsed.target == "/" else {
            throw FaceAPIError(
                .invalidRequest, "the endpoint \(parsed.authority) has a path or a query",
                hint: "write it as https://host or https://host:port")
        }
        guard !parsed.isPlain || parsed.isLoopback else {
            throw FaceAPIError(
                .invalidRequest, "the endpoint \(parsed.authority) is plain http to another machine",
                hint: "use https; http is for localhost, 127.0.0.0/8 and [::1] alone")
        }
        self.url = "\(parsed.scheme)://\(parsed.authority)"
        host = parsed.authority
    }

    /// A host of the vendor, which is known to be well formed.
    init(vendorHost host: String) {
        url = "https://\(host)"
        self.host = host
    }

    /// The URL.
    public var description: String { url }
}
