// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TC3Signing
import Testing

@testable import FaceAPI

/// What counts as an attempt.
extension FaceClientTests {
    @Test("what keeps a request from being sent is no attempt")
    func nothingSent() async throws {
        let service = try ScriptedService([.error("RequestLimitExceeded")])
        var configuration = ClientConfiguration()
        configuration.endpoints = .single(try service.endpoint)
        let none = try FaceClient(credentials: CredentialChain([]), configuration: configuration)
        let noCredential = try #require(await failure(none))
        #expect(noCredential.code == .noCredential)
        #expect(noCredential.attemptCount == 0)

        let client = try service.client()
        let unsigned = await FaceAPITests.failure { () async throws(FaceAPIError) in
            _ = try await client.call(
                action: "DescribeSomething", version: "2018-03-01", service: "faceid", region: "a b")
        }
        #expect(unsigned?.code == .invalidRequest)
        #expect(unsigned?.attemptCount == 0)
        #expect(service.requests.isEmpty)

        configuration.retry = RetryPolicy(baseDelay: .milliseconds(5), maximumDelay: .milliseconds(20))
        let once = try FaceClient(credentials: CredentialForOnce(), configuration: configuration)
        let second = try #require(await failure(once))
        #expect(second.code == .noCredential)
        #expect(second.attemptCount == 1)
        #expect(service.requests.count == 1)
    }
}

/// Gives a credential for the first attempt, and none for the next.
private final class CredentialForOnce: CredentialProvider {
    private let isGiven = Mutex(false)

    func credential() async throws(CredentialError) -> Credential {
        let wasGiven = isGiven.withLock { isGiven in
            defer { isGiven = true }
            return isGiven
        }
        guard !wasGiven else { throw CredentialError(.unreadable, "it was for once") }
        return try StaticCredential(secretID: "AKIDexample", secretKey: "KeyOfTheTest").credential()
    }
}
