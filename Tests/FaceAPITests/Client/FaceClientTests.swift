// SPDX-License-Identifier: Apache-2.0

import Foundation
import RequestCrypto
import StrictJSON
import Synchronization
import TC3Signing
import Testing

@testable import FaceAPI

struct FaceClientTests {
    typealias Answer = ScriptedService.Answer

    func call(
        _ client: FaceClient, _ parameters: JSONValue = ["Name": "value"], encryption: CallEncryption = .none,
        options: CallOptions = CallOptions()
    ) async throws(FaceAPIError) -> APIResponse {
        try await client.call(
            action: "DescribeSomething", version: "2018-03-01", service: "faceid", parameters: parameters,
            region: "ap-guangzhou", encryption: encryption, options: options)
    }

    func failure(_ client: FaceClient, options: CallOptions = CallOptions()) async -> FaceAPIError? {
        do throws(FaceAPIError) {
            _ = try await call(client, options: options)
            return nil
        } catch {
            return error
        }
    }

    @Test("a call is signed over the bytes that are sent, and gives the object under Response")
    func success() async throws {
        let service = try ScriptedService([.success])
        let client = try service.client { configuration in
            configuration.language = "en-US"
            configuration.requestClient = "test,1.0"
        }
        let response = try await call(client)
        #expect(response["Answer"]?.int == 42)
        #expect(response.requestID == "r-ok")
        #expect(response.attemptCount == 1)
        #expect(!response.wasEncrypted)
        let request = try #require(service.requests.first)
        #expect(request.head.hasPrefix("POST / HTTP/1.1\r\n"))
        #expect(String(decoding: request.body, as: UTF8.self) == #"{"Name":"value"}"#)
        #expect(request.header("X-TC-Action") == "DescribeSomething")
        #expect(request.header("X-TC-Version") == "2018-03-01")
        #expect(request.header("X-TC-Region") == "ap-guangzhou")
        #expect(request.header("X-TC-Language") == "en-US")
        #expect(request.header("X-TC-RequestClient") == "test,1.0")
        #expect(request.header("Content-Type") == "application/json")
        #expect(request.header("Host") == (try service.endpoint.host))
        #expect(try request.isSigned())
    }

    @Test("an error of the service keeps its code, message and RequestId, and is not tried again")
    func serviceError() async throws {
        let service = try ScriptedService([.error("InvalidParameterValue", "FaceInputType is 3", id: "r-7")])
        let error = try #require(await failure(try service.client()))
        #expect(error.code == .serviceError)
        #expect(error.serviceCode == "InvalidParameterValue")
        #expect(error.serviceMessage == "FaceInputType is 3")
        #expect(error.requestID == "r-7")
        #expect(error.httpStatus == 200)
        #expect(error.attemptCount == 1)
        #expect(error.description.contains("r-7"))
        #expect(service.requests.count == 1)
    }

    @Test("an unknown code of the service stays readable")
    func unknownCode() async throws {
        let service = try ScriptedService([.error("FailedOperation.BrandNew", "something new")])
        let error = try #require(await failure(try service.client()))
        #expect(error.serviceCode?.rawValue == "FailedOperation.BrandNew")
        #expect(error.message.contains("FailedOperation.BrandNew: something new"))
    }

    @Test(
        "what is no answer of the service is malformed, with what is known of it",
        arguments: [
            "", "no", "[]", "{}", #"{"Response":[]}"#, #"{"Response":null}"#, #"{"Response":{"Answer":1}}"#,
            #"{"Response":{"RequestId":"a","RequestId":"b"}}"#, #"{"Response":{"RequestId":7}}"#,
        ])
    func malformed(_ body: String) async throws {
        let service = try ScriptedService([Answer(body: body)])
        let error = try #require(await failure(try service.client()))
        #expect(error.code == .malformedResponse)
        #expect(error.action == "DescribeSomething")
    }

