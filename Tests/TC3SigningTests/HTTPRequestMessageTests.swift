// SPDX-License-Identifier: Apache-2.0

import TC3Signing
import Testing

@Suite("HTTP request message")
struct HTTPRequestMessageTests {
    private static func body(of message: HTTPRequestMessage) -> [UInt8] {
        message.withBody { body in body.indices.map { body[$0] } }
    }

    @Test("is read with CR LF and with LF alone", arguments: ["\r\n", "\n"])
    func lineEnds(lineEnd: String) throws {
        let head = ["POST /?a=b HTTP/1.1", "Host: h", "X-A:1", "x-a: \t2 \t", "Empty:", "Content-Length: 6", "", ""]
        let message = try HTTPRequestMessage(parsing: Array((head.joined(separator: lineEnd) + "{\r\n\n}\n").utf8))
        #expect(message.method == "POST")
        #expect(message.target == "/?a=b")
        #expect(message.path == "/")
        #expect(message.query == "a=b")
        #expect(message.values(of: "X-a") == ["1", "2"])
        #expect(message.values(of: "empty") == [""])
        #expect(message.values(of: "other") == [])
        #expect(Self.body(of: message) == Array("{\r\n\n}\n".utf8))
    }

    @Test("has the rest of the bytes as its body without a Content-Length")
    func noLength() throws {
        let message = try HTTPRequestMessage(parsing: Array("GET /?a?b HTTP/1.1\nHost: h\n\nrest\n".utf8))
        #expect(message.query == "a?b")
        #expect(Self.body(of: message) == Array("rest\n".utf8))
        #expect(try HTTPRequestMessage(parsing: Array("GET / HTTP/1.1\n\n".utf8)).bodyRange.isEmpty)
    }

    @Test(
        "is refused when a reader could take it for another",
        arguments: [
            "", "\n", "\r\n\r\n", "POST / HTTP/1.1", "POST / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nHost: h\r\n",
            "POST  / HTTP/1.1\n\n", "POST /\n\n", "POST / HTTP/1.0\n\n", "POST / HTTP/2\n\n", "POST / HTTP/1.1 \n\n",
            "POST http://h/ HTTP/1.1\n\n", "POST h HTTP/1.1\n\n", "POST /a#b HTTP/1.1\n\n", "P(ST / HTTP/1.1\n\n",
            "POST / HTTP/1.1\nHost h\n\n", "POST / HTTP/1.1\n: h\n\n", "POST / HTTP/1.1\nHost : h\n\n",
            "POST / HTTP/1.1\n Host: h\n\n", "POST / HTTP/1.1\nA: 1\n 2\n\n", "POST / HTTP/1.1\nA: 1\n\t2\n\n",
            "POST / HTTP/1.1\r\nA: 1\n\r\n", "POST / HTTP/1.1\nA: 1\r\n\n", "POST / HTTP/1.1\r\nA: 1\rB: 2\r\n\r\n",
            "POST / HTTP/1.1\nA: \0\n\n", "POST / HTTP/1.1\nA: \u{7f}\n\n", "POST / HTTP/1.1\nA: é\n\n",
            "POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n0\n\n", "POST / HTTP/1.1\nContent-Length: -1\n\n",
            "POST / HTTP/1.1\nContent-Length: +1\n\na", "POST / HTTP/1.1\nContent-Length: 1 1\n\na",
            "POST / HTTP/1.1\nContent-Length: 0x1\n\na", "POST / HTTP/1.1\nContent-Length:\n\n",
            "POST / HTTP/1.1\nContent-Length: 99999999999999999999\n\n",
        ])
    func malformed(text: String) {
        #expect(throws: TC3SigningError(.malformedMessage, "")) { try HTTPRequestMessage(parsing: Array(text.utf8)) }
    }

    @Test("is refused with any control byte in its head")
    func controlBytes() {
        var accepted: [UInt8] = []
        for byte in Array(UInt8(0)...31) + [127] + Array(UInt8(128)...255) where byte != 0x0a && byte != 0x09 {
            for place in [
                "POST /%HTTP/1.1\n\n", "POST /% HTTP/1.1\n\n", "POST / HTTP/1.1\nA%: 1\n\n",
                "POST / HTTP/1.1\nA: 1%1\n\n",
            ] {
                let bytes = Array(place.utf8).flatMap { $0 == UInt8(ascii: "%") ? [byte] : [$0] }
                if (try? HTTPRequestMessage(parsing: bytes)) != nil { accepted.append(byte) }
            }
        }
        #expect(accepted == [])
    }

