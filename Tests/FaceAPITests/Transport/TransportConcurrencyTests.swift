// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import Foundation
import Testing

@Suite("Many requests at once", .enabled(if: LoopbackTests.areWanted, Comment(rawValue: LoopbackTests.reason)))
struct TransportConcurrencyTests {
    /// Answers each request with its own content.
    private static func mirror(after delay: useconds_t = 0) throws -> FaultServer {
        try FaultServer.answering { connection, request in
            if delay > 0 { usleep(delay) }
            connection.answer(String(decoding: request.body, as: UTF8.self))
        }
    }

    @Test("Requests in turn share one connection")
    func reuse() async throws {
        let server = try Self.mirror()
        let transport = try HTTPTransport(.impatient)
        for number in 0..<100 {
            let response = try await transport.send(
                HTTPRequest(url: server.url(), body: .bytes(Array("\(number)".utf8))))
            #expect(response.text == "\(number)")
            #expect(response.reusedConnection == (number > 0))
        }
        #expect(server.connectionCount == 1)
        #expect(server.requestCount == 100)
    }

    @Test("200 requests at once each get their own answer, over no more connections than allowed")
    func twoHundred() async throws {
        let server = try Self.mirror(after: 5_000)
        var configuration = TransportConfiguration()
        configuration.maximumConnectionsPerHost = 16
        let transport = try HTTPTransport(configuration)
        let matched = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let text = "request \(number) " + String(repeating: "x", count: number * 50)
                    let request = HTTPRequest(url: server.url(), body: .bytes(Array(text.utf8)))
                    return await outcome(of: request, with: transport).result.map(\.text) == .success(text)
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(matched == 200)
        #expect(server.connectionCount <= 16)
    }

    @Test("Cancelling half of the requests stops them at once and leaves the others unharmed")
    func cancelHalf() async throws {
        let server = try FaultServer.answering { connection, request in
            let text = String(decoding: request.body, as: UTF8.self)
            // Odd requests have no answer: only what is cancelled comes back.
            if Int(text).map({ $0 % 2 == 1 }) == true { return connection.waitForEnd() }
            usleep(300_000)
            connection.answer(text)
        }
        var configuration = TransportConfiguration()
        configuration.maximumConnectionsPerHost = 200
        configuration.maximumConnections = 200
        let transport = try HTTPTransport(configuration)
        let tasks = (0..<200).map { number in
            Task {
                await outcome(
                    of: HTTPRequest(url: server.url(), body: .bytes(Array("\(number)".utf8))), with: transport)
            }
        }
        while server.requestCount < 200 { try await Task.sleep(for: .milliseconds(5)) }
        let start = ContinuousClock.now
        for (number, task) in tasks.enumerated() where number % 2 == 1 { task.cancel() }
        for (number, task) in tasks.enumerated() where number % 2 == 1 {
            let error = try #require(await task.value.result.failure)
            #expect(error.code == .cancelled)
            #expect(error.exposure == .complete)
        }
        // Far more than it takes, for the tasks of all tests share the cores; and far less than waiting would.
        #expect(start.duration(to: .now) < .seconds(30))
        for (number, task) in tasks.enumerated() where number % 2 == 0 {
            #expect(try await task.value.result.get().text == "\(number)")
        }
    }

