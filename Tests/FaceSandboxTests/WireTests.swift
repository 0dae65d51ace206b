// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import FaceSandbox
import Foundation
import ProgramRunner
import RequestCrypto
import RequestDigests
import SecretMemory
import StrictJSON
import TC3Signing
import Testing

@Suite("Bytes on the wire", .timeLimit(.minutes(10)))
struct WireTests {
    private static func ask(_ service: SandboxUnderTest, _ text: String) async -> RawConnection.Outcome {
        await RawConnection.run(port: service.port, [.send(Array(text.utf8)), .endSending])
    }

    @Test(
        "heads that two readers could read in two ways are refused, and the connection is closed",
        arguments: [
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2, 2\r\n\r\n{}", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +2\r\n\r\n{}", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -2\r\n\r\n{}", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x2\r\n\r\n{}", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n{}", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 411),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}", 411),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}", 411),
            ("POST / HTTP/1.1\r\nHost: a\r\n Content-Length: 2\r\n\r\n{}", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 2\r\n\r\n{}", 400),
            ("POST / HTTP/1.1\r\nHost a\r\n\r\n", 400),
            ("POST / HTTP/1.0\r\nHost: a\r\n\r\n", 505),
            ("POST / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
            ("POST  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("POST / HTTP/1.1\nHost: a\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\nContent-Length: 2\r\n\r\n{}", 400),
            ("POST / HTTP/1.1\nHost: a\nContent-Length: 2\n\r\n\r\n{}", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\r\n\r\n", 400),
            ("POST /\r\n\r\n", 400),
            ("\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nX: a\u{0}b\r\n\r\n", 400),
            ("POST /ü HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "a", count: 70_000) + "\r\n\r\n", 431),
            ("POST / HTTP/1.1\r\n" + String(repeating: "X: a\r\n", count: 101) + "\r\n", 431),
        ])
    func framing(_ text: String, _ status: Int) async throws {
        try await withSandbox { service in
            let outcome = await Self.ask(service, text)
            #expect(outcome.answers.map(\.status) == [status])
            #expect(outcome.answers.first?.headers["connection"] == "close")
            #expect(outcome.answers.first?.body.isEmpty == true)
            // What followed was not taken for another request.
            #expect(await service.sandbox.journal().isEmpty)
        }
    }

    @Test("requests over one connection are answered in their order, however they are cut")
    func pipelining() async throws {
        try await withSandbox { service in
            let actions = [TestAction.result, .outcome, .details, .result]
            var bytes: [UInt8] = []
            for action in actions {
                bytes += try service.signed(action, body: action.parameters.serialized()).bytes(keepsConnection: true)
            }
            var steps: [RawConnection.Step] = []
            // 7 divides nothing that matters here.
            for start in stride(from: 0, to: bytes.count, by: 211) {
                steps.append(.send(Array(bytes[start..<min(start + 211, bytes.count)])))
            }
            let outcome = await RawConnection.run(port: service.port, steps + [.receive(answers: actions.count)])
            #expect(outcome.answers.map(\.code) == [nil, nil, nil, nil])
            #expect(await service.sandbox.journal().map(\.action) == actions.map(\.name))
            #expect(outcome.ending == .open)
        }
    }

    @Test("a slow sender is waited for, and holds nobody else up")
    func slowSender() async throws {
        try await withSandbox { service in
            let bytes = try service.signed(.result, body: TestAction.result.parameters.serialized()).bytes()
            let cuts = [1, 20, bytes.count - 3, bytes.count - 1, bytes.count]
            let signal = DispatchSemaphore(value: 0)
            var steps: [RawConnection.Step] = []
            var start = 0
            for cut in cuts {
                steps += [.send(Array(bytes[start..<cut])), .wait(signal)]
                start = cut
            }
            async let slow = RawConnection.run(port: service.port, steps)
            for _ in cuts {
                // Others are served between any two pieces.
                #expect(try await service.call(.detect, TestAction.detect.parameters)?.code == nil)
                signal.signal()
            }
            #expect(await slow.answers.first?.response?["Result"]?.string == "0")
        }
    }

    @Test("a sender that leaves in the middle of a head or a body leaves nothing behind")
    func leaving() async throws {
        try await withSandbox { service in
            let bytes = try service.signed(.result, body: TestAction.result.parameters.serialized()).bytes()
            for count in [0, 1, 30, bytes.count - 1] {
                _ = await RawConnection.run(port: service.port, [.send(Array(bytes.prefix(count))), .abandon])
            }
            #expect(try await service.call(.result, TestAction.result.parameters)?.code == nil)
            #expect(await service.sandbox.journal().count == 1)
        }
    }

    @Test("a body of exactly 10 MiB is looked at; one byte more is not, and its sender reads the answer")
    func oversized() async throws {
        try await withSandbox { service in
            let limit = 10 << 20
            for (count, code) in [(limit, "InvalidParameter"), (limit + 1, "RequestSizeLimitExceeded")] {
                let body = [UInt8](repeating: 0x20, count: count)
                let answer = try #require(await service.send(try service.signed(.detect, body: body)), "\(count)")
                #expect(answer.code == code)
                #expect(answer.status == 200)
            }
            #expect(await service.sandbox.journal().map(\.requestByteCount) == [limit, limit + 1])
        }
    }

    @Test("who waits for 100 Continue gets it, or the refusal in its place")
    func expectContinue() async throws {
        try await withSandbox { service in
            var request = try service.signed(.result, body: TestAction.result.parameters.serialized())
            request["Expect"] = "100-continue"
            let bytes = request.bytes()
            let head = Array(bytes.dropLast(request.body.count))
            let outcome = await RawConnection.run(
                port: service.port, [.send(head), .receive(answers: 1), .send(request.body), .receive(answers: 2)])
            #expect(outcome.answers.map(\.status) == [100, 200])
            #expect(outcome.answers.last?.code == nil)

            var large = RawRequest(headers: request.headers)
            large.announcesLength = false
            large["Content-Length"] = String(11 << 20)
            let refused = await RawConnection.run(port: service.port, [.send(large.bytes()), .receive(answers: 1)])
            #expect(refused.answers.map(\.code) == ["RequestSizeLimitExceeded"])
        }
    }

    @Test("any Host is answered, signed as it was sent")
    func hosts() async throws {
        try await withSandbox { service in
            for host in ["faceid.tencentcloudapi.com", "faceid.intl.tencentcloudapi.com", "localhost:1"] {
                let request = try TC3Request(host: host, action: "GetFaceIdResult", version: "2018-03-01")
                let body = TestAction.outcome.parameters.serialized()
                let headers = try TC3Signer(credential: service.sandbox.credential, service: "faceid")
                    .sign(request, body: body.span, at: SandboxUnderTest.now).headers
                #expect(await service.send(RawRequest(headers: headers, body: body))?.code == nil)
            }
        }
    }

    @Test("only 127.0.0.1 listens, on both ports, and after a stop nobody does")
    func loopbackOnly() async throws {
        let service = try await SandboxUnderTest()
        let others = Self.otherAddresses()
        if others.isEmpty { print("no other IPv4 address on this machine: only 127.0.0.2 is tried") }
        for port in [service.port, service.managementPort] {
            for address in ["127.0.0.2"] + others {
                let outcome = await RawConnection.run(
                    port: port, address: address, silenceLimit: 2, [.send([0]), .endSending])
                #expect(outcome.ending == .refused, "\(address)")
            }
        }
        #expect(try await service.call(.result, TestAction.result.parameters)?.code == nil)
        await service.sandbox.stop()
        for port in [service.port, service.managementPort] {
            #expect(await Self.isRefused(port))
        }
    }

    /// Whether nobody listens any more, at once or soon: meanwhile a sandbox of another test may have got the port.
    private static func isRefused(_ port: UInt16) async -> Bool {
        for _ in 0..<20 {
            let outcome = await RawConnection.run(port: port, silenceLimit: 2, [.endSending])
            if outcome.ending == .refused { return true }
            try? await Task.sleep(for: .seconds(1))
        }
        return false
    }

    /// The machine's own IPv4 addresses besides loopback.
    private static func otherAddresses() -> [String] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return [] }
        defer { freeifaddrs(first) }
        var found: [String] = []
        var next = first
        while let entry = next?.pointee {
            if let address = entry.ifa_addr, Int32(address.pointee.sa_family) == AF_INET {
                var text = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
                address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    var name = $0.pointee.sin_addr
                    inet_ntop(AF_INET, &name, &text, socklen_t(INET_ADDRSTRLEN))
                }
                let name = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                if !name.hasPrefix("127.") { found.append(name) }
            }
            next = entry.ifa_next
        }
        return found
    }

