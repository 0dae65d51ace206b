// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import Foundation
import Testing

// Enabled only with the openssl command, which makes the certificates and serves the faults;
// `isInstalled` prints when it is missing.
@Suite(
    "TLS", .enabled(if: OpenSSLCommand.isInstalled),
    .enabled(if: LoopbackTests.areWanted, Comment(rawValue: LoopbackTests.reason)))
struct TransportTLSTests {
    private static func get(
        _ port: Int, host: String = "localhost", trusting authority: String?, pins: [String] = []
    ) async throws -> Result<HTTPResponse, TransportError> {
        var configuration = TransportConfiguration.impatient
        configuration.certificateAuthorityFile = authority
        configuration.publicKeyPins = pins
        let transport = try HTTPTransport(configuration)
        return await outcome(of: HTTPRequest(method: .get, url: "https://\(host):\(port)/"), with: transport).result
    }

    @Test(
        "A server with a certificate for its name from the given authority answers", arguments: ["-tls1_2", "-tls1_3"])
    func good(version: String) async throws {
        let certificates = try await TestCertificates()
        try await certificates.make("good")
        let server = try await TLSServer(certificates, "good", options: [version])
        let response = try await Self.get(server.port, trusting: certificates.authority).get()
        #expect(response.status == 200)
        #expect(response.version == .http10)
        #expect(response.timings.tlsHandshake >= response.timings.connect)
        let byAddress = try await Self.get(server.port, host: "127.0.0.1", trusting: certificates.authority).get()
        #expect(byAddress.status == 200)
    }

    @Test("An expired certificate is refused as expired")
    func expired() async throws {
        let certificates = try await TestCertificates()
        try await certificates.make("expired", days: -1)
        let server = try await TLSServer(certificates, "expired")
        try await Self.expectRefusal(.expired, server.port, trusting: certificates.authority)
    }

    @Test(
        "A certificate for another name is refused as such",
        arguments: ["DNS:example.com", "DNS:localhost.example.com"])
    func wrongName(names: String) async throws {
        let certificates = try await TestCertificates()
        try await certificates.make("other", names: names)
        let server = try await TLSServer(certificates, "other")
        try await Self.expectRefusal(.wrongName, server.port, trusting: certificates.authority)
    }

    @Test("A certificate from an authority that is not trusted is refused as such")
    func unknownAuthority() async throws {
        let certificates = try await TestCertificates()
        try await certificates.makeAuthority("stranger")
        try await certificates.make("good", signedBy: "stranger")
        let server = try await TLSServer(certificates, "good")
        try await Self.expectRefusal(.unknownAuthority, server.port, trusting: certificates.authority)
        // Neither does the system trust it, nor does a self-signed certificate vouch for itself.
        try await Self.expectRefusal(.unknownAuthority, server.port, trusting: nil)
        let itself = try await TLSServer(certificates, "stranger")
        try await Self.expectRefusal(.unknownAuthority, itself.port, trusting: certificates.authority)
    }

