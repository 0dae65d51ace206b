// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Synchronization
import TC3Signing
import Testing

@testable import FaceAPI

@Suite("Deadlines and cancellation while a call waits for something else than an answer")
struct WaitingTests {
    /// How a test ends a call that would wait for ever.
    enum Ending: CaseIterable {
        case deadline, cancellation

        var code: FaceAPIError.Code { self == .deadline ? .deadlineExceeded : .cancelled }

        /// What a call failed with that is ended so, and whether it took its time.
        func code(of call: @escaping @Sendable (CallOptions) async -> FaceAPIError?) async throws -> FaceAPIError.Code?
        {
            var options = CallOptions()
            if self == .deadline { options.timeout = .milliseconds(50) }
            let task = Task { [options] in await call(options) }
            if self == .cancellation {
                try await Task.sleep(for: .milliseconds(50))
                task.cancel()
            }
            return await task.value?.code
        }
    }

    /// Never gives a credential, and heeds no cancellation.
    private final class Silent: CredentialProvider {
        private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])

        func credential() async throws(CredentialError) -> Credential {
            await withCheckedContinuation { continuation in waiting.withLock { $0.append(continuation) } }
            throw CredentialError(.unreadable, "the test is over")
        }

        /// Lets everybody go.
        func end() {
            for continuation in waiting.withLock({ $0 }) { continuation.resume() }
        }
    }

    private func client(
        _ credentials: any CredentialProvider, _ endpoint: String, bodies: Int = 1 << 20
    ) throws -> FaceClient {
        var configuration = ClientConfiguration()
        configuration.endpoints = .single(try Endpoint(endpoint))
        configuration.maximumBodyBytesInFlight = bodies
        return try FaceClient(credentials: credentials, configuration: configuration)
    }

    private func call(_ client: FaceClient, _ options: CallOptions) async -> FaceAPIError? {
        await failure { () async throws(FaceAPIError) in
            try await client.call(
                action: "DescribeSomething", version: "2018-03-01", service: "faceid", parameters: ["Name": "value"],
                options: options)
        }
    }

    @Test("a credential that does not come is not waited for", arguments: Ending.allCases)
    func credential(_ ending: Ending) async throws {
        let provider = Silent()
        let client = try client(provider, "http://127.0.0.1:1")
        let code = try await ending.code { await call(client, $0) }
        #expect(code == ending.code)
        provider.end()
    }

    @Test("room for a body that does not come is not waited for", arguments: Ending.allCases)
    func room(_ ending: Ending) async throws {
        let server = try FaultServer { connection in connection.waitForEnd() }
        let client = try client(
            try StaticCredential(secretID: "AKIDexample", secretKey: "KeyOfTheTest"), server.url(""), bodies: 8)
        let first = Task { await call(client, CallOptions()) }
        while server.connectionCount == 0 { try await Task.sleep(for: .milliseconds(1)) }
        let code = try await ending.code { await call(client, $0) }
        #expect(code == ending.code)
        let legacy = try await ending.code { options in
            await failure { () async throws(FaceAPIError) in
                try await client.liveDetectPicture(
                    LiveDetectPictureRequest(appID: "1", image: .bytes([UInt8](repeating: 0xFF, count: 100))),
                    options: options.withoutPreflight)
            }
        }
        #expect(legacy == ending.code)
        #expect(server.connectionCount == 1)
        first.cancel()
        #expect(await first.value?.code == .cancelled)
    }

    @Test("a download that waits for room ends with its clock, and its progress with it", arguments: Ending.allCases)
    func download(_ ending: Ending) async throws {
        let server = try FaultServer { connection in connection.waitForEnd() }
        let client = try client(
            try StaticCredential(secretID: "AKIDexample", secretKey: "KeyOfTheTest"), server.url(""), bodies: 8)
        let first = Task { await call(client, CallOptions()) }
        while server.connectionCount == 0 { try await Task.sleep(for: .milliseconds(1)) }
        let file = try #require(LivenessFile(url: server.url(), md5: nil, byteCount: 100))
        let (updates, reporter) = ProgressReporter.make(spansAttempts: true)
        let code = try await ending.code { options in
            var options = options
            options.progress = reporter
            return await failure { [options] () async throws(FaceAPIError) in
                try await client.download(file, options: options)
            }
        }
        #expect(code == ending.code)
        // Ends only where the call has ended it: the reporter is still here.
        for await _ in updates {}
        withExtendedLifetime(reporter) {}
        first.cancel()
        _ = await first.value
    }
}

extension CallOptions {
    /// The same for a request that the page would refuse.
    fileprivate var withoutPreflight: CallOptions {
        var options = self
        options.skipsPreflight = true
        return options
    }
}
