// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import Foundation
import Testing

/// Something that a server or the network does wrong, and the error it must become.
struct NetworkFault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: TransportError.Code
    /// How much must count as sent; nil where that is up to the timing.
    let exposure: TransportError.Exposure?
    /// The most that the error may take, from `TransportConfiguration.impatient`.
    let limit: Duration
    let serve: @Sendable (LoopbackConnection) -> Void

    init(
        _ description: String, _ code: TransportError.Code, exposure: TransportError.Exposure? = .complete,
        within limit: Duration = .seconds(1), serve: @escaping @Sendable (LoopbackConnection) -> Void
    ) {
        testDescription = description
        self.code = code
        self.exposure = exposure
        self.limit = limit
        self.serve = serve
    }

    static let all: [NetworkFault] = [
        NetworkFault("closes before the request is read", .connectionReset, exposure: nil) { _ in },
        NetworkFault("closes after the request") { _ = $0.request() },
        NetworkFault("resets before an answer") {
            _ = $0.request()
            $0.reset()
        },
        NetworkFault("resets in the middle of the header section") {
            _ = $0.request()
            $0.send("HTTP/1.1 200 OK\r\nContent-")
            usleep(50_000)
            $0.reset()
        },
        NetworkFault("resets in the middle of the content") {
            _ = $0.request()
            $0.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789")
            usleep(50_000)
            $0.reset()
        },
        NetworkFault("ends before the announced length", .truncatedResponse) {
            _ = $0.request()
            $0.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789")
        },
        NetworkFault("ends inside a chunk", .truncatedResponse) {
            _ = $0.request()
            $0.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n0123456789")
        },
        NetworkFault("sends a chunk size that is no number", .malformedResponse) {
            _ = $0.request()
            $0.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n0123456789\r\n0\r\n\r\n")
        },
        NetworkFault("sends garbage", .malformedResponse) {
            _ = $0.request()
            $0.send((0..<512).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 129) })
        },
        NetworkFault("sends an HTTP/0.9 page", .malformedResponse) {
            _ = $0.request()
            $0.send("<html>hello</html>")
        },
        NetworkFault("sends a status that is no number", .malformedResponse) {
            _ = $0.request()
            $0.send("HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n")
        },
        NetworkFault("sends a header line without a colon", .malformedResponse) {
            _ = $0.request()
            $0.send("HTTP/1.1 200 OK\r\nnonsense\r\nContent-Length: 0\r\n\r\n")
        },
        NetworkFault("sends a control byte in a header", .malformedResponse) {
            _ = $0.request()
            $0.send("HTTP/1.1 200 OK\r\nX-Test: a\u{1B}[31mb\r\nContent-Length: 0\r\n\r\n")
        },
        NetworkFault("sends one endless header", .responseTooLarge) {
            _ = $0.request()
            $0.send("HTTP/1.1 200 OK\r\nX-Test: ")
            let part = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 16)
            for _ in 0..<320 { guard $0.send(part) else { return } }
        },
        NetworkFault("sends headers without end", .responseTooLarge) {
            _ = $0.request()
            $0.send("HTTP/1.1 200 OK\r\n")
            let part = Array(String(repeating: "X-Test: abcdefgh\r\n", count: 4_096).utf8)
            for _ in 0..<320 { guard $0.send(part) else { return } }
        },
        NetworkFault("announces more content than allowed", .responseTooLarge) {
            _ = $0.request()
            $0.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
            $0.waitForEnd()
        },
        NetworkFault("sends more content than allowed without announcing it", .responseTooLarge) {
            _ = $0.request()
            $0.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
            let part = [UInt8](repeating: 0, count: 1 << 16)
            for _ in 0..<1_024 { guard $0.send(part) else { return } }
        },
        NetworkFault("redirects", .redirected) {
            _ = $0.request()
            $0.answer("", status: "302 Found", headers: "Location: http://127.0.0.1:1/\r\n")
        },
        NetworkFault("never answers", .stalled) {
            _ = $0.request()
            $0.waitForEnd()
        },
        NetworkFault("stalls in the middle of the content", .stalled) {
            _ = $0.request()
            $0.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789")
            $0.waitForEnd()
        },
        NetworkFault("sends a byte now and then", .timedOut, within: .seconds(3)) {
            _ = $0.request()
            $0.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while $0.send("x") { usleep(100_000) }
        },
    ]

    /// The connection ends without a proper answer.
    init(_ description: String, serve: @escaping @Sendable (LoopbackConnection) -> Void) {
        self.init(description, .connectionReset, serve: serve)
    }
}

