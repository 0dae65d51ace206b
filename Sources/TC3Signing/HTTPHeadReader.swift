// SPDX-License-Identifier: Apache-2.0

/// Reads the request line and the headers of a raw HTTP/1.1 request (RFC 9112, sections 2 to 5),
/// refusing all leniency that the RFC allows a recipient.
struct HTTPHeadReader {
    /// Where the next line starts; after the headers, where the body starts.
    private(set) var offset = 0

    private let bytes: [UInt8]
    private var lineNumber = 0
    /// The request line decides which line end the others have too.
    private var usesCarriageReturns: Bool?

    static let maximumByteCount = 64 * 1024

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads `METHOD target HTTP/1.1`.
    mutating func requestLine() throws(TC3SigningError) -> (method: String, target: String) {
        let parts = try nextLine().split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 3 else {
            throw malformed("is no request line", hint: "it starts like this: POST / HTTP/1.1")
        }
        let words = parts.map { String(decoding: $0, as: UTF8.self) }
        guard words[2] == "HTTP/1.1" else {
            throw malformed("does not end in HTTP/1.1", hint: "write an HTTP/2 capture as HTTP/1.1")
        }
        try Self.check(method: words[0], target: words[1])
        return (words[0], words[1])
    }

    /// Reads the headers and the empty line after them.
    mutating func headers() throws(TC3SigningError) -> [HeaderField] {
        var headers: [HeaderField] = []
        while true {
            let line = try nextLine()
            guard let first = line.first else { return headers }
            // Each header costs a look at all others later on, so their number is bounded before they are read.
            guard headers.count < HTTPRequestMessage.maximumHeaderCount else {
                throw malformed(
                    "is header \(headers.count + 1) and the limit is \(HTTPRequestMessage.maximumHeaderCount)")
            }
            guard first != UInt8(ascii: " "), first != UInt8(ascii: "\t") else {
                throw malformed("goes on with the header before it", hint: "write each header on one line")
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw malformed("is no header") }
            let header = HeaderField(
                name: String(decoding: line[..<colon], as: UTF8.self),
                value: ASCII.trimmed(String(decoding: line[(colon + 1)...], as: UTF8.self)))
            try Self.check(header)
            headers.append(header)
        }
    }

    static func check(method: String, target: String) throws(TC3SigningError) {
        try ByteSet.headerName.require(method, as: "the method", code: .malformedMessage)
        try ByteSet.query.require(target, as: "the request target", code: .malformedMessage)
        guard target.utf8.first == UInt8(ascii: "/") else {
            throw TC3SigningError(
                .malformedMessage, "the request target does not start with /",
                hint: "the host belongs into the Host header")
        }
    }

    static func check(_ header: HeaderField) throws(TC3SigningError) {
        try ByteSet.headerName.require(header.name, as: "the name of a header", code: .malformedMessage)
        if !header.value.isEmpty {
            try ByteSet.headerValue.require(header.value, as: "the header \(header.name)", code: .malformedMessage)
        }
    }

    /// The next line without its end.
    private mutating func nextLine() throws(TC3SigningError) -> ArraySlice<UInt8> {
        lineNumber += 1
        let limit = min(bytes.count, Self.maximumByteCount)
        guard let end = bytes[offset..<max(offset, limit)].firstIndex(of: UInt8(ascii: "\n")) else {
            guard limit == bytes.count else { throw malformed("is beyond the limit of 64 KiB for the headers") }
            throw malformed("has no end", hint: "an empty line ends the headers")
        }
        var line = bytes[offset..<end]
        offset = end + 1
        let hasCarriageReturn = line.last == UInt8(ascii: "\r")
        if hasCarriageReturn { line.removeLast() }
        guard hasCarriageReturn == usesCarriageReturns ?? hasCarriageReturn else {
            throw malformed(
                "ends in another way than the lines before it", hint: "end all lines in CR LF, or all in LF")
        }
        usesCarriageReturns = hasCarriageReturn
        guard !line.contains(UInt8(ascii: "\r")) else { throw malformed("has a carriage return inside") }
        return line
    }

    private func malformed(_ message: String, hint: String? = nil) -> TC3SigningError {
        TC3SigningError(.malformedMessage, "line \(lineNumber) \(message)", hint: hint)
    }
}
