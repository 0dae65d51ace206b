// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import StrictJSON
import TC3Signing
import Testing

@testable import FaceSandbox

@Suite("What goes wrong on purpose")
struct FaultTests {
    private static func detect(_ service: SandboxUnderTest) throws -> RawRequest {
        try service.signed(.detect, body: TestAction.detect.parameters.serialized())
    }

    @Test("a delay holds the answer back")
    func delay() async throws {
        try await withSandbox(faults: ["delay:ms=400,count=1"]) { service in
            let outcome = await service.exchange(try Self.detect(service))
            #expect(outcome.elapsed >= .milliseconds(400))
            #expect(outcome.answers.first?.code == nil)
            #expect(await service.sandbox.journal().last?.faults == ["delay"])
        }
    }

    @Test("a reset before the answer leaves nothing of it")
    func resetBefore() async throws {
        try await withSandbox(faults: ["reset:count=1"]) { service in
            let outcome = await service.exchange(try Self.detect(service))
            #expect(outcome.bytes.isEmpty)
            #expect(outcome.ending == .reset)
            #expect(await service.send(try Self.detect(service))?.code == nil)
        }
    }

    @Test("a reset in the middle comes after the first half")
    func resetMidway() async throws {
        try await withSandbox(faults: ["reset:at=middle"]) { service in
            let outcome = await service.exchange(try Self.detect(service))
            #expect(!outcome.bytes.isEmpty)
            #expect(outcome.answers.isEmpty)
            #expect(outcome.ending == .reset)
        }
    }

    @Test("a cut answer announces more than it has, and ends in order")
    func truncate() async throws {
        try await withSandbox(faults: ["truncate"]) { service in
            let outcome = await service.exchange(try Self.detect(service))
            let head = String(decoding: outcome.bytes, as: UTF8.self)
            #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(head.contains("Content-Length: "))
            #expect(outcome.answers.isEmpty)
            #expect(outcome.ending == .closed)
        }
    }

    @Test("a garbled answer has its length and is no JSON")
    func garble() async throws {
        try await withSandbox(faults: ["garble"]) { service in
            let answer = try #require(await service.send(try Self.detect(service)))
            #expect(answer.status == 200)
            #expect(answer.headers["content-length"] == String(answer.body.count))
            #expect(answer.json == nil)
        }
    }

    @Test("a status of the gateway has no JSON, and Retry-After when asked for")
    func status() async throws {
        try await withSandbox(faults: ["status=503:retry-after=7,count=1", "status=429:after=1"]) { service in
            let first = try #require(await service.send(try Self.detect(service)))
            #expect(first.status == 503)
            #expect(first.headers["retry-after"] == "7")
            #expect(first.json == nil)
            let second = try #require(await service.send(try Self.detect(service)))
            #expect(second.status == 429)
            #expect(second.headers["retry-after"] == nil)
        }
    }

    @Test("throttling has the code of each service")
    func throttle() async throws {
        try await withSandbox(faults: ["throttle"]) { service in
            #expect(await service.send(try Self.detect(service))?.code == "RequestLimitExceeded")
            let photo = try await service.call(.accurate, TestAction.accurate.parameters)
            #expect(photo?.code == "FailedOperation.RequestLimitExceeded")
            #expect(photo?.message == "The request frequency exceeds the limit.")
        }
    }

    @Test("a skewed clock refuses good timestamps, and says what it thinks the time is")
    func skew() async throws {
        try await withSandbox(faults: ["skew=-400"]) { service in
            let answer = try #require(await service.send(try Self.detect(service)))
            #expect(answer.code == "AuthFailure.SignatureExpire")
            #expect(answer.headers["date"] == "Tue, 14 Nov 2023 22:06:40 GMT")
            let request = try service.signed(
                .detect, body: TestAction.detect.parameters.serialized(), at: SandboxUnderTest.now - 400)
            #expect(await service.send(request)?.code == nil)
        }
    }

    @Test("an expired token is the token's failure, whatever the token")
    func expiredToken() async throws {
        try await withSandbox(faults: ["expired-token:count=1"]) { service in
            let request = try Self.detect(service)
            #expect(await service.send(request)?.code == "AuthFailure.TokenFailure")
            #expect(await service.send(request)?.code == nil)
        }
    }

