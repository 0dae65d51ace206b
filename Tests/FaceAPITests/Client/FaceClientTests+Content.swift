// SPDX-License-Identifier: Apache-2.0

import Foundation
import RequestCrypto
import StrictJSON
import Synchronization
import TC3Signing
import Testing

@testable import FaceAPI

/// What is refused before anything is sent, and what is encrypted on the way.
extension FaceClientTests {
    @Test("a body over the limit is refused before anything is sent, unless the caller insists")
    func preflight() async throws {
        let service = try ScriptedService([.success])
        let client = try service.client()
        let large: JSONValue = ["Text": .string(String(repeating: "x", count: 10_600_000))]
        await #expect(throws: FaceAPIError(.refusedByPreflight, "")) { try await call(client, large) }
        #expect(service.requests.isEmpty)
        var options = CallOptions()
        options.skipsPreflight = true
        _ = try await call(client, large, options: options)
        #expect(service.requests.count == 1)
    }

    @Test("parameters that are no object, and names that no header may have, are refused before anything is sent")
    func invalid() async throws {
        let service = try ScriptedService([.success])
        let client = try service.client()
        await #expect(throws: FaceAPIError(.invalidRequest, "")) { try await call(client, [1, 2]) }
        for (action, version, region) in [
            ("A\r\nB", "1", "r"), ("A", "1\0", "r"), ("A", "1", "r\nX: y"), ("Ä", "1", "r"),
        ] {
            await #expect(throws: FaceAPIError(.invalidRequest, "")) {
                try await client.call(action: action, version: version, service: "faceid", region: region)
            }
        }
        #expect(service.requests.isEmpty)
        #expect(throws: FaceAPIError(.invalidRequest, "")) {
            try service.client { $0.requestClient = "a b" }
        }
    }

    @Test("an encrypted reply is opened, and one in the clear is an error where encryption was asked for")
    func encryptedReply() async throws {
        let service = try ScriptedService([.success])
        let client = try service.client()
        await #expect(throws: FaceAPIError(.responseNotOpened, "")) {
            try await call(client, ["Text": "x"], encryption: .reply())
        }
        let body = try #require(service.requests.first).body
        let sent = try JSONValue(parsing: body.span)
        #expect(sent["Encryption"]?["CiphertextBlob"]?.string?.isEmpty == false)
    }

    @Test("fields are encrypted on their way, and several under one nonce are refused")
    func encryptedFields() async throws {
        let service = try ScriptedService([.success])
        let client = try service.client()
        let parameters: JSONValue = ["IdCard": "440111111111111111", "Name": "x", "RuleId": "2"]
        _ = try await call(client, parameters, encryption: .fields(["IdCard", "Name"]))
        let body = try #require(service.requests.first).body
        let sent = try JSONValue(parsing: body.span)
        #expect(sent["RuleId"]?.string == "2")
        #expect(sent["IdCard"]?.string != "440111111111111111")
        #expect(sent["Encryption"]?["EncryptList"]?.array?.count == 2)
        await #expect(throws: FaceAPIError(.sealingFailed, "")) {
            try await call(
                client, parameters, encryption: .fields(["IdCard", "Name"], FieldSealer(algorithm: .sm4GCM)))
        }
        await #expect(throws: FaceAPIError(.sealingFailed, "")) {
            try await call(client, parameters, encryption: .fields(["Nobody"]))
        }
        #expect(service.requests.count == 1)
    }
}
