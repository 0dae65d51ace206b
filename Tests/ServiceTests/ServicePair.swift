// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import FaceSandbox
import ProgramRunner
import RequestCrypto

/// A sandbox and a client of it, for one test.
struct ServicePair {
    let sandbox: FaceSandbox
    let client: FaceClient

    /// Starts a sandbox.
    ///
    /// - Parameters:
    ///   - scenario: what it answers, as JSON.
    ///   - faults: what goes wrong in it.
    ///   - change: what else is different about the sandbox.
    ///   - clientChange: what is different about the client, which otherwise waits for nothing long.
    init(
        scenario: String = "{}", faults: [String] = [],
        sandbox change: (inout SandboxConfiguration) -> Void = { _ in },
        client clientChange: (inout ClientConfiguration) -> Void = { _ in }
    ) async throws {
        var configuration = SandboxConfiguration()
        configuration.scenario = try Scenario(json: scenario.utf8.span)
        configuration.faults = try faults.map { try Fault($0) }
        // The tests run at once, and on machines that are busy: limits are tested by themselves.
        configuration.rateLimits = .off
        change(&configuration)
        sandbox = try FaceSandbox(configuration)
        try await sandbox.start()
        client = try Self.client(of: sandbox, clientChange)
    }

    /// A client of a sandbox.
    static func client(
        of sandbox: FaceSandbox, _ change: (inout ClientConfiguration) -> Void = { _ in }
    ) throws -> FaceClient {
        var configuration = ClientConfiguration()
        configuration.endpoints = .single(try Endpoint(sandbox.endpoint))
        configuration.retry = RetryPolicy(baseDelay: .milliseconds(5), maximumDelay: .milliseconds(20))
        configuration.rateLimits = .none
        change(&configuration)
        return try FaceClient(credentials: StaticCredential(sandbox.credential), configuration: configuration)
    }

    /// Seals for this sandbox.
    func sealer(_ algorithm: ContentAlgorithm) -> BodySealer {
        BodySealer(
            algorithm: algorithm, wrappingKey: algorithm == .sm4GCM ? sandbox.sm2PublicKey : sandbox.rsaPublicKey)
    }

    func stop() async {
        await client.shutdown()
        await sandbox.stop()
    }
}

/// Starts a pair, gives it to a test, and stops it whatever the test does.
func withPair(
    scenario: String = "{}", faults: [String] = [],
    sandbox change: (inout SandboxConfiguration) -> Void = { _ in },
    client clientChange: (inout ClientConfiguration) -> Void = { _ in },
    _ test: (ServicePair) async throws -> Void
) async throws {
    let pair = try await ServicePair(scenario: scenario, faults: faults, sandbox: change, client: clientChange)
    do {
        try await test(pair)
    } catch {
        await pair.stop()
        throw error
    }
    await pair.stop()
}

/// What a call threw; nil when it threw nothing.
func failure<Value>(_ body: () async throws(FaceAPIError) -> Value) async -> FaceAPIError? {
    do throws(FaceAPIError) {
        _ = try await body()
        return nil
    } catch {
        return error
    }
}

/// One of the committed sample files.
func sample(_ name: String) -> MediaContent { .file(at: SampleMedia.path(name)) }