    @Test("A task that is cancelled before it sends, sends nothing")
    func cancelledBefore() async throws {
        let server = try Self.mirror()
        let transport = try HTTPTransport(.impatient)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await outcome(of: HTTPRequest(url: server.url()), with: transport).result
        }
        task.cancel()
        #expect(await task.value.failure?.code == .cancelled)
        #expect(server.connectionCount == 0)
    }

    @Test("Cancelling at any moment gives an answer or an error, and never hangs")
    func cancelRace() async throws {
        let server = try Self.mirror()
        let transport = try HTTPTransport(.impatient)
        for step in 0..<300 {
            let task = Task { await outcome(of: HTTPRequest(url: server.url()), with: transport).result }
            try await Task.sleep(for: .microseconds(step))
            task.cancel()
            let result = await task.value
            #expect(result.failure == nil || result.failure?.code == .cancelled)
        }
    }

    @Test("Shutting down fails what runs and what comes later, and can be done twice")
    func shutdown() async throws {
        let server = try FaultServer { $0.waitForEnd() }
        let transport = try HTTPTransport()
        async let running = outcome(of: HTTPRequest(url: server.url()), with: transport)
        while server.connectionCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
        await transport.shutdown()
        await transport.shutdown()
        #expect(await running.result.failure?.code == .shutDown)
        #expect(await outcome(of: HTTPRequest(url: server.url()), with: transport).result.failure?.code == .shutDown)
    }

    @Test("A request that a dead connection may have delivered is not sent again unless that is allowed")
    func deadConnection() async throws {
        // Answers the first request of each connection, reads the second and hangs up.
        let requests = FaultServer.Counter()
        let server = try FaultServer { connection in
            guard connection.request() != nil else { return }
            requests.add()
            connection.answer("first")
            if connection.request() != nil { requests.add() }
        }
        func second(
            mayBeResent: Bool, method: HTTPMethod, body: RequestBody
        ) async throws -> Result<HTTPResponse, TransportError> {
            let transport = try HTTPTransport(.impatient)
            let request = HTTPRequest(method: method, url: server.url(), body: body, mayBeResent: mayBeResent)
            _ = try await transport.send(request)
            return await outcome(of: request, with: transport).result
        }
        let content = RequestBody.bytes(Array("{}".utf8))
        for body in [content, .stream(byteCount: 3) { GeneratedBody(3) }, .empty] {
            let before = requests.count
            let refused = try await second(mayBeResent: false, method: .post, body: body)
            #expect(refused.failure?.code == .connectionReset)
            #expect(refused.failure?.exposure == .complete)
            #expect(requests.count == before + 2)
            #expect(try await second(mayBeResent: true, method: .post, body: body).get().text == "first")
        }
        #expect(try await second(mayBeResent: false, method: .get, body: .empty).get().text == "first")
    }

    @Test("A request that went out whole once counts as such, though sending it again gets no connection")
    func exposureStays() async throws {
        let requests = FaultServer.Counter()
        let gate = DispatchSemaphore(value: 0)
        let server = try FaultServer { connection in
            guard connection.request() != nil else { return }
            requests.add()
            connection.answer("first")
            guard connection.request() != nil else { return }
            requests.add()
            gate.wait()
        }
        let transport = try HTTPTransport()
        let request = HTTPRequest(
            url: server.url(), body: .stream(byteCount: 3) { GeneratedBody(3) }, mayBeResent: true)
        _ = try await transport.send(request)
        let second = Task { await outcome(of: request, with: transport).result }
        while requests.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
        server.stop()
        gate.signal()
        let error = try #require(await second.value.failure)
        #expect(error.code == .couldNotConnect, "\(error)")
        #expect(error.exposure == .complete)
    }

    @Test("Idle connections are let go after their time")
    func idle() async throws {
        let server = try Self.mirror()
        var configuration = TransportConfiguration.impatient
        configuration.idleConnectionLifetime = .milliseconds(300)
        let transport = try HTTPTransport(configuration)
        for expected in 1...2 {
            let response = try await transport.send(HTTPRequest(method: .get, url: server.url()))
            #expect(!response.reusedConnection)
            #expect(server.connectionCount == expected)
            try await Task.sleep(for: .milliseconds(600))
        }
    }

    // Enabled only where the kernel tells the count; `areKnown` prints when it does not.
    @Test(
        "No descriptor leaks over requests that succeed, fail and are cancelled", .enabled(if: ProcessFacts.areKnown))
    func descriptors() async {
        // A process of its own, so that no other test opens or closes anything meanwhile.
        await #expect(processExitsWith: .success) {
            let server = try FaultServer.answering { connection, request in
                switch request.target {
                case "/reset": connection.reset()
                case "/wait": usleep(50_000)
                default: connection.answer("ok")
                }
            }
            func round() async throws {
                let transport = try HTTPTransport(.impatient)
                await withTaskGroup { group in
                    for number in 0..<100 {
                        group.addTask {
                            let path = ["/", "/reset", "/wait"][number % 3]
                            let task = Task {
                                await outcome(of: HTTPRequest(method: .put, url: server.url(path)), with: transport)
                            }
                            if number % 3 == 2 { task.cancel() }
                            _ = await task.value
                        }
                    }
                }
                await transport.shutdown()
            }
            /// What stays open once the server's threads have closed their ends.
            func settled() async throws -> Set<String> {
                var descriptors = try #require(ProcessFacts.descriptors)
                for _ in 0..<100 {
                    try await Task.sleep(for: .milliseconds(20))
                    descriptors.formIntersection(try #require(ProcessFacts.descriptors))
                }
                return descriptors
            }
            try await round()
            let before = try await settled()
            for _ in 0..<10 { try await round() }
            let after = try await settled()
            #expect(after.count <= before.count, "new after 1,000 requests: \(after.subtracting(before).sorted())")
        }
    }
}
