// SPDX-License-Identifier: Apache-2.0

internal import TC3Signing

/// The request line and the headers of an HTTP/1.1 request (RFC 9112), read without leniency.
struct RequestHead: Sendable {
    let method: String
    let target: String
    let headers: [HeaderField]
    /// The bytes that follow the head.
    let bodyByteCount: Int

    /// The most that a head may have.
    static let maximumByteCount = 64 * 1024

    /// Reads a head without its last, empty line.
    init(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
        var lines = try Self.lines(of: bytes)
        guard !lines.isEmpty else { throw .badRequest }
        guard lines.count - 1 <= HTTPRequestMessage.maximumHeaderCount else { throw .headTooLarge }
        let words = lines.removeFirst().split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 3 else { throw .badRequest }
        guard Array(words[2]) == Array("HTTP/1.1".utf8) else { throw .unsupportedVersion }
        method = String(decoding: words[0], as: UTF8.self)
        target = String(decoding: words[1], as: UTF8.self)
        var headers: [HeaderField] = []
        for line in lines {
            // A folded line would be one header for this reader and two for another.
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), line.first != UInt8(ascii: " "),
                line.first != UInt8(ascii: "\t")
            else { throw .badRequest }
            headers.append(
                HeaderField(
                    name: String(decoding: line[..<colon], as: UTF8.self),
                    value: Self.trimmed(line[(colon + 1)...])))
        }
        self.headers = headers
        bodyByteCount = try Self.bodyByteCount(headers)
        // The verifier's own reader decides whether method, target and headers could have come this way.
        let parts = Result { () throws(TC3SigningError) in
            try HTTPRequestMessage(
                method: method, target: target, headers: headers.filter { !$0.isNamed("content-length") }, body: [])
        }
        guard case .success = parts else { throw .badRequest }
    }

    /// The values of all headers of a name, in their order.
    func values(of name: String) -> [String] { headers.filter { $0.isNamed(name) }.map(\.value) }

    /// The target up to the first `?`.
    var path: String { String(target.prefix { $0 != "?" }) }

    /// Whether the sender waits for `100 Continue` before it sends the body.
    var expectsContinue: Bool { values(of: "expect").contains { $0.lowercased() == "100-continue" } }

    /// Whether the sender will send another request over this connection.
    var keepsConnection: Bool {
        !values(of: "connection").contains { value in
            value.lowercased().split(separator: ",").contains { $0.drop { $0 == " " } == "close" }
        }
    }

    private static func bodyByteCount(_ headers: [HeaderField]) throws(Refusal) -> Int {
        guard !headers.contains(where: { $0.isNamed("transfer-encoding") }) else { throw .lengthRequired }
        let lengths = headers.filter { $0.isNamed("content-length") }.map(\.value)
        guard let length = lengths.first else { return 0 }
        guard lengths.count == 1, length.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(length)
        else { throw .badRequest }
        return count
    }

    private static func lines(of bytes: ArraySlice<UInt8>) throws(Refusal) -> [ArraySlice<UInt8>] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // Only the last line may lack its carriage return: it was cut off with the empty line. A reader on the way may
        // not take a bare line feed for an end, and would see other headers than this one (RFC 9112, section 2.2).
        for index in lines.indices.dropLast() {
            guard lines[index].last == UInt8(ascii: "\r") else { throw .badRequest }
            lines[index].removeLast()
        }
        return lines
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let start = bytes.firstIndex { !isBlank($0) } ?? bytes.endIndex
        let end = bytes.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
        return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
    }
}

extension RequestHead {
    /// Why a request does not get as far as the service.
    enum Refusal: Error, Hashable, Sendable {
        /// Not HTTP/1.1 by the RFC.
        case badRequest
        /// A body whose length is not told: the service's gateway signs and counts whole bodies.
        case lengthRequired
        /// More than 64 KiB or more than 100 headers.
        case headTooLarge
        /// HTTP, but another version.
        case unsupportedVersion

        var status: Int {
            switch self {
            case .badRequest: 400
            case .lengthRequired: 411
            case .headTooLarge: 431
            case .unsupportedVersion: 505
            }
        }
    }
}
