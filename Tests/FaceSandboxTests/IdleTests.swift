// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FaceSandbox

@Suite("Connections that keep somebody waiting")
struct IdleTests {
    /// Answers everything, after a while.
    private struct LateHandler: ExchangeHandler {
        let delay: Duration

        func bodyLimit(for head: RequestHead) -> Int { 1 << 20 }
        func now() -> Int64 { SandboxUnderTest.now }
        func answer(_ head: RequestHead, body: [UInt8]?) -> HandledExchange {
            HandledExchange(reply: HTTPReply(body: Array(head.path.utf8)), now: now(), delay: delay)
        }
    }

    private func withListener(
        delay: Duration, budget: Int = 1 << 20, _ test: (_ port: UInt16) async throws -> Void
    ) async throws {
        let listener = ServiceListener(
            handler: LateHandler(delay: delay), bodyByteBudget: budget, idleLimit: .milliseconds(200))
        let port = try await listener.start(
            at: ListeningPlace(setting: "port", port: 0), alsoIPv6: false)
        do { try await test(port) } catch {
            await listener.stop()
            throw error
        }
        await listener.stop()
    }

    @Test("an answer that is held back for longer than a connection may be idle still comes")
    func delayed() async throws {
        try await withListener(delay: .milliseconds(1500)) { port in
            let request = RawRequest(target: "/late")
            let outcome = await RawConnection.run(port: port, [.send(request.bytes())])
            #expect(outcome.answers.map(\.text) == ["/late"])
            #expect(outcome.elapsed >= .milliseconds(1500))
        }
    }

    @Test("who waits in line for memory is not taken for idle")
    func inLine() async throws {
        try await withListener(delay: .milliseconds(1000), budget: 1 << 20) { port in
            let request = RawRequest(target: "/large", body: [UInt8](repeating: 0, count: 1 << 20))
            let bytes = request.bytes()
            let answers = await withTaskGroup(of: String?.self) { group in
                for _ in 0..<3 {
                    group.addTask { await RawConnection.run(port: port, [.send(bytes)]).answers.first?.text }
                }
                return await group.reduce(into: [String?]()) { $0.append($1) }
            }
            #expect(answers == ["/large", "/large", "/large"])
        }
    }

    @Test(
        "a sender that says nothing, or stops in the middle, is sent away",
        arguments: ["", "POST / HTT", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345"])
    func idle(_ text: String) async throws {
        try await withListener(delay: .zero) { port in
            let outcome = await RawConnection.run(port: port, silenceLimit: 60, [.send(Array(text.utf8))])
            #expect(outcome.ending == .closed)
        }
    }
}