@Suite("Faults of server and network", .enabled(if: LoopbackTests.areWanted, Comment(rawValue: LoopbackTests.reason)))
struct TransportFaultTests {
    @Test("Each fault becomes its typed error, and is not tried again", arguments: NetworkFault.all)
    func typedError(_ fault: NetworkFault) async throws {
        let server = try FaultServer(fault.serve)
        var configuration = TransportConfiguration.impatient
        configuration.maximumResponseByteCount = 1 << 20
        let transport = try HTTPTransport(configuration)
        let request = HTTPRequest(url: server.url(), body: .bytes(Array("{}".utf8)))
        let error = try #require(await outcome(of: request, with: transport).result.failure)
        #expect(error.code == fault.code, "\(error)")
        #expect(error.anyByteSent)
        if let exposure = fault.exposure { #expect(error.exposure == exposure) }
        #expect(server.connectionCount == 1, "the request must not be sent twice")
        await transport.shutdown()
    }

    @Test("No fault takes longer than the configured time and 10 %")
    func time() async {
        // A process of its own, in which nothing else competes for the few threads that run tasks.
        await #expect(processExitsWith: .success) {
            var configuration = TransportConfiguration.impatient
            configuration.maximumResponseByteCount = 1 << 20
            let transport = try HTTPTransport(configuration)
            for fault in NetworkFault.all {
                let server = try FaultServer(fault.serve)
                let (_, elapsed) = await outcome(of: HTTPRequest(url: server.url()), with: transport)
                #expect(elapsed <= fault.limit * 1.1, "\(fault.testDescription) took \(elapsed)")
            }
        }
    }

    @Test("A closed port refuses the connection, and nothing has been sent")
    func refused() async throws {
        let server = try FaultServer { _ in }
        let url = server.url()
        server.stop()
        let transport = try HTTPTransport(.impatient)
        let (result, _) = await outcome(of: HTTPRequest(url: url), with: transport)
        let error = try #require(result.failure)
        #expect(error.code == .couldNotConnect, "\(error)")
        #expect(error.exposure == .none)
    }

    @Test("A name without an address is its own error")
    func unresolved() async throws {
        let transport = try HTTPTransport()
        let request = HTTPRequest(url: "https://no-such-host.invalid/", totalTimeout: .seconds(8))
        let error = try #require(await outcome(of: request, with: transport).result.failure)
        // Where the name server itself is out of reach, the time runs out instead.
        #expect([.couldNotResolve, .timedOut].contains(error.code), "\(error)")
        #expect(!error.anyByteSent)
    }

    @Test("A deadline that has passed sends nothing")
    func pastDeadline() async throws {
        let server = try FaultServer.answering { connection, _ in connection.answer("late") }
        let transport = try HTTPTransport(.impatient)
        let request = HTTPRequest(url: server.url(), deadline: .now - .seconds(1))
        #expect(await outcome(of: request, with: transport).result.failure?.code == .timedOut)
        #expect(server.connectionCount == 0)
    }

    @Test("A request that waits for a free connection still keeps its time")
    func queuedTimeout() async throws {
        let server = try FaultServer { $0.waitForEnd() }
        var configuration = TransportConfiguration()
        configuration.maximumConnectionsPerHost = 1
        let transport = try HTTPTransport(configuration)
        let url = server.url()
        let first = Task {
            await outcome(of: HTTPRequest(url: url, totalTimeout: .seconds(20)), with: transport)
        }
        try await Task.sleep(for: .milliseconds(100))
        let queued = HTTPRequest(url: url, totalTimeout: .milliseconds(500))
        let error = try #require(await outcome(of: queued, with: transport).result.failure)
        #expect(error.code == .timedOut)
        #expect(error.exposure == .none, "no connection was free, so nothing can have been sent")
        // Had it waited for its turn, the first would be done by now.
        first.cancel()
        #expect(await first.value.result.failure?.code == .cancelled)
    }

    @Test("Waiting for a free connection does not count as connecting")
    func queuedConnect() async throws {
        let server = try FaultServer.answering { connection, _ in
            usleep(1_500_000)
            connection.answer("ok")
        }
        var configuration = TransportConfiguration.impatient
        configuration.stallTimeout = .seconds(3)
        configuration.totalTimeout = .seconds(10)
        configuration.maximumConnectionsPerHost = 1
        let transport = try HTTPTransport(configuration)
        let url = server.url()
        async let first = transport.send(HTTPRequest(method: .get, url: url))
        async let second = transport.send(HTTPRequest(method: .get, url: url))
        #expect(try await [first.text, second.text] == ["ok", "ok"])
        #expect(server.connectionCount == 1)
    }

    @Test("Slow but steady answers arrive")
    func slow() async throws {
        let server = try FaultServer.answering { connection, _ in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
            for _ in 0..<10 {
                usleep(50_000)
                connection.send("x")
            }
        }
        let transport = try HTTPTransport(.impatient)
        let response = try await transport.send(HTTPRequest(method: .get, url: server.url()))
        #expect(response.text == "xxxxxxxxxx")
    }
}
