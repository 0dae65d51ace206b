// SPDX-License-Identifier: Apache-2.0

import FaceSandbox
import Foundation
import RequestCrypto
import StrictJSON
import TC3Signing

/// A started sandbox whose clock stands still, and what a client would know of it.
struct SandboxUnderTest {
    let sandbox: FaceSandbox
    let port: UInt16
    let managementPort: UInt16

    /// What the clock of every sandbox under test says: 2023-11-14T22:13:20Z.
    static let now: Int64 = 1_700_000_000

    // Making an RSA key takes longer than most tests.
    private static let rsaKey = try? UnwrappingKey.generateRSA(bits: 2048)
    private static let sm2Key = try? UnwrappingKey.generateSM2()

    init(
        scenario: String = "{}", faults: [String] = [], _ change: (inout SandboxConfiguration) -> Void = { _ in }
    ) async throws {
        var configuration = SandboxConfiguration()
        configuration.scenario = try Scenario(json: scenario.utf8.span)
        configuration.faults = try faults.map { try Fault($0) }
        configuration.seed = 1
        configuration.rateLimits = .off
        configuration.clock = { Self.now }
        configuration.rsaKey = Self.rsaKey
        configuration.sm2Key = Self.sm2Key
        change(&configuration)
        sandbox = try FaceSandbox(configuration)
        try await sandbox.start()
        port = Self.port(of: sandbox.endpoint)
        managementPort = Self.port(of: sandbox.managementEndpoint)
    }

    static func port(of endpoint: String) -> UInt16 { UInt16(endpoint.split(separator: ":").last ?? "") ?? 0 }

    /// The public key that data keys are wrapped for.
    func wrappingKey(for algorithm: ContentAlgorithm) -> WrappingKey {
        algorithm == .sm4GCM ? sandbox.sm2PublicKey : sandbox.rsaPublicKey
    }

    /// Sends one request and gives its answer; nil when none came.
    func send(_ request: RawRequest) async -> RawAnswer? {
        await exchange(request).answers.last { $0.status != 100 }
    }

    /// Sends one request and tells how it ended.
    func exchange(_ request: RawRequest) async -> RawConnection.Outcome {
        await RawConnection.run(port: port, [.send(request.bytes())])
    }

    /// Sends parameters to an action, signed.
    func call(_ action: TestAction, _ parameters: JSONValue) async throws -> RawAnswer? {
        await send(try signed(action, body: parameters.serialized()))
    }

    /// Asks the management port.
    func manage(
        _ method: String, _ path: String, body: String = "", host: String = "127.0.0.1",
        type: String? = "application/json", additional: [HeaderField] = []
    ) async -> RawAnswer? {
        var request = RawRequest(
            method: method, target: path, headers: [HeaderField(name: "Host", value: host)] + additional,
            body: Array(body.utf8))
        request["Content-Type"] = type
        return await RawConnection.run(port: managementPort, [.send(request.bytes())]).answers.last
    }

    /// A signed request.
    func signed(
        _ action: TestAction, body: [UInt8], at time: Int64 = now, headers: SignedHeaders = .standard,
        additional: [HeaderField] = [], credential: Credential? = nil, language: String? = nil
    ) throws -> RawRequest {
        let request = try TC3Request(
            host: "127.0.0.1:\(port)", action: action.name, version: action.version, region: action.region,
            language: language, signedHeaders: headers, additionalHeaders: additional)
        let signer = try TC3Signer(credential: credential ?? sandbox.credential, service: action.service)
        return RawRequest(headers: try signer.sign(request, body: body.span, at: time).headers, body: body)
    }
}

/// Starts a sandbox, gives it to a test, and stops it whatever the test does.
func withSandbox<Result>(
    scenario: String = "{}", faults: [String] = [], _ change: (inout SandboxConfiguration) -> Void = { _ in },
    _ test: (SandboxUnderTest) async throws -> Result
) async throws -> Result {
    let service = try await SandboxUnderTest(scenario: scenario, faults: faults, change)
    do {
        let result = try await test(service)
        await service.sandbox.stop()
        return result
    } catch {
        await service.sandbox.stop()
        throw error
    }
}
