// SPDX-License-Identifier: Apache-2.0

/// Reads the requests of one connection, one after the other.
struct RequestReader {
    private let socket: LoopbackSocket
    /// What has arrived and belongs to no request yet.
    private var pending: [UInt8] = []

    init(_ socket: LoopbackSocket) {
        self.socket = socket
    }

    /// Why there is no next head.
    enum HeadError: Error {
        case refused(RequestHead.Refusal)
        case disconnected
    }

    /// Reads the next head; nil when the sender has ended between two requests.
    mutating func nextHead() async throws(HeadError) -> RequestHead? {
        var searched = 0
        while true {
            if let end = endOfHead(from: max(0, searched - 3)) {
                guard end <= RequestHead.maximumByteCount else { throw .refused(.headTooLarge) }
                let head: RequestHead
                do throws(RequestHead.Refusal) {
                    head = try RequestHead(pending[..<end])
                } catch {
                    throw .refused(error)
                }
                pending.removeFirst(end + 4)
                return head
            }
            searched = pending.count
            guard searched <= RequestHead.maximumByteCount else { throw .refused(.headTooLarge) }
            guard try await receive(atMost: 16 * 1024) > 0 else {
                if pending.isEmpty { return nil }
                throw .refused(.badRequest)
            }
        }
    }

    /// Reads a body of a known length into one array of that size.
    mutating func body(byteCount: Int) async throws(ConnectionError) -> [UInt8] {
        var body: [UInt8] = []
        body.reserveCapacity(byteCount)
        let taken = min(byteCount, pending.count)
        body.append(contentsOf: pending[..<taken])
        pending.removeFirst(taken)
        while body.count < byteCount {
            guard try await socket.receive(atMost: byteCount - body.count, into: &body) > 0 else {
                throw .disconnected
            }
        }
        return body
    }

    /// Reads and forgets, so that an answer reaches a sender that is still sending.
    mutating func discard(byteCount: Int) async {
        var rest = byteCount - pending.count
        pending.removeAll()
        while rest > 0 {
            guard let count = try? await socket.receive(atMost: min(rest, 1 << 16), into: &pending), count > 0 else {
                return
            }
            rest -= count
            pending.removeAll(keepingCapacity: true)
        }
    }

    private mutating func receive(atMost byteCount: Int) async throws(HeadError) -> Int {
        do throws(ConnectionError) {
            return try await socket.receive(atMost: byteCount, into: &pending)
        } catch {
            throw .disconnected
        }
    }

    /// Where CR LF CR LF begins.
    private func endOfHead(from start: Int) -> Int? {
        let separator = Array("\r\n\r\n".utf8)
        guard pending.count >= separator.count else { return nil }
        var index = start
        while index + separator.count <= pending.count {
            if pending[index] == separator[0], pending[index..<(index + 4)].elementsEqual(separator) { return index }
            index += 1
        }
        return nil
    }
}
