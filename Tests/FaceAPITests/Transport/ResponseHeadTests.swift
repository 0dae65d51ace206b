// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FaceAPI

@Suite("Header sections and dates")
struct ResponseHeadTests {
    private static func head(_ lines: [String], limit: Int = 1_000) throws(TransportError) -> ResponseHead {
        var head = ResponseHead(maximumByteCount: limit)
        for line in lines {
            let bytes = Array(line.utf8)
            try head.add(bytes.span)
        }
        return head
    }

    @Test("The final section stays, interim answers and trailers go")
    func sections() throws {
        let head = try Self.head([
            "HTTP/1.1 100 Continue\r\n", "\r\n", "HTTP/1.1 200 OK\r\n", "A:1\r\n", "B: \t x y \t\r\n", "\r\n",
            "C: 3\r\n",
        ])
        #expect(head.isComplete && head.status == 200)
        #expect(head.headers.map(\.name) == ["A", "B"])
        #expect(head.headers["b"] == "x y")
    }

    @Test("A status line of any HTTP version is read", arguments: ["HTTP/1.0 200", "HTTP/2 200 ", "HTTP/1.1 200 a b"])
    func status(_ line: String) throws {
        #expect(try Self.head([line + "\r\n"]).status == 200)
    }

    @Test(
        "A line that is not HTTP is refused",
        arguments: [
            ["HTTP/1.1 20 OK\r\n"], ["HTTP/1.1 2000\r\n"], ["HTTP/1.1 600\r\n"], ["HTTP/1.1 -20\r\n"], ["200 OK\r\n"],
            ["\r\n"],
            ["HTTP/1.1 200 OK\r\n", "no colon\r\n"], ["HTTP/1.1 200 OK\r\n", ": value\r\n"],
            ["HTTP/1.1 200 OK\r\n", "A : 1\r\n"], ["HTTP/1.1 200 OK\r\n", " folded\r\n"],
            ["HTTP/1.1 200 OK\r\n", "A: b\u{0}\r\n"], ["HTTP/1.1 200 OK\r\n", "A: b\rc\r\n"],
            ["HTTP/1.1 100 OK\r\n", "\r\n", "A: 1\r\n"],
        ])
    func refused(_ lines: [String]) {
        let error = #expect(throws: TransportError.self) { try Self.head(lines) }
        #expect(error?.code == .malformedResponse)
    }

    @Test("The limit counts every byte")
    func limit() throws {
        let lines = ["HTTP/1.1 200 OK\r\n", "A: 1\r\n", "\r\n"]
        #expect(try Self.head(lines, limit: 25).isComplete)
        let error = #expect(throws: TransportError.self) { try Self.head(lines, limit: 24) }
        #expect(error?.code == .responseTooLarge)
    }

    @Test("Content-Length counts only as a plain number, given once or alike")
    func contentLength() throws {
        func length(_ values: String...) throws -> Int? {
            try Self.head(["HTTP/1.1 200 OK\r\n"] + values.map { "Content-Length: \($0)\r\n" }).contentLength
        }
        #expect(try length() == nil)
        #expect(try length("12") == 12)
        #expect(try length("12", "12") == 12)
        #expect(try length("12", "13") == nil)
        #expect(try length("+12") == nil)
        #expect(try length("99999999999999999999") == nil)
    }

    @Test(
        "A date in the one form becomes its second",
        arguments: [
            ("Thu, 01 Jan 1970 00:00:00 GMT", Int64(0)), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Mon, 25 Feb 2019 08:44:25 GMT", 1_551_084_265), ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199),
            ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400), ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
        ])
    func date(_ text: String, _ seconds: Int64) {
        #expect(HTTPDate(text)?.secondsSince1970 == seconds)
    }

    @Test(
        "Any other date is none",
        arguments: [
            "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, +6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ",
        ])
    func noDate(_ text: String) {
        #expect(HTTPDate(text) == nil)
    }
}
