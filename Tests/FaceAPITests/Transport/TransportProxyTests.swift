// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import Foundation
import Testing

@Suite("Proxy and configuration", .enabled(if: LoopbackTests.areWanted, Comment(rawValue: LoopbackTests.reason)))
struct TransportProxyTests {
    private static func configuration(proxy: String) -> TransportConfiguration {
        var configuration = TransportConfiguration.impatient
        configuration.proxy = proxy
        return configuration
    }

    @Test("An https request asks the proxy for a tunnel and shows it neither path nor headers")
    func tunnel() async throws {
        let proxy = try FaultServer.answering { connection, request in
            // Whatever the proxy saw comes back in its refusal.
            connection.answer("", status: request.head.contains("secret") ? "418 Seen" : "403 Forbidden")
        }
        let transport = try HTTPTransport(Self.configuration(proxy: proxy.url("")))
        let request = HTTPRequest(
            url: "https://example.com/secret?secret", headers: ["Authorization": "secret"],
            body: .bytes(Array("secret".utf8)))
        let error = try #require(await outcome(of: request, with: transport).result.failure)
        #expect(error.code == .proxyFailed)
        #expect(error.message.contains("403"), "\(error)")
        #expect(!error.anyByteSent)
        #expect(proxy.requestCount == 1)
    }

    @Test("Plain http to this machine never goes through the proxy")
    func loopback() async throws {
        let proxy = try FaultServer.answering { connection, _ in connection.answer("proxied") }
        let server = try FaultServer.answering { connection, _ in connection.answer("direct") }
        let transport = try HTTPTransport(Self.configuration(proxy: proxy.url("")))
        #expect(try await transport.send(HTTPRequest(method: .get, url: server.url())).text == "direct")
        #expect(proxy.connectionCount == 0)
    }

    @Test("A proxy that is not there fails as a proxy or a connection, with nothing sent")
    func missing() async throws {
        let proxy = try FaultServer { _ in }
        let url = proxy.url("")
        proxy.stop()
        let transport = try HTTPTransport(Self.configuration(proxy: url))
        let error = try #require(
            await outcome(of: HTTPRequest(url: "https://example.com/"), with: transport).result.failure)
        #expect([.proxyFailed, .couldNotConnect].contains(error.code), "\(error)")
        #expect(!error.anyByteSent)
    }

    @Test(
        "A proxy that says more or less than scheme, host and port is refused",
        arguments: [
            "", "proxy:3128", "http://proxy", "http://user:password@proxy:3128", "http://proxy:3128/path",
            "ftp://proxy:21", "http://proxy:3128\r\nX: y", "socks4://proxy:1080",
        ])
    func malformed(_ proxy: String) {
        let error = #expect(throws: TransportError.self) { try HTTPTransport(Self.configuration(proxy: proxy)) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.description.contains("password") != true)
    }

    @Test("Limits that are not positive and pins of the wrong form are refused")
    func limits() {
        let mistakes: [(inout TransportConfiguration) -> Void] = [
            { $0.connectTimeout = .zero }, { $0.totalTimeout = .seconds(-1) }, { $0.stallTimeout = .zero },
            { $0.idleConnectionLifetime = .zero }, { $0.stallBytesPerSecond = 0 }, { $0.maximumConnections = 0 },
            { $0.maximumConnectionsPerHost = -1 }, { $0.maximumHeaderByteCount = 0 },
            { $0.maximumResponseByteCount = -1 }, { $0.maximumConnections = Int.max },
            { $0.publicKeyPins = ["short"] }, { $0.certificateAuthorityFile = "" },
            { $0.publicKeyPins = [String(repeating: "A", count: 42) + ";="] },
        ]
        for mistake in mistakes {
            var configuration = TransportConfiguration()
            mistake(&configuration)
            let error = #expect(throws: TransportError.self) { try HTTPTransport(configuration) }
            #expect(error?.code == .invalidConfiguration)
        }
    }
}