    @Test("an error that is null is none")
    func nullError() async throws {
        let service = try ScriptedService([.response(#"{"Error":null,"Answer":42,"RequestId":"r-1"}"#)])
        let response = try await call(try service.client())
        #expect(response["Answer"]?.int == 42)
    }

    @Test("each attempt is signed anew, with the time at which it is made")
    func signedAnew() async throws {
        let service = try ScriptedService([
            .error("RequestLimitExceeded"), Answer(status: "503 Busy", body: "busy"), .success,
        ])
        let time = Mutex<Int64>(1_700_000_000)
        let client = try service.client { configuration in
            configuration.systemTime = {
                time.withLock { time in
                    time += 1
                    return time
                }
            }
        }
        let response = try await call(client)
        #expect(response.attemptCount == 3)
        let requests = service.requests
        #expect(requests.map { $0.header("X-TC-Timestamp") } == ["1700000001", "1700000002", "1700000003"])
        #expect(try requests.allSatisfy { try $0.isSigned() })
        #expect(Set(requests.map { $0.header("Authorization") }).count == 3)
        #expect(requests.allSatisfy { $0.body == requests[0].body })
    }

    @Test("attempts end with the policy's number, and the last failure comes out")
    func exhausted() async throws {
        let service = try ScriptedService([.error("RequestLimitExceeded", id: "r-9")])
        let error = try #require(await failure(try service.client()))
        #expect(error.serviceCode == "RequestLimitExceeded")
        #expect(error.requestID == "r-9")
        #expect(error.attemptCount == 3)
        #expect(service.requests.count == 3)
        var options = CallOptions()
        options.retry = RetryPolicy.none
        #expect(await failure(try service.client(), options: options)?.attemptCount == 1)
        #expect(service.requests.count == 4)
    }

    @Test("a success after failures is a success, and ends the attempts")
    func failureThenSuccess() async throws {
        let service = try ScriptedService([.error("InternalError"), .error("RequestLimitExceeded"), .success])
        let client = try service.client()
        // A generic action may not be repeatable, so its InternalError comes out.
        #expect(await failure(client)?.serviceCode == "InternalError")
        #expect(try await call(client).attemptCount == 2)
        #expect(service.requests.count == 3)
    }

    @Test("Retry-After is waited for")
    func retryAfter() async throws {
        let service = try ScriptedService([
            Answer(status: "429 Too Many", headers: "Retry-After: 1\r\n", body: ""), .success,
        ])
        let client = try service.client()
        let started = ContinuousClock.now
        #expect(try await call(client).attemptCount == 2)
        #expect(started.duration(to: .now) >= .seconds(1))
    }

    @Test("no attempt is begun that the deadline leaves no time for")
    func deadline() async throws {
        let service = try ScriptedService([
            Answer(status: "429 Too Many", headers: "Retry-After: 60000\r\n", body: ""), .success,
        ])
        // Longer than other tests may keep this one from going on.
        var options = CallOptions()
        options.timeout = .seconds(3600)
        let started = ContinuousClock.now
        let error = try #require(await failure(try service.client(), options: options))
        #expect(error.code == .httpStatus)
        #expect(error.httpStatus == 429)
        #expect(started.duration(to: .now) < .seconds(3600))
        options.timeout = nil
        options.deadline = .now
        #expect(await failure(try service.client(), options: options)?.code == .deadlineExceeded)
        #expect(service.requests.count == 1)
    }

    @Test("a refused timestamp is corrected once, from the answer's Date, and stays corrected")
    func clockSkew() async throws {
        // 2019-02-25 16:44:25 UTC
        let service = try ScriptedService([
            .error("AuthFailure.SignatureExpire", headers: "Date: Mon, 25 Feb 2019 16:44:25 GMT\r\n"), .success,
        ])
        let client = try service.client { configuration in
            configuration.systemTime = { 1_551_100_000 }
            configuration.retry = .none
        }
        #expect(try await call(client).attemptCount == 2)
        _ = try await call(client)
        #expect(service.requests.map { $0.header("X-TC-Timestamp") } == ["1551100000", "1551113065", "1551113065"])
        #expect(try service.requests.allSatisfy { try $0.isSigned() })
    }

    @Test("without a Date, the time in the message counts; a clock that is right is not corrected for ever")
    func clockSkewFromMessage() async throws {
        let message = "The deviation between `Timestamp` and the server time 1706406788. is too large"
        let service = try ScriptedService([.error("AuthFailure.SignatureExpire", message)])
        let client = try service.client { $0.systemTime = { 1_551_100_000 } }
        let error = try #require(await failure(client))
        #expect(error.serviceCode == .authFailureSignatureExpire)
        #expect(service.requests.map { $0.header("X-TC-Timestamp") } == ["1551100000", "1706406788"])
        // The clock is as the service says: nothing can be corrected any more.
        _ = await failure(client)
        #expect(service.requests.count == 3)
    }

    @Test("neither a corrected clock nor a renewed token takes one of the attempts")
    func uncounted() async throws {
        let skewed = Answer.error("AuthFailure.SignatureExpire", headers: "Date: Mon, 25 Feb 2019 16:44:25 GMT\r\n")
        let busy = Answer(status: "503 Busy", body: "busy")
        let service = try ScriptedService([skewed, .error("AuthFailure.TokenFailure"), busy, busy])
        var configuration = ClientConfiguration()
        configuration.endpoints = .single(try service.endpoint)
        configuration.retry = RetryPolicy(maximumAttempts: 2, baseDelay: .milliseconds(5))
        configuration.systemTime = { 1_551_100_000 }
        let provider = RefreshingCredential(renewingBefore: 0, now: { 0 }) { () throws(CredentialError) in
            do throws(TC3SigningError) {
                return TemporaryCredential(
                    try Credential(secretID: "AKIDexample", secretKey: "KeyOfTheTest", token: "t"), expiresAt: 7_200)
            } catch {
                throw CredentialError(.malformed, error.message)
            }
        }
        let client = try FaceClient(credentials: provider, configuration: configuration)
        let error = try #require(await failure(client))
        #expect(error.httpStatus == 503)
        // Two that count, and one each that does not.
        #expect(error.attemptCount == 4)
        #expect(service.requests.count == 4)
    }

    @Test("calls that are refused at the same time for a wrong clock all recover")
    func clockSkewOfMany() async throws {
        let count = 8
        let refused = FaultServer.Counter()
        let server = try FaultServer.answering { connection, request in
            if request.header("X-TC-Timestamp") == "1551113065" {
                connection.answer(#"{"Response":{"Answer":42,"RequestId":"r-ok"}}"#)
                return
            }
            // Nobody is told before everybody has been refused.
            refused.add()
            while refused.count < count { usleep(1_000) }
            connection.answer(
                #"{"Response":{"Error":{"Code":"AuthFailure.SignatureExpire","Message":"no"},"RequestId":"r-1"}}"#,
                headers: "Date: Mon, 25 Feb 2019 16:44:25 GMT\r\n")
        }
        var configuration = ClientConfiguration()
        configuration.endpoints = .single(try Endpoint(server.url("")))
        configuration.systemTime = { 1_551_100_000 }
        let client = try FaceClient(
            credentials: try StaticCredential(secretID: "AKIDexample", secretKey: "KeyOfTheTest"),
            configuration: configuration)
        let attempts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<count { group.addTask { try await call(client).attemptCount } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(attempts == [Int](repeating: 2, count: count))
    }

    @Test("a place that cannot be reached, or answers 5xx, is left for the second one, under a signature for that")
    func failOver() async throws {
        let lost = try ScriptedService([Answer(status: "503 Down", body: "")])
        let good = try ScriptedService([.success])
        let fallback = Endpoints.single(try good.endpoint)
        let client = try lost.client { $0.fallbackEndpoints = fallback }
        let response = try await call(client)
        #expect(response.endpoint == (try good.endpoint))
        #expect(response.attemptCount == 2)
        #expect(try good.requests.first?.isSigned() == true)
        #expect(good.requests.first?.header("Host") == (try good.endpoint.host))
        #expect(lost.requests.count == 1)
    }

    @Test("a request that was sent whole and not answered is not sent again unless that is allowed")
    func unanswered() async throws {
        let service = try ScriptedService([.lost, .success])
        let error = try #require(await failure(try service.client()))
        #expect(error.code == .transportFailed)
        #expect(error.transport?.exposure == .complete)
        #expect(service.requests.count == 1)
        let second = try ScriptedService([.lost, .success])
        let client = try second.client { $0.retry.repeatsUnanswered = true }
        #expect(try await call(client).attemptCount == 2)
    }

    @Test("a refused token is renewed once")
    func renewal() async throws {
        let service = try ScriptedService([.error("AuthFailure.TokenFailure"), .success])
        let fetched = Mutex(0)
        let provider = RefreshingCredential(renewingBefore: 300, now: { 0 }) { () throws(CredentialError) in
            let number = fetched.withLock { count in
                count += 1
                return count
            }
            do throws(TC3SigningError) {
                return TemporaryCredential(
                    try Credential(secretID: "AKIDexample", secretKey: "KeyOfTheTest", token: "token-\(number)"),
                    expiresAt: 7_200)
            } catch {
                throw CredentialError(.malformed, error.message)
            }
        }
        var configuration = ClientConfiguration()
        configuration.endpoints = .single(try service.endpoint)
        let client = try FaceClient(credentials: provider, configuration: configuration)
        _ = try await call(client)
        _ = try await call(client)
        #expect(service.requests.map { $0.header("X-TC-Token") } == ["token-1", "token-2", "token-2"])
        #expect(try service.requests.allSatisfy { try $0.isSigned() })
    }

    @Test("a cancelled call ends at once, whatever it waits for")
    func cancellation() async throws {
        let service = try ScriptedService([
            Answer(status: "429 Too Many", headers: "Retry-After: 60\r\n", body: "")
        ])
        let client = try service.client()
        let task = Task { await failure(client) }
        while service.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        try await Task.sleep(for: .milliseconds(50))
        let started = ContinuousClock.now
        task.cancel()
        #expect(await task.value?.code == .cancelled)
        #expect(started.duration(to: .now) < .seconds(30))
    }

    @Test("every attempt is in the log, without its signature and without content")
    func log() async throws {
        let service = try ScriptedService([
            .error("RequestLimitExceeded", "too many with the name of a person", id: "r-1"), .success,
        ])
        let entries = Mutex<[RequestLogEntry]>([])
        let client = try service.client { configuration in
            configuration.log = { entry in entries.withLock { $0.append(entry) } }
        }
        _ = try await call(client, ["Name": "a person's name"])
        let log = entries.withLock { $0 }
        #expect(log.map(\.attempt) == [1, 2])
        #expect(log.map(\.requestID) == ["r-1", "r-ok"])
        #expect(log[0].failure == "serviceError: RequestLimitExceeded")
        #expect(log[0].retryPause != nil)
        #expect(log[1].retryPause == nil)
        #expect(log[1].status == 200)
        let signature = try #require(service.requests[0].header("Authorization")?.split(separator: "Signature=").last)
        for entry in log {
            #expect(!"\(entry) \(entry.headers)".contains(signature))
            #expect(!"\(entry) \(entry.headers)".contains("person"))
        }
    }

    @Test(
        "progress spans the attempts and ends with the call, however the reporter was made", arguments: [false, true])
    func progress(spansAttempts: Bool) async throws {
        let service = try ScriptedService([.error("RequestLimitExceeded"), .success])
        let (updates, reporter) = ProgressReporter.make(every: .zero, spansAttempts: spansAttempts)
        var options = CallOptions()
        options.progress = reporter
        let client = try service.client()
        async let last = updates.reduce(nil as TransportProgress?) { $1 }
        _ = try await call(client, options: options)
        let progress = try #require(await last)
        #expect(progress.fractionSent == 1)
        #expect(progress.attempt == 2)
    }

    @Test("after shutdown calls fail with shutDown")
    func shutdown() async throws {
        let service = try ScriptedService([.success])
        let client = try service.client()
        _ = try await call(client)
        await client.shutdown()
        #expect(await failure(client)?.code == .shutDown)
    }

    @Test("without a credential nothing is sent, and the hint says where one is looked for")
    func noCredential() async throws {
        let service = try ScriptedService([.success])
        var configuration = ClientConfiguration()
        configuration.endpoints = .single(try service.endpoint)
        let client = try FaceClient(
            credentials: CredentialChain.standard(environment: ProcessEnvironment([:])), configuration: configuration)
        let error = try #require(await failure(client))
        #expect(error.code == .noCredential)
        #expect(error.hint?.contains("TENCENTCLOUD_SECRET_ID") == true)
        #expect(service.requests.isEmpty)
    }
}
