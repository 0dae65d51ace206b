// SPDX-License-Identifier: Apache-2.0

/// How far a request has got.
public struct TransportProgress: Hashable, Sendable {
    /// Which attempt this is, from 1; more than 1 only when a reporter spans several.
    public let attempt: Int
    /// The bytes of the body that have gone to the connection, never fewer than before within one
    /// attempt.
    public let sentByteCount: Int
    /// The bytes of the body in all.
    public let totalByteCount: Int
    /// The bytes of content of the answer so far.
    public let receivedByteCount: Int

    /// The part of the body that has been sent, 0...1; 1 when there is no body.
    public var fractionSent: Double {
        totalByteCount == 0 ? 1 : Double(sentByteCount) / Double(totalByteCount)
    }
}

/// The updates of one request, ending when it does, for one task to read.
///
/// Only the newest unread update is kept, so a slow reader misses steps and never the last one.
public struct ProgressUpdates: AsyncSequence, Sendable {
    /// Gives the updates in order.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var base: AsyncStream<TransportProgress>.Iterator

        /// The next update, or nil when the request has ended.
        public mutating func next() async -> TransportProgress? { await base.next() }

        /// The next update, or nil when the request has ended.
        public mutating func next(isolation actor: isolated (any Actor)?) async -> TransportProgress? {
            await base.next(isolation: actor)
        }
    }

    private let stream: AsyncStream<TransportProgress>

    init(_ stream: AsyncStream<TransportProgress>) { self.stream = stream }

    /// Begins to read the updates.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(base: stream.makeAsyncIterator()) }
}
