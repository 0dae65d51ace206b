// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A server on 127.0.0.1 that does to each connection what it is told, and counts.
final class FaultServer: Sendable {
    /// Counts what any thread adds.
    final class Counter: Sendable {
        private let value = Atomic(0)

        var count: Int { value.load(ordering: .acquiring) }

        func add() { value.add(1, ordering: .acquiringAndReleasing) }
    }

    let port: UInt16
    private let descriptor: Int32
    private let isStopped = Atomic(false)
    private let connections = Counter()
    private let requests: Counter

    /// How many connections have come.
    var connectionCount: Int { connections.count }
    /// How many requests a server made by `answering` has read.
    var requestCount: Int { requests.count }

    /// Serves each connection on a thread of its own; the connection is closed when `serve` returns.
    convenience init(_ serve: @escaping @Sendable (LoopbackConnection) -> Void) throws {
        try self.init(requests: Counter(), serve)
    }

    /// Answers every request of every connection.
    static func answering(
        _ answer: @escaping @Sendable (LoopbackConnection, LoopbackConnection.Request) -> Void
    ) throws -> FaultServer {
        let requests = Counter()
        return try FaultServer(requests: requests) { connection in
            while let request = connection.request() {
                requests.add()
                answer(connection, request)
            }
        }
    }

    private init(requests: Counter, _ serve: @escaping @Sendable (LoopbackConnection) -> Void) throws {
        let listener = try LoopbackListener()
        port = listener.port
        descriptor = listener.descriptor
        self.requests = requests
        let connections = connections
        Thread.detachNewThread {
            while let descriptor = listener.next() {
                connections.add()
                Thread.detachNewThread { serve(LoopbackConnection(descriptor)) }
            }
            close(listener.descriptor)
        }
    }

    deinit { stop() }

    /// Takes no further connections; the thread that waits for them wakes and closes the socket.
    func stop() {
        // Once only: after that the number may belong to another socket.
        guard !isStopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }
}
