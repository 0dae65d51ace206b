// SPDX-License-Identifier: Apache-2.0

internal import FlyingSocks

/// The one event loop that the sockets of all sandboxes of a process share.
///
/// A pool of FlyingSocks occupies a thread while it runs, and leaves a descriptor behind when it ends: with one of
/// each for every sandbox, a test run with many sandboxes runs out of both. This one starts with the first sandbox and
/// stays.
///
/// A descriptor must not be closed while someone waits for it here: the pool would go on believing that it watches
/// it, and whoever gets the number next would wait for ever.
struct EventLoop: AsyncSocketPool {
    #if canImport(Darwin)
    private static let pool: SocketPool<kQueue> = .kQueue(maxEvents: 64)
    #else
    private static let pool: SocketPool<ePoll> = .ePoll(maxEvents: 64)
    #endif

    private static let start = Task {
        try await pool.prepare()
        Task.detached { try await pool.run() }
    }

    /// Returns when the loop can be waited on.
    func prepare() async throws {
        try await Self.start.value
    }

    /// Waits until it is cancelled; the loop runs anyway.
    func run() async throws {
        while true { try await Task.sleep(for: .seconds(86_400)) }
    }

    /// Waits until a socket can be read from or written to.
    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        try await Self.pool.suspendSocket(socket, untilReadyFor: events)
    }
}