    @Test("an announced MD5 that is not the file's has the form of one")
    func wrongDigest() async throws {
        try await withSandbox(faults: ["wrong-md5"]) { service in
            let answer = try #require(try await service.call(.result, TestAction.result.parameters))
            let info = try #require(answer.response?["Video"])
            let url = try #require(info["Url"]?.string)
            let target = String(url.dropFirst(service.sandbox.endpoint.utf8.count))
            let request = RawRequest(method: "GET", target: target, headers: [HeaderField(name: "Host", value: "a")])
            let file = try #require(await service.send(request))
            let announced = try #require(info["MD5"]?.string)
            #expect(Hex.decode(announced)?.count == 16)
            #expect(announced != ChangedMedia.md5(file.body))
        }
    }

    @Test("the same seed gives the same faults, and another seed others")
    func seeds() async throws {
        func journal(seed: UInt64) async throws -> [[String]] {
            try await withSandbox(faults: ["throttle:rate=0.5", "status=500:rate=0.3"]) {
                $0.seed = seed
            } _: { service in
                let request = try service.signed(.result, body: TestAction.result.parameters.serialized())
                for _ in 0..<40 { _ = await service.send(request) }
                return await service.sandbox.journal().map(\.faults)
            }
        }
        let first = try await journal(seed: 42)
        #expect(try await journal(seed: 42) == first)
        #expect(try await journal(seed: 43) != first)
        #expect(Set(first).count > 1)
    }

    @Test("a fault's limits and action shift nothing of what another one does", arguments: [3, 7, 42] as [UInt64])
    func independence(_ seed: UInt64) throws {
        func pattern(beside other: String) throws -> [Bool] {
            let faults = [try Fault(other), try Fault("status=503:rate=0.5")]
            let injector = FaultInjector(faults, seed: seed)
            return (0..<200).map { number in
                injector.plan(for: number % 3 == 0 ? "Decrypt" : "DetectAIFakeFaces").status != nil
            }
        }
        let first = try pattern(beside: "garble:count=1")
        #expect(Set(first).count == 2)
        for other in [
            "garble:count=1000000", "garble:after=50", "garble:every=3", "garble:rate=0.1", "garble:action=Decrypt",
            "delay:ms=0",
        ] {
            #expect(try pattern(beside: other) == first, "\(other)")
        }
    }

    @Test("a garbled answer is garbled alike, however many were before it")
    func garblingOfLater() throws {
        func garbling(_ fault: String) throws -> [UInt64?] {
            let injector = FaultInjector([try Fault(fault)], seed: 7)
            return (0..<20).map { _ in injector.plan(for: nil).garbling }
        }
        #expect(try garbling("garble:after=19").last == garbling("garble").last)
    }

    @Test("rate, every, count, after and action decide whom a fault strikes")
    func triggers() async throws {
        try await withSandbox(faults: ["throttle:every=3,after=1,count=2,action=GetLivenessResult"]) { service in
            for _ in 0..<3 { #expect(await service.send(try Self.detect(service))?.code == nil) }
            var struck: [Int] = []
            for number in 1...12 {
                let answer = try await service.call(.result, TestAction.result.parameters)
                if answer?.code != nil { struck.append(number) }
            }
            #expect(struck == [4, 7])
        }
        try await withSandbox(faults: ["throttle:rate=0"]) { service in
            let request = try Self.detect(service)
            #expect(await service.send(request)?.code == nil)
        }
    }

    @Test("faults strike the legacy service and files by their names too")
    func otherTargets() async throws {
        try await withSandbox(faults: ["throttle:action=livedetectpicture"]) { service in
            #expect(await service.send(try Self.detect(service))?.code == nil)
            let answer = try #require(await service.send(try LegacyTests.good(service)))
            #expect(answer.json?["code"]?.int == 15)
        }
    }

    @Test(
        "a fault that is not understood is an error that says why",
        arguments: [
            "", "explode", "delay:ms", "delay:ms=x", "delay:ms=-1", "delay=5", "delay:ms=1,ms=2", "reset:at=end",
            "status", "status=200", "status=600", "skew", "skew=x", "throttle:rate=2", "throttle:every=0",
            "throttle:count=0", "throttle:ms=1", "garble:rate=", ":rate=1",
        ])
    func malformed(_ text: String) throws {
        let error = try #require(throws: SandboxError.self) { try Fault(text) }
        #expect(error.code == .malformedFault)
        #expect(error.message.contains(text))
    }
}