    @Test("a sandbox starts once, and says which port is taken")
    func starting() async throws {
        try await withSandbox { service in
            await #expect(throws: SandboxError(.alreadyStarted, "")) { try await service.sandbox.start() }
            var configuration = SandboxConfiguration()
            configuration.port = service.port
            let second = try FaceSandbox(configuration)
            let error = await #expect(throws: SandboxError.self) { try await second.start() }
            #expect(error?.code == .cannotListen)
            #expect(error?.message == "port \(service.port) of 127.0.0.1 is in use")
            #expect(error?.hint == "set port to another port, or to 0 for any that is free")
            configuration.port = 0
            configuration.managementPort = service.managementPort
            let third = try FaceSandbox(configuration)
            let thirdError = await #expect(throws: SandboxError.self) { try await third.start() }
            #expect(thirdError?.code == .cannotListen)
            #expect(thirdError?.message == "port \(service.managementPort) of 127.0.0.1 is in use")
            #expect(thirdError?.hint == "set managementPort to another port, or to 0 for any that is free")
            configuration.port = service.managementPort
            #expect(throws: SandboxError(.invalidConfiguration, "")) { try FaceSandbox(configuration) }
        }
    }

    #if os(Linux)
    @Test("any number of sandboxes share one event loop, and leave none behind")
    func eventLoop() async throws {
        /// The process's epoll descriptors, of which no other test here makes any.
        func loops() -> Int? {
            let files = FileManager.default
            return try? files.contentsOfDirectory(atPath: "/proc/self/fd").count {
                (try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == "anon_inode:[eventpoll]"
            }
        }
        try await withSandbox { _ in
            let before = try #require(loops())
            for _ in 0..<3 {
                try await withSandbox { service in
                    let answer = try await service.call(.result, TestAction.result.parameters)
                    #expect(answer?.response?["Result"]?.string == "0")
                    #expect(await service.manage("GET", "/health")?.status == 200)
                    #expect(loops() == before)
                }
            }
            #expect(loops() == before)
        }
    }
    #endif

    @Test("every run has keys and a credential of its own")
    func fresh() throws {
        let first = try FaceSandbox()
        let second = try FaceSandbox()
        #expect(first.secretID != second.secretID)
        #expect(first.rsaPublicKey != second.rsaPublicKey)
        #expect(first.sm2PublicKey != second.sm2PublicKey)
        let areEqual = first.exportSecretKey().equals(second.exportSecretKey())
        #expect(!areEqual)
        #expect(first.secretID.hasPrefix("AKID") && first.secretID.utf8.count == 36)
    }

    @Test("200 requests of 1 MiB at once, half of them encrypted, each get their own answer")
    func manyAtOnce() async throws {
        let count = 200
        let clips = try (0..<8).map { try Self.clip($0) }
        let rules = clips.enumerated().map { number, clip in
            #"{"match": {"mediaSHA256": "\#(SHA256Hasher.hash(clip).hex)"}, "answer": {"AttackRiskLevel": "\#(number)"}}"#
        }
        try await withSandbox(scenario: #"{"rules": [\#(rules.joined(separator: ","))]}"#) {
            $0.bodyByteBudget = 16 << 20
        } _: { service in
            let requests = try clips.enumerated().map { number, clip in
                guard number % 2 == 0 else {
                    let plain: JSONValue = [
                        "FaceInput": .string(ChangedMedia.base64(clip)), "FaceInputType": 2,
                    ]
                    return try service.signed(.detect, body: plain.serialized())
                }
                let algorithm = number % 4 == 0 ? ContentAlgorithm.sm4GCM : .aes256CBC
                let sealer = BodySealer(algorithm: algorithm, wrappingKey: service.wrappingKey(for: algorithm))
                return try service.signed(.detect, body: sealer.seal(media: clip.span, kind: .video).bytes)
            }
            let matched = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<count {
                    group.addTask {
                        let answer = await service.send(requests[number % requests.count])
                        return answer?.response?["AttackRiskLevel"]?.string == String(number % requests.count)
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(matched == count)
            #expect(Set(await service.sandbox.journal().map(\.requestID)).count == count)
        }
    }

    /// A clip of 1 MiB that is like no other: the sample, and a box that players skip.
    private static func clip(_ number: Int) throws -> [UInt8] {
        let clip = try SampleMedia.bytes("liveness.mp4")
        let boxByteCount = (1 << 20) - clip.count
        let length = (0..<4).map { UInt8(truncatingIfNeeded: boxByteCount >> (24 - 8 * $0)) }
        return clip + length + Array("free".utf8)
            + [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: boxByteCount - 8)
    }
}
