// SPDX-License-Identifier: Apache-2.0

/// One request and its answer, as the journal keeps them: no media, no parameters and no secrets.
public struct SandboxExchange: Hashable, Sendable {
    /// Where a signature differs from the one that belongs to the request.
    public struct SignatureMismatch: Hashable, Sendable {
        /// The step: `request`, `canonical-request`, `string-to-sign` or `signature`.
        public let step: String
        /// What happened and what to do about it.
        public let explanation: String
        /// The first line that differs; 0 when the difference is not in a line of a text.
        public let line: Int
        /// What belongs there; nil when nothing does, and when ``hidesExpected`` says that it is not shown.
        public let expected: String?
        /// What the sender has there; nil for nothing.
        public let received: String?
        /// Whether something belongs there that is not shown: a signature.
        public let hidesExpected: Bool
    }

    /// The number of the exchange in this run, from 1 on.
    public let number: Int
    /// When the request had come in, in seconds since 1970 by the service's clock.
    public let time: Int64
    /// The HTTP method; at most 40 bytes of it.
    public let method: String
    /// The path, without a query; at most 200 bytes of it.
    public let path: String
    /// The action, at most 80 bytes of it; nil when the request names none.
    public let action: String?
    /// The `RequestId` of the answer; nil where an answer has none.
    public let requestID: String?
    /// The HTTP status of the answer.
    public let status: Int
    /// The error code of the answer; nil for a success.
    public let errorCode: String?
    /// What went wrong, for the person who reads the journal; the client is not told as much.
    public let explanation: String?
    /// Why a signature was refused.
    public let signatureMismatch: SignatureMismatch?
    /// The length of the request's body.
    public let requestByteCount: Int
    /// The length of the answer's body.
    public let responseByteCount: Int
    /// How long it took to make the answer, in microseconds, without delays that were asked for.
    public let microseconds: Int64
    /// The faults that were injected, by their names.
    public let faults: [String]
}
