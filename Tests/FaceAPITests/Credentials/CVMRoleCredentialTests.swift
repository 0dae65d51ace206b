// SPDX-License-Identifier: Apache-2.0

import Foundation
import TC3Signing
import Testing

@testable import FaceAPI

/// The metadata service's answers are those of the vendor's page 213/4934, from a stand-in on this machine.
struct CVMRoleCredentialTests {
    private static let path = "/latest/meta-data/cam/security-credentials/"

    private func service(
        role: String = "FaceRole\n", expiry: Int64 = 4_000_000_000, answer: String? = nil
    ) throws -> FaultServer {
        let credential =
            answer
                ?? """
                {"TmpSecretId": "AKIDrole", "TmpSecretKey": "KeyOfTheRole", "ExpiredTime": \(expiry),
                 "Expiration": "2096-10-02T07:06:40Z", "Token": "TokenOfTheRole", "Code": "Success"}
                """
        return try FaultServer.answering { connection, request in
            switch request.target {
            case Self.path: connection.answer(role)
            case Self.path + "FaceRole": connection.answer(credential)
            default: connection.answer("no", status: "404 Not Found")
            }
        }
    }

    private func provider(_ server: FaultServer, role: String? = nil) throws -> CVMRoleCredential {
        try CVMRoleCredential(role: role, base: server.url(Self.path), renewingBefore: 300)
    }

    @Test("the role's credential comes with its token", arguments: [nil, "FaceRole"])
    func credential(_ role: String?) async throws {
        let server = try service()
        let provider = try provider(server, role: role)
        let credential = try await provider.credential()
        #expect(credential.secretID == "AKIDrole")
        #expect(credential.isTemporary)
        #expect(try await provider.credential() === credential)
        #expect(server.requestCount == (role == nil ? 2 : 1))
    }

    @Test("a credential that is about to expire is asked for again")
    func renewal() async throws {
        let server = try service(expiry: Int64(Date().timeIntervalSince1970) + 200)
        let provider = try provider(server, role: "FaceRole")
        _ = try await provider.credential()
        _ = try await provider.credential()
        #expect(server.requestCount == 2)
    }

    @Test("a machine without a role, and a role that is not there, have no credential")
    func none() async throws {
        let server = try service(role: "")
        let empty = try provider(server)
        await #expect(throws: CredentialError(.notFound, "")) { try await empty.credential() }
        let unknown = try provider(server, role: "Nobody")
        await #expect(throws: CredentialError(.notFound, "")) { try await unknown.credential() }
        #expect(server.requestCount == 2)
    }

    @Test(
        "an answer that is no credential is refused, and no error shows a part of it",
        arguments: [
            "", "no", "{}", #"{"Code":"Failed"}"#, #"{"TmpSecretId":"a","TmpSecretKey":"hidden","Token":"t"}"#,
            #"{"TmpSecretId":"a","TmpSecretKey":"hidden","ExpiredTime":4000000000}"#,
            #"{"TmpSecretId":"a","TmpSecretKey":"hidden x","Token":"t","ExpiredTime":4000000000}"#,
            #"{"TmpSecretId":"a","TmpSecretKey":"hidden","Token":"t\n","ExpiredTime":4000000000}"#,
        ])
    func malformed(_ answer: String) async throws {
        let server = try service(answer: answer)
        let provider = try provider(server, role: "FaceRole")
        do throws(CredentialError) {
            _ = try await provider.credential()
            Issue.record("that was taken for a credential")
        } catch {
            #expect(error.code == .malformed)
            #expect(!error.description.contains("hidden"))
        }
        #expect(server.requestCount == 1)
    }

    @Test("a role whose name no role has is refused", arguments: ["", "a/b", "a b", "a\r\nb", "../x"])
    func roleName(_ name: String) {
        #expect(throws: CredentialError(.malformed, "")) { try CVMRoleCredential(role: name) }
    }

    @Test("plain http stays refused for every other name, and for the metadata service unless it is meant")
    func elsewhere() async throws {
        let transport = try HTTPTransport()
        var request = HTTPRequest(method: .get, url: "http://\(TransportURL.metadataHost)/")
        await #expect(throws: TransportError(.insecureURL, "")) { try await transport.send(request) }
        request.mayAskMetadataService = true
        request.url = "http://metadata.example.com/"
        await #expect(throws: TransportError(.insecureURL, "")) { try await transport.send(request) }
    }

    @Test(
        "only 169.254.0.0/16 is link-local",
        arguments: [
            ("169.254.0.23", true), ("169.254.255.255", true),
            ("169.253.0.23", false), ("169.254.0", false), ("169.254.0.256", false), ("169.254.00.1", false),
            ("::1", false),
        ])
    func linkLocal(_ address: String, _ expected: Bool) {
        #expect(TransportURL.isLinkLocalAddress(address) == expected)
    }
}
