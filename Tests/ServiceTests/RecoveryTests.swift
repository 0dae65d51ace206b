// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import FaceSandbox
import Foundation
import RequestCrypto
import Synchronization
import TC3Signing
import Testing

@Suite("What a client does about a service that fails")
struct RecoveryTests {
    private let request = DetectAIFakeFacesRequest(sample("face.jpg"), kind: .image)

    @Test("a rate limit is waited for and the call made again")
    func throttled() async throws {
        try await withPair(faults: ["throttle:count=2"]) { pair in
            let result = try await pair.client.detectAIFakeFaces(request)
            #expect(result.attackRiskLevel == .low)
            let journal = await pair.sandbox.journal()
            #expect(journal.map(\.errorCode) == ["RequestLimitExceeded", "RequestLimitExceeded", nil])
        }
    }

    @Test("a rate limit that stays is the error, after as many attempts as allowed")
    func throttledForEver() async throws {
        try await withPair(faults: ["throttle"]) { pair in
            let error = try #require(
                await failure { () async throws(FaceAPIError) in try await pair.client.detectAIFakeFaces(request) })
            #expect(error.serviceCode?.isRateLimit == true)
            #expect(error.attemptCount == 3)
        }
    }

    @Test("Retry-After of a 503 is waited for")
    func retryAfter() async throws {
        try await withPair(faults: ["status=503:retry-after=1,count=1"]) { pair in
            let start = ContinuousClock.now
            _ = try await pair.client.detectAIFakeFaces(request)
            #expect(start.duration(to: .now) >= .seconds(1))
            #expect(await pair.sandbox.journal().map(\.status) == [503, 200])
        }
    }

    @Test("a clock that is ten minutes off is corrected once, for all later calls", arguments: [-600, 600] as [Int64])
    func skewedClock(_ offset: Int64) async throws {
        let clock: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) + offset }
        try await withPair(sandbox: { $0.clock = clock }) { pair in
            for _ in 0..<3 { _ = try await pair.client.detectAIFakeFaces(request) }
            let codes = await pair.sandbox.journal().map(\.errorCode)
            #expect(codes == ["AuthFailure.SignatureExpire", nil, nil, nil])
        }
    }

    @Test("the legacy service's clock is followed too, once for all later calls")
    func skewedLegacyClock() async throws {
        let clock: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) + 4_000 }
        try await withPair(sandbox: { $0.clock = clock }, client: { $0.retry = .none }) { pair in
            for _ in 0..<2 {
                _ = try await pair.client.liveDetectPicture(
                    LiveDetectPictureRequest(appID: "1000001", image: sample("face.jpg")))
            }
            #expect(await pair.sandbox.journal().count == 3)
        }
    }

    @Test("a token that the service calls expired is renewed once")
    func expiredToken() async throws {
        let temporary = try Credential(
            secretID: "AKIDtemporary", secretKey: "KeyOfTheTemporaryOne", token: "TokenOfTheTemporaryOne")
        try await withPair(faults: ["expired-token:count=1"], sandbox: { $0.credential = temporary }) { pair in
            let provider = CountingProvider(temporary)
            var configuration = ClientConfiguration()
            configuration.endpoints = .single(try Endpoint(pair.sandbox.endpoint))
            let client = try FaceClient(credentials: provider, configuration: configuration)
            _ = try await client.detectAIFakeFaces(request)
            #expect(provider.renewals == 1)
            let codes = await pair.sandbox.journal().map(\.errorCode)
            #expect(codes == ["AuthFailure.TokenFailure", nil])
            // The same client without another token to turn to gives up at once.
            let fixed = try ServicePair.client(of: pair.sandbox)
            _ = try await fixed.detectAIFakeFaces(request)
        }
    }

    @Test("a call turns to the second endpoint when the first is broken")
    func failOver() async throws {
        let second = try await ServicePair()
        try await withPair(
            faults: ["status=503"],
            sandbox: { $0.credential = second.sandbox.credential },
            client: { $0.fallbackEndpoints = try? .single(Endpoint(second.sandbox.endpoint)) }
        ) { pair in
            _ = try await pair.client.detectAIFakeFaces(request)
            #expect(await pair.sandbox.journal().map(\.status) == [503])
            #expect(await second.sandbox.journal().map(\.status) == [200])
        }
        await second.stop()
    }

    @Test("connections that break before an answer are an error unless repeating is allowed")
    func resets() async throws {
        try await withPair(faults: ["reset:count=1"]) { pair in
            let error = try #require(
                await failure { () async throws(FaceAPIError) in try await pair.client.detectAIFakeFaces(request) })
            #expect(error.code == .transportFailed)
            _ = try await pair.client.detectAIFakeFaces(request)
        }
        try await withPair(faults: ["reset:count=1"], client: { $0.retry.repeatsUnanswered = true }) { pair in
            let result = try await pair.client.detectAIFakeFaces(request)
            #expect(result.attackRiskLevel == .low)
        }
    }

    @Test("answers that are cut off or garbled are errors, and never a verdict", arguments: ["truncate", "garble"])
    func damagedAnswers(_ fault: String) async throws {
        try await withPair(faults: [fault]) { pair in
            let error = try #require(
                await failure { () async throws(FaceAPIError) in try await pair.client.detectAIFakeFaces(request) })
            #expect([FaceAPIError.Code.transportFailed, .malformedResponse].contains(error.code))
        }
    }

    @Test("a deadline ends a call that the service delays")
    func deadline() async throws {
        try await withPair(faults: ["delay:ms=120000"]) { pair in
            var options = CallOptions()
            options.timeout = .milliseconds(200)
            let start = ContinuousClock.now
            let error = try #require(
                await failure { () async throws(FaceAPIError) in
                    try await pair.client.detectAIFakeFaces(request, options: options)
                })
            #expect(error.code == .deadlineExceeded)
            #expect(start.duration(to: .now) < .seconds(60))
        }
    }

    @Test("a cancelled call ends at once")
    func cancellation() async throws {
        try await withPair(faults: ["delay:ms=120000"]) { pair in
            let request = request
            let start = ContinuousClock.now
            let task = Task {
                await failure { () async throws(FaceAPIError) in try await pair.client.detectAIFakeFaces(request) }
            }
            try await Task.sleep(for: .milliseconds(50))
            task.cancel()
            #expect(await task.value?.code == .cancelled)
            #expect(start.duration(to: .now) < .seconds(60))
        }
    }
}

/// Gives one credential, and counts how often it was told to renew it.
private final class CountingProvider: CredentialProvider {
    private let held: Credential
    private let count = Mutex(0)

    init(_ credential: Credential) { held = credential }

    var renewals: Int { count.withLock { $0 } }

    func credential() -> Credential { held }

    func renew() async -> Bool {
        count.withLock { $0 += 1 }
        return true
    }
}
