// SPDX-License-Identifier: Apache-2.0

/// A request as it arrived, byte for byte: an HTTP/1.1 request from a capture or from a server.
///
/// The body is lent where it lies and never copied.
public struct HTTPRequestMessage: Sendable {
    /// The method, in the letter case it came in.
    public let method: String
    /// The request target: the path, and the query after a `?`.
    public let target: String
    /// The headers in their order, with blanks around their values removed; names may repeat.
    public let headers: [HeaderField]
    /// Where the body lies in the parsed bytes.
    public let bodyRange: Range<Int>

    private let bytes: [UInt8]

    /// The most headers that a request may have: 100, the usual limit of servers.
    public static let maximumHeaderCount = 100

    /// Reads a raw request whose lines end in CR LF, or in LF alone as captures that went through
    /// an editor do.
    ///
    /// Reads strictly: what two readers could understand in two ways is refused. The body is what
    /// follows the empty line; it must have exactly `Content-Length` bytes where that header is
    /// there.
    ///
    /// - Throws: ``TC3SigningError`` with `malformedMessage` for anything that is not an HTTP/1.1
    ///   request of at most 100 headers, 64 KiB with the request line, and a body without transfer
    ///   coding; with `duplicateHeader` for two `Content-Length`; with `bodyLengthMismatch` for a
    ///   body that is shorter or longer than `Content-Length`.
    public init(parsing bytes: [UInt8]) throws(TC3SigningError) {
        var reader = HTTPHeadReader(bytes)
        (method, target) = try reader.requestLine()
        headers = try reader.headers()
        bodyRange = reader.offset..<bytes.count
        self.bytes = bytes
        try checkFraming()
    }

    /// Takes a request that a server has read already.
    ///
    /// - Throws: ``TC3SigningError`` with `malformedMessage` when a part could not have come in an
    ///   HTTP/1.1 request, for more than 100 headers, and for a transfer coding; with
    ///   `duplicateHeader` for two `Content-Length`; with `bodyLengthMismatch` for a body that is
    ///   shorter or longer than `Content-Length`.
    public init(
        method: String, target: String, headers: [HeaderField], body: [UInt8]
    ) throws(TC3SigningError) {
        try HTTPHeadReader.check(method: method, target: target)
        guard headers.count <= Self.maximumHeaderCount else {
            throw TC3SigningError(
                .malformedMessage,
                "the request has \(headers.count) headers and the limit is \(Self.maximumHeaderCount)")
        }
        for header in headers { try HTTPHeadReader.check(header) }
        self.method = method
        self.target = target
        self.headers = headers.map { HeaderField(name: $0.name, value: ASCII.trimmed($0.value)) }
        bytes = body
        bodyRange = 0..<body.count
        try checkFraming()
    }

    /// The target up to the first `?`.
    public var path: String { String(target.prefix { $0 != "?" }) }

    /// The target after the first `?`; empty when there is none.
    public var query: String { String(target.drop { $0 != "?" }.dropFirst()) }

    /// The values of all headers of a name, in their order; letter case does not count.
    public func values(of name: String) -> [String] {
        headers.filter { $0.isNamed(name) }.map(\.value)
    }

    /// Lends the bytes of the body.
    public func withBody<Result, Failure>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(bytes.span.extracting(bodyRange))
    }

    private func checkFraming() throws(TC3SigningError) {
        guard values(of: "transfer-encoding").isEmpty else {
            throw TC3SigningError(
                .malformedMessage, "the body has a transfer coding",
                hint: "capture the request with the body as it was before the coding, and with its Content-Length")
        }
        let lengths = values(of: "content-length")
        guard let length = lengths.first else { return }
        guard lengths.count == 1 else {
            throw TC3SigningError(.duplicateHeader, "there are \(lengths.count) Content-Length headers")
        }
        guard !length.isEmpty, ByteSet.decimal.firstOutsider(in: length) == nil, let expected = Int(length) else {
            throw TC3SigningError(.malformedMessage, "the Content-Length is no number of bytes")
        }
        guard bodyRange.count != expected else { return }
        throw lengthMismatch(expected: expected)
    }

    private func lengthMismatch(expected: Int) -> TC3SigningError {
        let count = bodyRange.count
        if count < expected {
            return TC3SigningError(
                .bodyLengthMismatch, "the body has \(count) bytes and its Content-Length is \(expected)",
                hint: "\(expected - count) bytes are missing: the capture was cut off, or its line ends were changed")
        }
        let surplus = bytes[(bodyRange.lowerBound + expected)...]
        let isLineEnd = surplus.elementsEqual([0x0a]) || surplus.elementsEqual([0x0d, 0x0a])
        return TC3SigningError(
            .bodyLengthMismatch, "the body has \(count) bytes and its Content-Length is \(expected)",
            hint: isLineEnd
                ? "remove the line end after the body, which an editor may have added"
                : "remove the \(surplus.count) bytes after the body")
    }
}
