// SPDX-License-Identifier: Apache-2.0

internal import FlyingSocks
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A connected socket as bytes: what the sandbox's faults need, and what an HTTP server does not offer.
///
/// One task reads and writes. The descriptor is closed once, by ``close()`` or ``reset()``.
struct LoopbackSocket: Sendable {
    private let socket: Socket

    init(_ accepted: AsyncSocket) {
        socket = accepted.socket
        // A program that is started meanwhile must not keep the connection open.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        #if canImport(Darwin)
        try? socket.setValue(true, for: .noSIGPIPE)
        #endif
        try? socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
    }

    var descriptor: Int32 { socket.file.rawValue }

    /// Appends what has arrived, at most `byteCount` bytes; waits until there is something.
    ///
    /// - Returns: how many bytes were appended; 0 when the sender has ended.
    /// - Throws: `disconnected` when the connection is gone.
    func receive(atMost byteCount: Int, into bytes: inout [UInt8]) async throws(ConnectionError) -> Int {
        while true {
            let count = receiveNow(atMost: byteCount, into: &bytes)
            if count >= 0 { return count }
            guard errno == EAGAIN || errno == EWOULDBLOCK else {
                if errno == EINTR { continue }
                throw .disconnected
            }
            try await wait(for: .read)
        }
    }

    /// Sends all bytes.
    func send(_ bytes: ArraySlice<UInt8>) async throws(ConnectionError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = sendNow(rest)
            if count >= 0 {
                rest = rest.dropFirst(count)
                continue
            }
            guard errno == EAGAIN || errno == EWOULDBLOCK else {
                if errno == EINTR { continue }
                throw .disconnected
            }
            try await wait(for: .write)
        }
    }

    /// Says that nothing more comes, and keeps on reading for a moment.
    ///
    /// Closing at once with unread bytes in the buffer would reset the connection and could take the answer with it.
    func endSending() {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Wakes whoever waits for this connection; the descriptor stays valid until ``close()``.
    func abandon() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    func close() {
        try? socket.close()
    }

    /// Closes so that the other side sees a reset, not an end.
    func reset() {
        try? socket.setValue(LingerOption.Time(isOn: true, seconds: 0), for: LingerOption())
        try? socket.close()
    }

    private func wait(for events: Socket.Events) async throws(ConnectionError) {
        do { try await EventLoop().suspendSocket(socket, untilReadyFor: events) } catch { throw .disconnected }
    }

    private func receiveNow(atMost byteCount: Int, into bytes: inout [UInt8]) -> Int {
        withUnsafeTemporaryAllocation(byteCount: min(byteCount, Self.chunk), alignment: 16) { space in
            let count = recv(descriptor, space.baseAddress, space.count, 0)
            if count > 0 { bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: space[..<count])) }
            return count
        }
    }

    private func sendNow(_ bytes: ArraySlice<UInt8>) -> Int {
        #if canImport(Darwin)
        let flags: Int32 = 0
        #else
        let flags = Int32(MSG_NOSIGNAL)
        #endif
        return bytes.withUnsafeBytes { Self.send(descriptor, $0.baseAddress, $0.count, flags) }
    }

    /// The C function, whose name the method above takes.
    private static func send(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
        #if canImport(Glibc)
        Glibc.send(descriptor, start, count, flags)
        #elseif canImport(Musl)
        Musl.send(descriptor, start, count, flags)
        #elseif canImport(Darwin)
        Darwin.send(descriptor, start, count, flags)
        #endif
    }

    private static let chunk = 64 * 1024
}

/// Why a connection cannot go on.
enum ConnectionError: Error {
    /// The other side, or the server itself, has ended it.
    case disconnected
}

/// `SO_LINGER`.
private struct LingerOption: SocketOption {
    struct Time {
        let isOn: Bool
        let seconds: Int32
    }

    let name = Int32(SO_LINGER)

    func makeValue(from socketValue: linger) -> Time {
        Time(isOn: socketValue.l_onoff != 0, seconds: socketValue.l_linger)
    }

    func makeSocketValue(from value: Time) -> linger {
        linger(l_onoff: value.isOn ? 1 : 0, l_linger: value.seconds)
    }
}
