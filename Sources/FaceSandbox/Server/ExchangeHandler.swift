// SPDX-License-Identifier: Apache-2.0

/// What answers the requests of a ``ServiceListener``.
protocol ExchangeHandler: Sendable {
    /// The most that a body to this target may have; what is larger is not read.
    func bodyLimit(for head: RequestHead) -> Int

    /// Answers a request, and never fails.
    ///
    /// - Parameter body: nil when it was larger than the limit and has not been read
    func answer(_ head: RequestHead, body: [UInt8]?) -> HandledExchange

    /// The server's clock, for an answer to what is no request.
    func now() -> Int64
}

/// An answer, and how it goes out.
struct HandledExchange: Sendable {
    /// What becomes of the connection while the answer is sent.
    enum Ending: Hashable, Sendable {
        /// The whole answer is sent.
        case whole
        /// A reset before the first byte of the answer.
        case resetBefore
        /// Half of the answer, then a reset.
        case resetMidway
        /// Half of the body that is announced, then an orderly end.
        case truncated
    }

    var reply: HTTPReply
    /// The clock that the answer shows in its `Date`.
    var now: Int64
    var delay = Duration.zero
    var ending = Ending.whole
}
