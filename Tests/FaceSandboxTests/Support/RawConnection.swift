// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A TCP connection as a sender of nonsense would use it: bytes out, bytes in, and how it ended.
///
/// Sockets here block, so each exchange has a thread of its own: the sandbox under test lives on the few threads that
/// tasks share.
enum RawConnection {
    enum Step: Sendable {
        case send([UInt8])
        /// Goes on when somebody says so.
        case wait(DispatchSemaphore)
        /// No more bytes will be sent; answers are still read.
        case endSending
        /// Reads until so many answers with a `Content-Length` are there.
        case receive(answers: Int)
        /// Closes without reading.
        case abandon
    }

    enum Ending: Hashable, Sendable {
        case closed, reset, silent, refused
        /// The steps were over while the connection was still open.
        case open
    }

    struct Outcome: Sendable {
        var bytes: [UInt8] = []
        var ending = Ending.silent
        var elapsed = Duration.zero

        /// The answers, as far as they are whole.
        var answers: [RawAnswer] { RawAnswer.all(in: bytes) }
    }

    /// Takes the steps one after the other, then reads to the end unless the last step says otherwise.
    static func run(
        port: UInt16, address: String = "127.0.0.1", silenceLimit seconds: Int = 240, _ steps: [Step]
    ) async -> Outcome {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                let start = ContinuousClock.now
                var outcome = exchange(port, address, seconds, steps)
                outcome.elapsed = start.duration(to: .now)
                continuation.resume(returning: outcome)
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
    }

    private static func exchange(_ port: UInt16, _ address: String, _ seconds: Int, _ steps: [Step]) -> Outcome {
        var outcome = Outcome()
        #if canImport(Darwin)
        let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
        #else
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        defer { close(descriptor) }
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        inet_pton(AF_INET, address, &name.sin_addr)
        let connected = withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else {
            outcome.ending = .refused
            return outcome
        }
        for step in steps {
            switch step {
            case .send(let bytes): sendAll(descriptor, bytes)
            case .wait(let signal): signal.wait()
            case .endSending: shutdown(descriptor, Int32(SHUT_WR))
            case .receive(let count):
                while outcome.answers.count < count, receive(descriptor, &outcome) {}
            case .abandon:
                outcome.ending = .open
                return outcome
            }
        }
        if case .receive? = steps.last, outcome.ending == .silent {
            outcome.ending = .open
            return outcome
        }
        while receive(descriptor, &outcome) {}
        return outcome
    }

    private static func sendAll(_ descriptor: Int32, _ bytes: [UInt8]) {
        #if canImport(Darwin)
        let flags: Int32 = 0
        #else
        let flags = Int32(MSG_NOSIGNAL)
        #endif
        var offset = 0
        while offset < bytes.count {
            let sent = bytes[offset...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, flags) }
            guard sent > 0 else { return }
            offset += sent
        }
    }

    private static func receive(_ descriptor: Int32, _ outcome: inout Outcome) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        if count > 0 {
            outcome.bytes += chunk[..<count]
            return true
        }
        outcome.ending = count == 0 ? .closed : errno == EAGAIN || errno == EWOULDBLOCK ? .silent : .reset
        return false
    }
}
