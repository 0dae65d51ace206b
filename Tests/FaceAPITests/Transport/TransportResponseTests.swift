// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import Foundation
import Testing

@Suite("Answers", .enabled(if: LoopbackTests.areWanted, Comment(rawValue: LoopbackTests.reason)))
struct TransportResponseTests {
    @Test("An answer gives status, version, headers, content, date and timings")
    func facts() async throws {
        let server = try FaultServer.answering { connection, _ in
            connection.answer(
                "hello", status: "404 Not Found",
                headers: "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nX-Two: a\r\nx-two:   b  \r\n")
        }
        let transport = try HTTPTransport(.impatient)
        let response = try await transport.send(HTTPRequest(method: .get, url: server.url()))
        #expect(response.status == 404)
        #expect(!response.isSuccess)
        #expect(response.version == .http11)
        #expect(response.headers["CONTENT-LENGTH"] == "5")
        #expect(response.headers.values(of: "X-TWO") == ["a", "b"])
        #expect(response.headers["absent"] == nil)
        #expect(response.text == "hello")
        #expect(response.bodyByteCount == 5)
        #expect(response.remoteDate == 784_111_777)
        #expect(response.remoteAddress == "127.0.0.1")
        #expect(!response.reusedConnection)
        let timings = response.timings
        #expect(timings.total > .zero && timings.total < .seconds(3))
        #expect(timings.connect <= timings.firstByte && timings.firstByte <= timings.total)
        #expect(timings.tlsHandshake == .zero)
    }

    @Test("204, empty, chunked, interim and many-header answers are answers")
    func shapes() async throws {
        let many = (0..<500).map { "X-Header-\($0): value\r\n" }.joined()
        let server = try FaultServer.answering { connection, request in
            switch request.target {
            case "/204": connection.send("HTTP/1.1 204 No Content\r\n\r\n")
            case "/empty": connection.answer("")
            case "/chunked":
                connection.send(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "3\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n")
            case "/interim": connection.send("HTTP/1.1 103 Early Hints\r\nX-Hint: 1\r\n\r\n"); connection.answer("abc")
            default: connection.answer("abc", headers: many)
            }
        }
        let transport = try HTTPTransport(.impatient)
        func get(_ path: String) async throws -> HTTPResponse {
            try await transport.send(HTTPRequest(method: .get, url: server.url(path)))
        }
        #expect(try await get("/204").status == 204)
        #expect(try await get("/empty").body.isEmpty)
        let chunked = try await get("/chunked")
        #expect(chunked.text == "abcde")
        #expect(chunked.headers["x-trailer"] == nil)
        let interim = try await get("/interim")
        #expect(interim.status == 200 && interim.headers["x-hint"] == nil)
        #expect(try await get("/many").headers.count == 501)
        #expect(server.connectionCount == 1)
    }

    @Test("HEAD takes the length of a content that does not come")
    func head() async throws {
        let server = try FaultServer.answering { connection, _ in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        }
        let transport = try HTTPTransport(.impatient)
        let response = try await transport.send(HTTPRequest(method: .head, url: server.url()))
        #expect(response.headers["content-length"] == "99999999999")
        #expect(response.body.isEmpty)
    }

    @Test("The cap is exact: as many bytes as allowed pass, one more does not", arguments: [true, false])
    func cap(announced: Bool) async throws {
        let server = try FaultServer { connection in
            guard let request = connection.request(), let count = Int(request.target.dropFirst()) else { return }
            let body = String(repeating: "x", count: count)
            if announced { connection.answer(body) } else { connection.send("HTTP/1.1 200 OK\r\n\r\n\(body)") }
        }
        let transport = try HTTPTransport(.impatient)
        func get(_ count: Int) async -> Result<HTTPResponse, TransportError> {
            await outcome(
                of: HTTPRequest(method: .get, url: server.url("/\(count)"), maximumResponseByteCount: 100_000),
                with: transport
            ).result
        }
        #expect(try await get(100_000).get().bodyByteCount == 100_000)
        #expect(await get(100_001).failure?.code == .responseTooLarge)
    }

    @Test("A download appears complete with mode 600, and a broken or refused one not at all")
    func download() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tcface-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let content = String(repeating: "frame", count: 50_000)
        let server = try FaultServer { connection in
            guard let request = connection.request() else { return }
            switch request.target {
            case "/good": connection.answer(content)
            case "/missing": connection.answer("no such file", status: "404 Not Found")
            default: connection.send("HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n\(content)")
            }
        }
        let transport = try HTTPTransport(.impatient)
        let path = folder.appendingPathComponent("video.mp4").path
        func get(_ target: String) async -> Result<HTTPResponse, TransportError> {
            await outcome(
                of: HTTPRequest(method: .get, url: server.url(target), destination: .file(path: path)), with: transport
            ).result
        }
        func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path) }

        #expect(await get("/broken").failure?.code == .truncatedResponse)
        #expect(try files().isEmpty)
        let missing = try await get("/missing").get()
        #expect(missing.status == 404 && missing.text == "no such file")
        #expect(try files().isEmpty)
        let good = try await get("/good").get()
        #expect(good.body.isEmpty && good.bodyByteCount == content.utf8.count)
        #expect(try files() == ["video.mp4"])
        #expect(try String(contentsOfFile: path, encoding: .utf8) == content)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let nowhere = HTTPRequest(
            method: .get, url: server.url("/good"), destination: .file(path: folder.path + "/none/video.mp4"))
        #expect(await outcome(of: nowhere, with: transport).result.failure?.code == .sinkFailed)
    }

    @Test("A sink that fails stops the transfer with its own error")
    func failingSink() async throws {
        final class Sink: ResponseSink {
            struct Full: Error {}
            func write(_ bytes: Span<UInt8>) throws { throw Full() }
            func finish() {}
        }
        let server = try FaultServer.answering { connection, _ in connection.answer("abc") }
        let transport = try HTTPTransport(.impatient)
        let request = HTTPRequest(method: .get, url: server.url(), destination: .sink { Sink() })
        let error = try #require(await outcome(of: request, with: transport).result.failure)
        #expect(error.code == .sinkFailed)
        #expect(error.message.contains("Full"))
    }
}