    @Test("is refused with two lengths, even equal ones")
    func twoLengths() {
        #expect(throws: TC3SigningError(.duplicateHeader, "")) {
            try HTTPRequestMessage(parsing: Array("POST / HTTP/1.1\nContent-Length: 1\ncontent-length: 1\n\na".utf8))
        }
    }

    @Test(
        "is refused with a body that is shorter or longer than its length, and says by how much",
        arguments: [
            ("{}", 3, "1 bytes are missing"), ("{}\n", 2, "remove the line end"), ("{}\r\n", 2, "remove the line end"),
            ("{}xyz", 2, "remove the 3 bytes"), ("", 1, "1 bytes are missing"),
        ])
    func wrongLength(body: String, length: Int, hint: String) throws {
        let text = "POST / HTTP/1.1\r\nContent-Length: \(length)\r\n\r\n\(body)"
        let error = #expect(throws: TC3SigningError.self) { try HTTPRequestMessage(parsing: Array(text.utf8)) }
        #expect(error?.code == .bodyLengthMismatch)
        #expect(try #require(error?.hint).contains(hint))
    }

    @Test("is refused with headers beyond 64 KiB, and taken up to there")
    func longHead() throws {
        func request(_ count: Int) -> [UInt8] {
            Array("POST / HTTP/1.1\nA: \(String(repeating: "a", count: count))\n\nbody".utf8)
        }
        #expect(try HTTPRequestMessage(parsing: request(65_000)).bodyRange.count == 4)
        #expect(throws: TC3SigningError(.malformedMessage, "")) { try HTTPRequestMessage(parsing: request(65_536)) }
        let manyLines = "POST / HTTP/1.1\n" + String(repeating: "A: 1\n", count: 20_000) + "\n"
        #expect(throws: TC3SigningError(.malformedMessage, "")) {
            try HTTPRequestMessage(parsing: Array(manyLines.utf8))
        }
    }

    @Test("is refused with more than 100 headers, however it comes, with the number and the limit")
    func manyHeaders() throws {
        func parse(_ count: Int) throws -> HTTPRequestMessage {
            let lines = (0..<count).map { "H\($0):\r\n" }.joined()
            return try HTTPRequestMessage(parsing: Array("GET / HTTP/1.1\r\n\(lines)\r\n".utf8))
        }
        func take(_ count: Int) throws -> HTTPRequestMessage {
            let headers = (0..<count).map { HeaderField(name: "H\($0)", value: "") }
            return try HTTPRequestMessage(method: "GET", target: "/", headers: headers, body: [])
        }
        #expect(HTTPRequestMessage.maximumHeaderCount == 100)
        #expect(try parse(100).headers.count == 100)
        #expect(try take(100).headers.count == 100)
        let parsed = #expect(throws: TC3SigningError.self) { try parse(1500) }
        #expect(parsed?.code == .malformedMessage)
        #expect(parsed?.message == "line 102 is header 101 and the limit is 100")
        let taken = #expect(throws: TC3SigningError.self) { try take(1500) }
        #expect(taken?.code == .malformedMessage)
        #expect(taken?.message == "the request has 1500 headers and the limit is 100")
    }

    @Test("is the same from a server that has read it already, under the same rules")
    func fromServer() throws {
        let message = try HTTPRequestMessage(
            method: "POST", target: "/", headers: [HeaderField(name: "A", value: " 1 ")], body: [1, 2])
        #expect(message.values(of: "a") == ["1"])
        #expect(Self.body(of: message) == [1, 2])
        for (method, target, name, value) in [
            ("PO ST", "/", "A", "1"), ("POST", "", "A", "1"), ("POST", "/\r\n", "A", "1"), ("POST", "/", "A:", "1"),
            ("POST", "/", "A", "1\r\nB: 2"), ("POST", "/", "Transfer-Encoding", "chunked"),
        ] {
            #expect(throws: TC3SigningError(.malformedMessage, "")) {
                try HTTPRequestMessage(
                    method: method, target: target, headers: [HeaderField(name: name, value: value)], body: [])
            }
        }
        #expect(throws: TC3SigningError(.bodyLengthMismatch, "")) {
            try HTTPRequestMessage(
                method: "POST", target: "/", headers: [HeaderField(name: "Content-Length", value: "3")], body: [1])
        }
        #expect(throws: TC3SigningError(.duplicateHeader, "")) {
            let length = HeaderField(name: "Content-Length", value: "1")
            return try HTTPRequestMessage(method: "POST", target: "/", headers: [length, length], body: [1])
        }
    }
}
