// SPDX-License-Identifier: Apache-2.0

/// Limits and trust of one ``HTTPTransport``, the same for all its requests.
///
/// What is not here cannot be set: certificates are always verified, for the name of the host too; TLS
/// is 1.2 or newer; redirects are never followed; neither the environment nor a `.netrc` is read.
public struct TransportConfiguration: Sendable {
    /// Which HTTP versions are offered to a server.
    public enum Versions: Hashable, Sendable {
        /// HTTP/2 where the server takes it in the TLS handshake, else HTTP/1.1.
        case http2WhereOffered
        /// HTTP/1.1 only.
        case http1Only
    }

    /// The time to get a connection ready: name lookup, connecting, TLS.
    public var connectTimeout: Duration = .seconds(10)
    /// The time for everything from the call to the last byte, waiting for a free connection included.
    public var totalTimeout: Duration = .seconds(180)
    /// How long a transfer may move fewer than ``stallBytesPerSecond`` before it fails as stalled.
    ///
    /// Counted once a connection is ready. The time in which the server thinks counts, so keep it above
    /// the slowest answer.
    public var stallTimeout: Duration = .seconds(60)
    /// The rate below which a transfer counts as stalled, in bytes a second, both directions together.
    public var stallBytesPerSecond: Int = 1
    /// The most bytes of content that an answer may have unless the request says otherwise.
    public var maximumResponseByteCount: Int = 16 << 20
    /// The most bytes that the header section of an answer may have; libcurl itself stops at about 100
    /// kB for one header.
    public var maximumHeaderByteCount: Int = 64 << 10
    /// The most connections to one host; further requests wait for one of them, or share one under
    /// HTTP/2.
    public var maximumConnectionsPerHost: Int = 32
    /// The most connections in all.
    public var maximumConnections: Int = 64
    /// How long an unused connection is kept, so that it is closed here before the server closes it
    /// under a request.
    public var idleConnectionLifetime: Duration = .seconds(30)
    /// Which HTTP versions are offered.
    public var versions: Versions = .http2WhereOffered
    /// A PEM file with the authorities to trust instead of the system's.
    public var certificateAuthorityFile: String?
    /// When not empty, the server's public key must be one of these as well: base64 of the SHA-256 of
    /// its SPKI, 44 characters.
    public var publicKeyPins: [String] = []
    /// The proxy for https requests, as `http://host:port`, `https://host:port` or `socks5h://host:port`.
    ///
    /// Requests to this machine by plain http never take it. A user name and password are not supported.
    public var proxy: String?

    /// The defaults.
    public init() {}
}

extension TransportConfiguration {
    /// Checks what can be checked without traffic.
    ///
    /// - Throws: `invalidConfiguration` for a limit that is not positive, a pin of the wrong form or a
    ///   proxy URL that names more than a host and port.
    func checked() throws(TransportError) -> TransportURL? {
        func require(_ holds: Bool, _ message: String, hint: String? = nil) throws(TransportError) {
            guard holds else { throw TransportError(.invalidConfiguration, message, hint: hint) }
        }
        for (name, value) in [
            ("connectTimeout", connectTimeout), ("totalTimeout", totalTimeout), ("stallTimeout", stallTimeout),
            ("idleConnectionLifetime", idleConnectionLifetime),
        ] {
            try require(value > .zero, "\(name) is \(value), not positive")
        }
        for (name, value) in [
            ("stallBytesPerSecond", stallBytesPerSecond), ("maximumHeaderByteCount", maximumHeaderByteCount),
            ("maximumConnectionsPerHost", maximumConnectionsPerHost), ("maximumConnections", maximumConnections),
        ] {
            try require(value > 0, "\(name) is \(value), not positive")
            try require(value <= Int(Int32.max), "\(name) is \(value), more than \(Int32.max)")
        }
        try require(
            maximumResponseByteCount >= 0, "maximumResponseByteCount is \(maximumResponseByteCount), less than 0")
        for pin in publicKeyPins {
            try require(
                Self.isPin(pin), "a public key pin is not the base64 of 32 bytes",
                hint: "take the SHA-256 of the SubjectPublicKeyInfo in DER form and encode it: 43 characters and one =")
        }
        if let file = certificateAuthorityFile {
            try require(
                !file.isEmpty && !file.utf8.contains(0), "the certificate authority file has no usable name")
        }
        guard let proxy else { return nil }
        let url: TransportURL
        do {
            url = try TransportURL(proxy, schemes: ["http", "https", "socks5h"])
        } catch {
            throw TransportError(
                .invalidConfiguration, "the proxy cannot be used: \(error.message)",
                hint: "write it as http://host:port, https://host:port or socks5h://host:port")
        }
        try require(
            url.hasExplicitPort && (url.target.isEmpty || url.target == "/"),
            "the proxy \(url.authority) needs a port and takes no path", hint: "write it as http://host:port")
        return url
    }

    private static func isPin(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 44 && bytes[43] == UInt8(ascii: "=")
            && bytes[..<43].allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                    true
                default: false
                }
            }
    }
}
