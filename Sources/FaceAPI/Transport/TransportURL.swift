// SPDX-License-Identifier: Apache-2.0

/// An absolute URL in the narrow form that the transport takes, split so that its host can be judged.
///
/// Narrower than RFC 3986 on purpose: whatever two parsers might read differently is refused, since
/// this one decides whether a host is this machine and libcurl's decides where the connection goes.
struct TransportURL: Sendable {
    /// The whole text as it was given.
    let text: String
    /// The scheme in lower case.
    let scheme: String
    /// The host in lower case; an IPv6 address stands without its brackets.
    let host: String
    /// The host, and the port when one was written, for messages.
    let authority: String
    /// Whether a port was written.
    let hasExplicitPort: Bool
    /// The path and query, as given, perhaps empty.
    let target: String

    /// Whether the connection is not protected by TLS.
    var isPlain: Bool { scheme == "http" }

    /// Splits and checks a URL.
    ///
    /// - Throws: `invalidURL` when it is longer than 8,192 bytes, holds a byte that is not visible
    ///   ASCII, a backslash, a fragment or a user name, or when scheme, host or port are not of the
    ///   accepted form.
    init(_ text: String, schemes: [String] = ["https", "http"]) throws(TransportError) {
        func refuse(_ message: String, hint: String? = nil) -> TransportError {
            TransportError(.invalidURL, message, hint: hint)
        }
        let bytes = Array(text.utf8)
        guard bytes.count <= 8_192 else { throw refuse("the URL has \(bytes.count) bytes, more than 8192") }
        if let position = bytes.firstIndex(where: { $0 <= 0x20 || $0 >= 0x7F }) {
            throw refuse(
                "byte \(position) of the URL is \(bytes[position]), not visible ASCII",
                hint: "percent-encode it, or remove the control byte")
        }
        if let position = bytes.firstIndex(where: { "\\#\"<>^`{|}".utf8.contains($0) }) {
            throw refuse("byte \(position) of the URL is a character that must be percent-encoded")
        }
        let slashes = Array("://".utf8)
        guard let colon = bytes.firstIndex(of: slashes[0]), bytes[colon...].starts(with: slashes) else {
            throw refuse("the URL has no scheme", hint: "begin it with https://")
        }
        let scheme = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
        guard schemes.contains(scheme) else {
            throw refuse("the scheme \(scheme) is not among \(schemes.joined(separator: ", "))")
        }
        let rest = bytes[(colon + 3)...]
        let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
        let authority = rest[..<end]
        guard !authority.contains(UInt8(ascii: "@")) else {
            throw refuse("the URL carries a user name", hint: "credentials do not belong in a URL")
        }
        let (host, port) = try Self.split(authority)
        self.text = text
        self.scheme = scheme
        self.host = host
        self.authority = String(decoding: authority, as: UTF8.self)
        self.hasExplicitPort = port
        self.target = String(decoding: rest[end...], as: UTF8.self)
    }

    /// Whether the host can only be this machine: `localhost`, a dotted quad in 127.0.0.0/8, or `::1`.
    ///
    /// libcurl resolves `localhost` by itself to the loopback addresses and asks no name server.
    var isLoopback: Bool { host == "localhost" || Self.isLoopbackAddress(host) }

    /// The metadata service of the vendor's virtual machines, 169.254.0.23 there.
    static let metadataHost = "metadata.tencentyun.com"

    /// Whether an address as text is in 169.254.0.0/16, which no router forwards (RFC 3927, section 7).
    static func isLinkLocalAddress(_ address: String) -> Bool {
        let parts = address.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "169" && parts[1] == "254"
            && parts.allSatisfy { UInt8($0).map(String.init) == String($0) }
    }

    /// Whether an address as text is in 127.0.0.0/8 or is `::1`.
    ///
    /// Only four decimal numbers without leading zeros count: `127.1` or `0177.0.0.1` mean different
    /// hosts to different parsers.
    static func isLoopbackAddress(_ address: String) -> Bool {
        if address == "::1" { return true }
        let parts = address.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0).map(String.init) == String($0) }
    }

    private static func split(_ authority: ArraySlice<UInt8>) throws(TransportError) -> (host: String, port: Bool) {
        let hostBytes: ArraySlice<UInt8>
        let portBytes: ArraySlice<UInt8>?
        if authority.first == UInt8(ascii: "[") {
            guard let close = authority.firstIndex(of: UInt8(ascii: "]")) else {
                throw TransportError(.invalidURL, "the IPv6 address in the URL has no closing bracket")
            }
            hostBytes = authority[(authority.startIndex + 1)..<close]
            let after = authority[(close + 1)...]
            guard after.isEmpty || after.first == UInt8(ascii: ":"), hostBytes.contains(UInt8(ascii: ":")),
                hostBytes.allSatisfy({ isHexDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") })
            else { throw TransportError(.invalidURL, "the host of the URL is not an IPv6 address") }
            portBytes = after.isEmpty ? nil : after.dropFirst()
        } else {
            let colon = authority.firstIndex(of: UInt8(ascii: ":"))
            hostBytes = authority[..<(colon ?? authority.endIndex)]
            portBytes = colon.map { authority[($0 + 1)...] }
            guard !hostBytes.isEmpty, hostBytes.count <= 253, hostBytes.allSatisfy(isNameByte) else {
                throw TransportError(
                    .invalidURL, "the host of the URL is not a name of letters, digits, dots and hyphens",
                    hint: "write an international name in its xn-- form")
            }
        }
        if let portBytes {
            let port = String(decoding: portBytes, as: UTF8.self)
            guard let number = UInt16(port), number > 0, String(number) == port else {
                throw TransportError(.invalidURL, "the port of the URL is not a number from 1 to 65535")
            }
        }
        return (String(decoding: hostBytes, as: UTF8.self).lowercased(), portBytes != nil)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
