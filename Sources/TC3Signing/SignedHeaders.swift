// SPDX-License-Identifier: Apache-2.0

/// Which headers a TC3 signature covers, and in which letter case their values enter it.
///
/// The vendor's page (document/api/213/30654) asks for `content-type` and `host` at least, and for
/// keys and values in lower case. Its example also signs `x-tc-action`, and lower-cases
/// `DescribeInstances` there. The vendor's SDKs sign `content-type;host` with the values as they
/// are sent. The two readings part only where a value has upper-case letters, so keep content types
/// and boundaries in lower case, as ``MultipartBody`` does.
public struct SignedHeaders: Hashable, Sendable, CustomStringConvertible {
    /// `content-type;host;x-tc-action`: the vendor's current example, and the default.
    ///
    /// With the action outside the signature, whoever holds a signed request can send it as another
    /// action.
    public static let standard = SignedHeaders(sorted: ["content-type", "host", "x-tc-action"])

    /// `content-type;host`: what the vendor's SDKs sign.
    public static let minimal = SignedHeaders(sorted: ["content-type", "host"])

    /// The names in lower case, sorted by their bytes.
    public let names: [String]
    /// The names joined by `;`.
    public let list: String
    /// Whether values are lower-cased in the canonical request, as the page asks for; otherwise
    /// they enter as sent.
    public let lowerCasesValues: Bool

    /// Signs a chosen set of headers; the order of the names does not matter.
    ///
    /// - Throws: ``TC3SigningError`` with `invalidSignedHeaders` when `content-type` or `host` is
    ///   missing, a name is there twice, or `authorization` is among them; with `invalidField` for
    ///   a name that is no header name.
    public init(names: [String]) throws(TC3SigningError) {
        for name in names { try ByteSet.headerName.require(name, as: "the name of a signed header") }
        let lowered = names.map(ASCII.lowerCased).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        for (name, next) in zip(lowered, lowered.dropFirst()) where name == next {
            throw TC3SigningError(.invalidSignedHeaders, "the signed header \(name) is named twice")
        }
        for required in Self.minimal.names where !lowered.contains(required) {
            throw TC3SigningError(
                .invalidSignedHeaders, "the signed headers lack \(required)",
                hint: "content-type and host are always signed")
        }
        guard !lowered.contains("authorization") else {
            throw TC3SigningError(.invalidSignedHeaders, "authorization cannot be signed: it holds the signature")
        }
        self.init(sorted: lowered)
    }

    /// The same headers and one more.
    ///
    /// - Throws: ``TC3SigningError`` as ``init(names:)`` does.
    public func adding(_ name: String) throws(TC3SigningError) -> SignedHeaders {
        let extended = try SignedHeaders(names: names + [name])
        return lowerCasesValues ? extended : extended.withValuesAsSent()
    }

    /// The same headers with their values as they are sent, which is how the vendor's SDKs read the
    /// page.
    public func withValuesAsSent() -> SignedHeaders {
        SignedHeaders(sorted: names, lowerCasesValues: false)
    }

    /// The names joined by `;`.
    public var description: String { list }

    private init(sorted names: [String], lowerCasesValues: Bool = true) {
        self.names = names
        list = names.joined(separator: ";")
        self.lowerCasesValues = lowerCasesValues
    }
}
