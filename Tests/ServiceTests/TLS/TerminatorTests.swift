// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import FaceSandbox
import ProgramRunner
import RequestCrypto
import Synchronization
import TC3Signing
import Testing

/// The client through TLS that somebody else wrote, to a service that checks every signature.
@Suite(
    "TLS and HTTP/2 through nginx",
    .enabled(if: Nginx.programs != nil, "nginx or openssl is not installed (printed)"))
struct TerminatorTests {
    /// The log of a client, for what the answers do not tell.
    private final class Log: Sendable {
        private let entries = Mutex<[RequestLogEntry]>([])
        var all: [RequestLogEntry] { entries.withLock { $0 } }
        func add(_ entry: RequestLogEntry) { entries.withLock { $0.append(entry) } }
    }

    /// A sandbox, an authority with one certificate, and nginx between them and the client.
    private struct Path {
        let sandbox: FaceSandbox
        let authority: TestAuthority
        let nginx: Nginx
        let log = Log()

        init(
            names: String = "DNS:localhost,IP:127.0.0.1", days: Int = 2, versions: Nginx.Versions = .http2,
            idle: Int = 60
        ) async throws {
            let programs = try #require(Nginx.programs)
            var configuration = SandboxConfiguration()
            configuration.rateLimits = .off
            sandbox = try FaceSandbox(configuration)
            try await sandbox.start()
            authority = try TestAuthority(openssl: programs.openssl)
            try authority.sign("server", names: names, days: days)
            nginx = try Nginx(
                programs.nginx, authority, certificate: "server", to: sandbox.endpoint, versions: versions, idle: idle)
        }

        func client(_ change: (inout ClientConfiguration) -> Void = { _ in }) throws -> FaceClient {
            var configuration = ClientConfiguration()
            configuration.endpoints = .single(try Endpoint("https://localhost:\(nginx.port)"))
            configuration.transport.certificateAuthorityFile = authority.file
            configuration.rateLimits = .none
            configuration.log = { [log] in log.add($0) }
            change(&configuration)
            return try FaceClient(credentials: StaticCredential(sandbox.credential), configuration: configuration)
        }

        func request(_ algorithm: ContentAlgorithm = .sm4GCM) -> DetectAIFakeFacesRequest {
            let key = algorithm == .sm4GCM ? sandbox.sm2PublicKey : sandbox.rsaPublicKey
            return DetectAIFakeFacesRequest(
                .file(at: SampleMedia.path("liveness.mp4")), kind: .video,
                encryption: BodySealer(algorithm: algorithm, wrappingKey: key))
        }
    }

    @Test(
        "a sealed video gets its answer through TLS, under the HTTP version that both have",
        arguments: [(Nginx.Versions.http2, "HTTP/2"), (.http1, "HTTP/1.1")], [ContentAlgorithm.sm4GCM, .aes256CBC])
    func video(_ versions: (offered: Nginx.Versions, used: String), _ algorithm: ContentAlgorithm) async throws {
        let path = try await Path(versions: versions.offered)
        let result = try await path.client().detectAIFakeFaces(path.request(algorithm))
        #expect(!result.requestID.isEmpty)
        #expect(path.log.all.map(\.version) == [versions.used])
        let accesses = try path.nginx.accesses(atLeast: 1)
        #expect(accesses.map(\.status) == [200])
        await path.sandbox.stop()
    }

    @Test("without HTTP/2 on this side, the same server is spoken to in HTTP/1.1")
    func http1Only() async throws {
        let path = try await Path()
        let client = try path.client { $0.transport.versions = .http1Only }
        _ = try await client.detectAIFakeFaces(path.request())
        #expect(path.log.all.map(\.version) == ["HTTP/1.1"])
        await path.sandbox.stop()
    }

    @Test("fifty calls at once share few connections under HTTP/2, and each gets an answer of its own")
    func multiplexing() async throws {
        let path = try await Path()
        let client = try path.client()
        let request = path.request()
        let identifiers = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { try await client.detectAIFakeFaces(request).requestID } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(identifiers.count == 50)
        let accesses = try path.nginx.accesses(atLeast: 50)
        #expect(accesses.count == 50)
        #expect(accesses.allSatisfy { $0.version == "HTTP/2.0" && $0.status == 200 })
        #expect(Set(accesses.map(\.connection)).count <= 2)
        await path.sandbox.stop()
    }

    @Test(
        "a certificate that does not prove who the server is ends the call before anything is sent, and is not retried",
        arguments: [
            ("DNS:example.com", 2, true, TransportError.CertificateProblem.wrongName),
            ("DNS:localhost,IP:127.0.0.1", -1, true, .expired),
            ("DNS:localhost,IP:127.0.0.1", 2, false, .unknownAuthority),
        ])
    func refused(
        _ names: String, _ days: Int, _ isTrusted: Bool, _ problem: TransportError.CertificateProblem
    ) async throws {
        let path = try await Path(names: names, days: days)
        let stranger = try TestAuthority(openssl: try #require(Nginx.programs).openssl)
        let client = try path.client { configuration in
            if !isTrusted { configuration.transport.certificateAuthorityFile = stranger.file }
        }
        do throws(FaceAPIError) {
            _ = try await client.detectAIFakeFaces(path.request())
            Issue.record("the certificate was taken")
        } catch {
            #expect(error.code == .transportFailed)
            #expect(error.transport?.code == .tlsVerificationFailed)
            #expect(error.transport?.certificateProblem == problem)
            #expect(error.transport?.exposure == TransportError.Exposure.none)
            #expect(error.attemptCount == 1)
        }
        #expect(try path.nginx.accesses().isEmpty)
        #expect(await path.sandbox.journal().isEmpty)
        await path.sandbox.stop()
    }

    @Test("a kept connection that the server has closed meanwhile is no failure")
    func idleConnection() async throws {
        let path = try await Path(idle: 1)
        let client = try path.client()
        _ = try await client.detectAIFakeFaces(path.request())
        try await Task.sleep(for: .seconds(2.5))
        _ = try await client.detectAIFakeFaces(path.request())
        let accesses = try path.nginx.accesses(atLeast: 2)
        #expect(Set(accesses.map(\.connection)).count == 2)
        await path.sandbox.stop()
    }

    @Test("a server that goes away is a failure of the connection, and the fallback takes over")
    func failOver() async throws {
        let path = try await Path()
        let second = try await Path()
        let fallback = Endpoints.single(try Endpoint("https://127.0.0.1:\(path.nginx.port)"))
        let gone = Endpoints.single(try Endpoint("https://localhost:\(second.nginx.port)"))
        let client = try path.client { configuration in
            configuration.endpoints = gone
            configuration.retry = RetryPolicy(baseDelay: .milliseconds(10))
        }
        second.nginx.stop()
        await #expect(throws: FaceAPIError(.transportFailed, "")) {
            try await client.detectAIFakeFaces(path.request())
        }
        let careful = try path.client { configuration in
            configuration.endpoints = gone
            configuration.fallbackEndpoints = fallback
            configuration.retry = RetryPolicy(baseDelay: .milliseconds(10))
        }
        _ = try await careful.detectAIFakeFaces(path.request())
        #expect(try path.nginx.accesses(atLeast: 1).count == 1)
        await path.sandbox.stop()
        await second.sandbox.stop()
    }
}
