// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// One connection: requests come and answers go, one at a time and in order.
final class ServiceConnection: Sendable {
    private let socket: LoopbackSocket
    private let handler: any ExchangeHandler
    private let budget: ByteBudget
    private let state = Mutex(State())

    private struct State {
        /// nil while the answer is up to this side.
        var lastActivity: ContinuousClock.Instant? = .now
        var isClosed = false
    }

    /// A refused body is read up to here, so that its sender gets to read the answer.
    private static let maximumDiscardedByteCount = 64 << 20

    init(_ socket: LoopbackSocket, handler: any ExchangeHandler, budget: ByteBudget) {
        self.socket = socket
        self.handler = handler
        self.budget = budget
    }

    /// Since when the other side has had its turn; nil while an answer is made or held back, however long that takes.
    var idleSince: ContinuousClock.Instant? { state.withLock { $0.lastActivity } }

    /// Wakes the task that serves the connection; it ends then.
    func abandon() {
        state.withLock { state in
            if !state.isClosed { socket.abandon() }
        }
    }

    /// Closes the descriptor, once.
    func close() {
        closeOnce { $0.close() }
    }

    /// Serves until one side ends.
    func serve() async {
        var reader = RequestReader(socket)
        while true {
            do throws(RequestReader.HeadError) {
                guard let head = try await reader.nextHead() else { return }
                touch()
                guard await serve(head, from: &reader) else { return }
                touch()
            } catch {
                if case .refused(let refusal) = error { await refuse(refusal, from: &reader) }
                return
            }
        }
    }

    /// Answers one request; `false` when the connection is not to be used again.
    private func serve(_ head: RequestHead, from reader: inout RequestReader) async -> Bool {
        let limit = handler.bodyLimit(for: head)
        guard head.bodyByteCount <= limit else {
            let exchange = handler.answer(head, body: nil)
            // Who waits for 100 Continue sends nothing after another answer.
            if !head.expectsContinue, head.bodyByteCount <= Self.maximumDiscardedByteCount {
                await reader.discard(byteCount: head.bodyByteCount)
            }
            _ = await send(exchange, keepsConnection: false)
            socket.endSending()
            return false
        }
        guard await whileBusy({ await budget.take(head.bodyByteCount) }) else { return false }
        defer { budget.giveBack(head.bodyByteCount) }
        do throws(ConnectionError) {
            if head.expectsContinue, head.bodyByteCount > 0 {
                try await socket.send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)[...])
            }
            let body = try await reader.body(byteCount: head.bodyByteCount)
            return await send(handler.answer(head, body: body), keepsConnection: head.keepsConnection)
        } catch {
            return false
        }
    }

    private func send(_ exchange: HandledExchange, keepsConnection: Bool) async -> Bool {
        if exchange.delay > .zero { await whileBusy { try? await Task.sleep(for: exchange.delay) } }
        let bytes = exchange.reply.bytes(at: exchange.now, keepsConnection: keepsConnection)
        do throws(ConnectionError) {
            switch exchange.ending {
            case .whole:
                try await socket.send(bytes[...])
                return keepsConnection
            case .truncated:
                try await socket.send(bytes.dropLast(max(1, exchange.reply.body.count - exchange.reply.body.count / 2)))
                socket.endSending()
                return false
            case .resetMidway:
                try await socket.send(bytes.prefix(bytes.count / 2))
                // A reset takes back what has not been read yet; the other side is to see half an answer.
                try? await Task.sleep(for: .milliseconds(30))
            case .resetBefore: break
            }
            closeOnce { $0.reset() }
            return false
        } catch {
            return false
        }
    }

    private func refuse(_ refusal: RequestHead.Refusal, from reader: inout RequestReader) async {
        let reply = HTTPReply(status: refusal.status)
        try? await socket.send(reply.bytes(at: handler.now(), keepsConnection: false)[...])
        socket.endSending()
    }

    private func touch() {
        state.withLock { $0.lastActivity = .now }
    }

    private func whileBusy<Result: Sendable>(_ work: () async -> Result) async -> Result {
        state.withLock { $0.lastActivity = nil }
        defer { touch() }
        return await work()
    }

    private func closeOnce(_ close: (LoopbackSocket) -> Void) {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.isClosed = true
            close(socket)
        }
    }
}