    @Test("A server that speaks TLS 1.1 at most is refused as too old")
    func tooOld() async throws {
        let certificates = try await TestCertificates()
        try await certificates.make("good")
        let server = try await TLSServer(certificates, "good", options: ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"])
        let error = try #require(await Self.get(server.port, trusting: certificates.authority).failure)
        #expect(error.code == .tlsTooOld, "\(error)")
        #expect(!error.anyByteSent)
    }

    @Test("A pinned key passes, and another key is refused")
    func pins() async throws {
        let certificates = try await TestCertificates()
        try await certificates.make("good")
        let server = try await TLSServer(certificates, "good")
        let right = try await certificates.pin(of: "good")
        let wrong = try await certificates.pin(of: "authority")
        #expect(
            try await Self.get(server.port, trusting: certificates.authority, pins: [wrong, right]).get().status == 200)
        let error = try #require(
            await Self.get(server.port, trusting: certificates.authority, pins: [wrong]).failure)
        #expect(error.code == .tlsVerificationFailed)
        #expect(error.certificateProblem == .wrongPin, "\(error)")
        #expect(!error.anyByteSent)
    }

    @Test("A server without TLS does not get a byte of the request")
    func plainServer() async throws {
        let server = try FaultServer { connection in
            // The first bytes of a ClientHello, then an answer in the clear.
            _ = connection.drain(5)
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            connection.waitForEnd()
        }
        let error = try #require(await Self.get(Int(server.port), trusting: nil).failure)
        #expect(error.code == .tlsHandshakeFailed, "\(error)")
        #expect(!error.anyByteSent)
    }

    @Test("An authority file that is missing or holds no certificate is a configuration error")
    func authorityFile() async throws {
        let certificates = try await TestCertificates()
        try await certificates.make("good")
        let server = try await TLSServer(certificates, "good")
        for file in [certificates.path("missing.pem"), certificates.path("good.key")] {
            let error = try #require(await Self.get(server.port, trusting: file).failure)
            #expect(error.code == .invalidConfiguration, "\(error)")
        }
    }

    @Test("No environment variable adds an authority, a proxy or an older TLS, or writes keys down")
    func environment() async {
        // A process of its own, whose environment can be changed before anything reads it.
        await #expect(processExitsWith: .success) {
            let certificates = try await TestCertificates()
            try await certificates.make("good")
            let server = try await TLSServer(certificates, "good")
            let old = try await TLSServer(
                certificates, "good", options: ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"])
            let proxy = try FaultServer.answering { connection, _ in connection.answer("proxied") }
            let plain = try FaultServer.answering { connection, _ in connection.answer("direct") }
            let keyLog = certificates.path("keys.log")
            let configuration = certificates.path("weak.cnf")
            try """
            openssl_conf = all
            [all]
            ssl_conf = modules
            [modules]
            system_default = weak
            [weak]
            MinProtocol = TLSv1
            CipherString = DEFAULT@SECLEVEL=0
            VerifyMode = Request

            """.write(toFile: configuration, atomically: true, encoding: .utf8)
            for (name, value) in [
                ("SSL_CERT_FILE", certificates.authority), ("CURL_CA_BUNDLE", certificates.authority),
                ("SSL_CERT_DIR", certificates.folder.path), ("SSLKEYLOGFILE", keyLog), ("OPENSSL_CONF", configuration),
                ("http_proxy", proxy.url()), ("https_proxy", proxy.url()), ("HTTPS_PROXY", proxy.url()),
                ("all_proxy", proxy.url()), ("ALL_PROXY", proxy.url()),
            ] {
                setenv(name, value, 1)
            }
            let bySystem = try #require(await TransportTLSTests.get(server.port, trusting: nil).failure)
            #expect(bySystem.certificateProblem == .unknownAuthority, "\(bySystem)")
            let trusted = try await TransportTLSTests.get(server.port, trusting: certificates.authority).get()
            #expect(trusted.status == 200)
            let tooOld = try #require(
                await TransportTLSTests.get(old.port, trusting: certificates.authority).failure)
            #expect(tooOld.code == .tlsTooOld, "\(tooOld)")
            let transport = try HTTPTransport(.impatient)
            let direct = try await transport.send(HTTPRequest(method: .get, url: plain.url()))
            #expect(direct.text == "direct")
            #expect(proxy.connectionCount == 0)
            let keys = FileManager.default.contents(atPath: keyLog) ?? Data()
            #expect(keys.isEmpty, "\(keys.count) bytes of TLS secrets were written")
        }
    }

    private static func expectRefusal(
        _ problem: TransportError.CertificateProblem, _ port: Int, trusting authority: String?,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let error = try #require(await get(port, trusting: authority).failure, sourceLocation: sourceLocation)
        #expect(error.code == .tlsVerificationFailed, "\(error)", sourceLocation: sourceLocation)
        #expect(error.certificateProblem == problem, "\(error)", sourceLocation: sourceLocation)
        #expect(!error.anyByteSent, sourceLocation: sourceLocation)
    }
}
