// SPDX-License-Identifier: Apache-2.0

internal import FlyingSocks
internal import Synchronization
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Accepts connections on loopback and serves each in a task of its own.
final class ServiceListener: Sendable {
    /// One listening socket and its port.
    private struct Listening {
        let socket: AsyncSocket
        let port: UInt16
    }

    private struct State {
        var tasks: [Task<Void, Never>] = []
        var connections: [ObjectIdentifier: ServiceConnection] = [:]
        var listening: [Socket] = []
        var isStopping = false
    }

    private let handler: any ExchangeHandler
    private let budget: ByteBudget
    private let state = Mutex(State())

    /// More would only be reached by a client that forgets to close.
    private static let maximumConnections = 2048
    private let idleLimit: Duration

    /// Prepares to listen.
    ///
    /// - Parameters:
    ///   - bodyByteBudget: at least the most that the handler takes for one body
    ///   - idleLimit: how long a connection may let this side wait before it is closed
    init(handler: any ExchangeHandler, bodyByteBudget: Int, idleLimit: Duration = .seconds(75)) {
        self.handler = handler
        self.idleLimit = idleLimit
        budget = ByteBudget(byteCount: bodyByteBudget)
    }

    /// Listens on 127.0.0.1, and on ::1 with the same port when asked to.
    ///
    /// - Returns: the port
    /// - Throws: ``SandboxError`` with `cannotListen`.
    func start(at place: ListeningPlace, alsoIPv6: Bool) async throws(SandboxError) -> UInt16 {
        var all: [Listening] = []
        var address = "127.0.0.1"
        do {
            try await EventLoop().prepare()
            let first = try Self.listen(on: .inet(ip4: address, port: place.port))
            all.append(first)
            if alsoIPv6 {
                address = "::1"
                all.append(try Self.listen(on: .inet6(ip6: address, port: first.port)))
            }
        } catch {
            for listening in all { try? listening.socket.close() }
            throw place.refusal(error, at: address, taken: all.first?.port ?? 0)
        }
        state.withLock { state in
            state.listening = all.map(\.socket.socket)
            for listening in all { state.tasks.append(Task { await self.accept(on: listening.socket) }) }
            state.tasks.append(Task { await self.closeIdleConnections() })
        }
        return all[0].port
    }

    /// Closes the port and every connection, and waits until their tasks have ended.
    func stop() async {
        let tasks = state.withLock { state in
            state.isStopping = true
            return state.tasks
        }
        // In this order: nothing may be closed that the event loop still waits for.
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
        let listening = state.withLock { state in
            for connection in state.connections.values { connection.abandon() }
            defer { state.listening = [] }
            return state.listening
        }
        for socket in listening { try? socket.close() }
        budget.close()
        let deadline = ContinuousClock.now + .seconds(5)
        while state.withLock({ !$0.connections.isEmpty }), ContinuousClock.now < deadline {
            try? await Task.sleep(for: .milliseconds(2))
        }
    }

    /// How many connections are open.
    var connectionCount: Int { state.withLock { $0.connections.count } }

    private static func listen(on address: some SocketAddress) throws -> Listening {
        let socket = try Socket(domain: Int32(address.family))
        do {
            try socket.setValue(true, for: .localAddressReuse)
            _ = fcntl(socket.file.rawValue, F_SETFD, FD_CLOEXEC)
            try socket.bind(to: address)
        } catch {
            try? socket.close()
            throw error
        }
        // Closes the socket itself when it fails.
        try socket.listen(maxPendingConnection: 1024)
        let port =
            switch try socket.sockname() {
            case .ip4(_, let port), .ip6(_, let port): port
            case .unix: UInt16(0)
            }
        return Listening(socket: try AsyncSocket(socket: socket, pool: EventLoop()), port: port)
    }

    private func accept(on socket: AsyncSocket) async {
        while !state.withLock({ $0.isStopping }) {
            do {
                let accepted = try await socket.accept()
                serve(LoopbackSocket(accepted))
            } catch is CancellationError {
                return
            } catch {
                // Most often the process has no descriptor left; one may be free again soon.
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    private func serve(_ socket: LoopbackSocket) {
        let connection = ServiceConnection(socket, handler: handler, budget: budget)
        let isAdmitted = state.withLock { state in
            guard !state.isStopping, state.connections.count < Self.maximumConnections else { return false }
            state.connections[ObjectIdentifier(connection)] = connection
            return true
        }
        guard isAdmitted else { return socket.close() }
        Task {
            await connection.serve()
            // Out of the list before it is closed: nobody may shut down a descriptor that has a new owner.
            state.withLock { $0.connections[ObjectIdentifier(connection)] = nil }
            connection.close()
        }
    }

    private func closeIdleConnections() async {
        while (try? await Task.sleep(for: min(.seconds(5), idleLimit / 4))) != nil {
            let limit = ContinuousClock.now - idleLimit
            state.withLock { state in
                for connection in state.connections.values where connection.idleSince.map({ $0 < limit }) ?? false {
                    connection.abandon()
                }
            }
        }
    }
}
