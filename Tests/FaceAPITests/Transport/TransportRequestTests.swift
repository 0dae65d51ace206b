// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import Foundation
import Testing

@Suite("Requests as they are sent", .enabled(if: LoopbackTests.areWanted, Comment(rawValue: LoopbackTests.reason)))
struct TransportRequestTests {
    /// Sends back the head of the request as the content of the answer.
    private static func echo() throws -> FaultServer {
        try FaultServer.answering { connection, request in connection.answer(request.head) }
    }

    @Test("Headers go out exactly as given, with Content-Length and Host and nothing else")
    func exactHeaders() async throws {
        let server = try Self.echo()
        let transport = try HTTPTransport(.impatient)
        let request = HTTPRequest(
            url: server.url("/a/../b?x=%2F&y"),
            headers: [
                "Content-Type": "application/json; charset=utf-8", "X-TC-Action": "DetectAIFakeFaces", "X-Empty": "",
                "Authorization": "TC3-HMAC-SHA256 Credential=a/b, SignedHeaders=c;d, Signature=e",
            ],
            body: .bytes(Array("{}".utf8)))
        let lines = try await transport.send(request).text.split(separator: "\r\n").map(String.init)
        #expect(lines.first == "POST /a/../b?x=%2F&y HTTP/1.1")
        #expect(
            Set(lines.dropFirst()) == [
                "Host: 127.0.0.1:\(server.port)", "Content-Type: application/json; charset=utf-8",
                "X-TC-Action: DetectAIFakeFaces", "X-Empty:",
                "Authorization: TC3-HMAC-SHA256 Credential=a/b, SignedHeaders=c;d, Signature=e", "Content-Length: 2",
            ])
    }

    @Test("Host can be given, and methods send the framing they need")
    func methods() async throws {
        let server = try Self.echo()
        let transport = try HTTPTransport(.impatient)
        func sent(_ method: HTTPMethod, _ headers: HTTPHeaders = [:]) async throws -> [String] {
            let request = HTTPRequest(method: method, url: server.url(), headers: headers)
            return try await transport.send(request).text.split(separator: "\r\n").map(String.init)
        }
        let host = "Host: 127.0.0.1:\(server.port)"
        #expect(try await sent(.get) == ["GET / HTTP/1.1", host])
        #expect(try await sent(.delete) == ["DELETE / HTTP/1.1", host])
        #expect(try await sent(.post) == ["POST / HTTP/1.1", host, "Content-Length: 0"])
        #expect(try await sent(.put) == ["PUT / HTTP/1.1", host, "Content-Length: 0"])
        #expect(
            try await sent(.get, ["Host": "faceid.tencentcloudapi.com"])
                == ["GET / HTTP/1.1", "Host: faceid.tencentcloudapi.com"])
    }

    @Test("A large body does not wait for 100-continue")
    func noContinue() async throws {
        let server = try FaultServer { connection in
            guard let head = connection.readHead() else { return }
            let count = connection.drain(4 << 20)
            connection.answer("\(count) \(head.lowercased().contains("expect"))")
        }
        let transport = try HTTPTransport(.impatient)
        let request = HTTPRequest(url: server.url(), body: .bytes([UInt8](repeating: 7, count: 4 << 20)))
        #expect(try await transport.send(request).text == "\(4 << 20) false")
    }

    /// Bytes that must not get into a header or URL: all control bytes, DEL, and some beyond ASCII.
    private static let hostile: [String] =
        (UInt8(0)..<0x20).map { String(UnicodeScalar($0)) } + [
            "\u{7F}", "\u{80}", "é", "人", "\u{2028}", "\r\n", "\r\nX: y",
        ]

    @Test("No control byte or byte beyond ASCII is accepted anywhere, and no connection is made")
    func injection() async throws {
        let server = try Self.echo()
        let transport = try HTTPTransport(.impatient)
        var refused = 0
        for text in Self.hostile {
            for place in ["a\(text)b", "\(text)b", "a\(text)"] {
                let requests: [(HTTPRequest, TransportError.Code)] = [
                    (HTTPRequest(url: server.url(), headers: [place: "value"]), .invalidHeader),
                    (HTTPRequest(url: server.url(), headers: ["X-TC-Region": place]), .invalidHeader),
                    (HTTPRequest(url: server.url(), headers: ["Host": place]), .invalidHeader),
                    (HTTPRequest(url: server.url("/\(place)")), .invalidURL),
                    (HTTPRequest(url: server.url("/?q=\(place)")), .invalidURL),
                    (HTTPRequest(url: "http://\(place)127.0.0.1:\(server.port)/"), .invalidURL),
                    (HTTPRequest(url: "\(text)\(server.url())"), .invalidURL),
                ]
                for (request, code) in requests {
                    #expect(await outcome(of: request, with: transport).result.failure?.code == code)
                    refused += 1
                }
            }
        }
        #expect(refused == Self.hostile.count * 21)
        #expect(server.connectionCount == 0)
    }

    @Test(
        "Headers that break the framing, stand twice or cannot be signed are refused",
        arguments: [
            "Content-Length", "content-length", "Transfer-Encoding", "Expect", "Connection", "Upgrade", "TE", "X Y",
            "X:Y", "X;", "", "(x)",
        ])
    func refusedNames(_ name: String) async throws {
        let server = try Self.echo()
        let transport = try HTTPTransport(.impatient)
        let request = HTTPRequest(url: server.url(), headers: [name: "1"])
        #expect(await outcome(of: request, with: transport).result.failure?.code == .invalidHeader)
        for headers: HTTPHeaders in [["Host": "a", "host": "b"], ["X": " a"], ["X": "a "]] {
            let request = HTTPRequest(url: server.url(), headers: headers)
            #expect(await outcome(of: request, with: transport).result.failure?.code == .invalidHeader)
        }
        #expect(server.connectionCount == 0)
    }

    @Test(
        "Plain http to anything but this machine is refused before any traffic",
        arguments: [
            "http://faceid.tencentcloudapi.com/", "http://10.0.0.1/", "http://127.0.0.1.example.com/",
            "http://localhost.example/",
            "http://127.1/", "http://0177.0.0.1/", "http://127.0.0.01/", "http://2130706433/", "http://0.0.0.0/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/", "http://localhost./", "http://128.0.0.1/", "HTTP://EXAMPLE.COM/",
        ])
    func plainElsewhere(_ url: String) async throws {
        let transport = try HTTPTransport(.impatient)
        let error = try #require(await outcome(of: HTTPRequest(url: url), with: transport).result.failure)
        #expect(error.code == .insecureURL, "\(error)")
        #expect(!error.anyByteSent)
    }

    @Test(
        "URLs that two parsers may read differently are refused",
        arguments: [
            "", "example.com", "/path", "ftp://127.0.0.1/", "file:///etc/passwd", "https://", "https:///x",
            "https://a b/",
            "http://127.0.0.1@example.com/", "http://u:p@127.0.0.1/", "http://127.0.0.1:0/", "http://127.0.0.1:65536/",
            "http://127.0.0.1:+80/", "http://127.0.0.1:080/", "http://127.0.0.1:/", "http://127.0.0.1\\@example.com/",
            "http://127.0.0.1#@example.com/", "http://127.0.0.1/#f", "http://[::1", "http://[127.0.0.1]/",
            "http://[::1]x/",
            "https://ex%61mple.com/", "https://例え.jp/", "gopher://127.0.0.1/",
            "https://a/\(String(repeating: "x", count: 8_200))",
        ])
    func ambiguousURL(_ url: String) async throws {
        let transport = try HTTPTransport(.impatient)
        #expect(await outcome(of: HTTPRequest(url: url), with: transport).result.failure?.code == .invalidURL)
    }

    @Test("This machine can be named localhost")
    func localhost() async throws {
        let server = try Self.echo()
        let transport = try HTTPTransport(.impatient)
        let response = try await transport.send(
            HTTPRequest(method: .get, url: "http://LocalHost:\(server.port)/"))
        #expect(response.status == 200)
        #expect(response.remoteAddress == "127.0.0.1")
    }

    @Test("A body with a method that takes none is refused")
    func bodyOnGet() async throws {
        let server = try Self.echo()
        let transport = try HTTPTransport(.impatient)
        let request = HTTPRequest(method: .get, url: server.url(), body: .bytes([1]))
        #expect(await outcome(of: request, with: transport).result.failure?.code == .invalidBody)
        #expect(server.connectionCount == 0)
    }
}
