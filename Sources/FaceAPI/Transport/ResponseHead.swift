// SPDX-License-Identifier: Apache-2.0

/// Collects the header section of an answer line by line, and refuses what is not HTTP.
///
/// Lines come from libcurl one by one, those of interim answers (1xx) first and trailers last; only the
/// final section stays.
struct ResponseHead {
    /// The status of the answer, or 0 before its status line.
    private(set) var status = 0
    /// The header fields of the final section.
    private(set) var headers = HTTPHeaders()
    /// Whether the final section has ended.
    private(set) var isComplete = false

    private let maximumByteCount: Int
    private var byteCount = 0
    private var expectsStatusLine = true

    init(maximumByteCount: Int) { self.maximumByteCount = maximumByteCount }

    /// The announced number of bytes of content, when there is one announcement that is a plain number.
    var contentLength: Int? {
        let values = headers.values(of: "content-length")
        guard let first = values.first, values.allSatisfy({ $0 == first }) else { return nil }
        return first.utf8.allSatisfy(Self.isDigit) ? Int(first) : nil
    }

    /// Takes one line with its line break.
    ///
    /// - Throws: `responseTooLarge` when the section passes the limit; `malformedResponse` for a line
    ///   that is neither a status line where one belongs, a field, nor the empty line.
    mutating func add(_ line: Span<UInt8>) throws(TransportError) {
        // What follows a complete section are trailers, which nobody here reads; they still count.
        byteCount += line.count
        guard byteCount <= maximumByteCount else {
            throw TransportError(
                .responseTooLarge, "the header section of the answer is larger than \(maximumByteCount) bytes")
        }
        guard !isComplete else { return }
        var count = line.count
        while count > 0, line[count - 1] == 0x0A || line[count - 1] == 0x0D { count -= 1 }
        if expectsStatusLine {
            try addStatus(line.extracting(first: count))
        } else if count == 0 {
            if (100...199).contains(status) {
                expectsStatusLine = true
            } else {
                isComplete = true
            }
        } else {
            try addField(line.extracting(first: count))
        }
    }

    /// Whether a byte may stand in a header name, by RFC 9110 section 5.6.2.
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// `HTTP/1.1 200 OK` or `HTTP/2 200`; the version is asked of libcurl later.
    private mutating func addStatus(_ line: Span<UInt8>) throws(TransportError) {
        let text = String(copying: line)
        let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/"), parts[1].utf8.count == 3,
            parts[1].utf8.allSatisfy(Self.isDigit), let status = Int(parts[1]), (100...599).contains(status)
        else {
            throw TransportError(.malformedResponse, "the answer does not begin with an HTTP status line")
        }
        self.status = status
        headers = HTTPHeaders()
        expectsStatusLine = false
    }

    private mutating func addField(_ line: Span<UInt8>) throws(TransportError) {
        var colon = 0
        while colon < line.count, Self.isTokenByte(line[colon]) { colon += 1 }
        guard colon > 0, colon < line.count, line[colon] == UInt8(ascii: ":") else {
            throw TransportError(.malformedResponse, "a line of the header section is not a header field")
        }
        var start = colon + 1
        var end = line.count
        while start < end, Self.isBlank(line[start]) { start += 1 }
        while end > start, Self.isBlank(line[end - 1]) { end -= 1 }
        let name = String(copying: line.extracting(0..<colon))
        for index in start..<end where line[index] < 0x20 && line[index] != 0x09 || line[index] == 0x7F {
            throw TransportError(.malformedResponse, "the value of the header \(name) holds a control byte")
        }
        headers.append(name, String(copying: line.extracting(start..<end)))
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

extension String {
    /// The text of UTF-8 bytes, with U+FFFD for what is not UTF-8.
    fileprivate init(copying bytes: Span<UInt8>) {
        self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
