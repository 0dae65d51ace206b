// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A listening socket on 127.0.0.1, with a port that the system chose, and not for children to inherit.
struct LoopbackListener {
    let descriptor: Int32
    let port: UInt16

    init() throws {
        #if canImport(Glibc)
        let stream = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        #else
        let stream = SOCK_STREAM
        #endif
        let descriptor = socket(AF_INET, stream, 0)
        guard descriptor >= 0 else { throw SocketError(step: "socket", number: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && listen(descriptor, 512) == 0
                    && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard result else {
            let number = errno
            close(descriptor)
            throw SocketError(step: "bind", number: number)
        }
        self.descriptor = descriptor
        port = UInt16(bigEndian: address.sin_port)
    }

    /// The next connection, or nil when the socket has been shut down.
    func next() -> Int32? {
        while true {
            let connection = accept(descriptor, nil, nil)
            if connection >= 0 {
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                return connection
            }
            guard errno == EINTR || errno == ECONNABORTED else { return nil }
        }
    }
}

/// A system call on a test socket that failed.
struct SocketError: Error {
    let step: String
    let number: Int32
}

/// One accepted connection: reads requests, and sends whatever it is told to, right or wrong.
final class LoopbackConnection {
    /// A request as it came.
    struct Request {
        /// Request line and headers, with the line breaks and without the empty line.
        let head: String
        /// The content, by `Content-Length`.
        let body: [UInt8]

        var target: String { String(head.split(separator: " ", maxSplits: 2).dropFirst().first ?? "") }
    }

    private var descriptor: Int32
    private var unread: [UInt8] = []

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The next request, or nil when the client has closed.
    func request() -> Request? {
        guard let head = readHead() else { return nil }
        let length =
            head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) } ?? 0
        while unread.count < length { guard fill() else { return nil } }
        let body = Array(unread.prefix(length))
        unread.removeFirst(length)
        return Request(head: head, body: body)
    }

    /// Reads the head of a request and leaves its content unread.
    func readHead() -> String? {
        let end: [UInt8] = [13, 10, 13, 10]
        while true {
            if let position = unread.indices.dropLast(3).first(where: { unread[$0..<($0 + 4)].elementsEqual(end) }) {
                defer { unread.removeFirst(position + 4) }
                return String(decoding: unread[..<position], as: UTF8.self)
            }
            guard fill() else { return nil }
        }
    }

    /// Reads and drops content without keeping it, and gives how much there was.
    func drain(_ byteCount: Int) -> Int {
        var drained = min(byteCount, unread.count)
        unread.removeFirst(drained)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while drained < byteCount {
            let count = recv(descriptor, &buffer, min(buffer.count, byteCount - drained), 0)
            guard count > 0 else { break }
            drained += count
        }
        return drained
    }

    /// Sends bytes; false when the client has closed.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                systemSend(descriptor, UnsafeRawBufferPointer(rebasing: buffer[sent...]))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Sends text; false when the client has closed.
    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Sends an answer with a Content-Length.
    @discardableResult
    func answer(_ body: String, status: String = "200 OK", headers: String = "") -> Bool {
        send("HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// Ends the connection with RST instead of FIN.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close(descriptor)
        descriptor = -1
    }

    /// Waits for the client to close, reading whatever it still sends.
    func waitForEnd() {
        var buffer = [UInt8](repeating: 0, count: 1 << 12)
        while recv(descriptor, &buffer, buffer.count, 0) > 0 {}
    }

    private func fill() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        unread.append(contentsOf: buffer[..<count])
        return true
    }
}

private func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
    send(descriptor, bytes.baseAddress, bytes.count, 0)
    #else
    // A client that has gone must not end the test process with SIGPIPE.
    send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    #endif
}
