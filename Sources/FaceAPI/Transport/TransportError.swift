// SPDX-License-Identifier: Apache-2.0

/// Why a request got no usable answer, for the person who has to mend it.
///
/// Two errors are equal when their codes are; the message is for people and may change.
/// No error carries a header value, a body byte or a query string.
public struct TransportError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; new kinds may be added in a minor version.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String {
            case cancelled, shutDown, timedOut, stalled
            case invalidURL, insecureURL, invalidHeader, invalidBody, invalidConfiguration
            case couldNotResolve, couldNotConnect, proxyFailed
            case tlsVerificationFailed, tlsTooOld, tlsHandshakeFailed
            case connectionReset, truncatedResponse, malformedResponse, responseTooLarge, redirected
            case uploadFailed, sinkFailed, libraryFailure
        }

        private let base: Base

        private init(_ base: Base) { self.base = base }

        /// The task that waited for the answer was cancelled.
        public static let cancelled = Code(.cancelled)
        /// The transport was shut down before the answer came.
        public static let shutDown = Code(.shutDown)
        /// No connection within the connect timeout, or no complete answer within the total timeout or
        /// deadline.
        public static let timedOut = Code(.timedOut)
        /// A connection that moved fewer bytes than the stall limit for as long as it allows.
        public static let stalled = Code(.stalled)
        /// Not an absolute http or https URL of visible ASCII, or one with a user name or fragment.
        public static let invalidURL = Code(.invalidURL)
        /// Plain http to a host that is not this machine.
        public static let insecureURL = Code(.insecureURL)
        /// A header name or value that HTTP does not allow, or a header that belongs to the transport.
        public static let invalidHeader = Code(.invalidHeader)
        /// A body of negative length, or a body with a method that takes none.
        public static let invalidBody = Code(.invalidBody)
        /// A configuration that cannot be used, such as a CA file that does not exist.
        public static let invalidConfiguration = Code(.invalidConfiguration)
        /// The name of the host has no address.
        public static let couldNotResolve = Code(.couldNotResolve)
        /// No address of the host took the connection.
        public static let couldNotConnect = Code(.couldNotConnect)
        /// The proxy could not be reached or refused the tunnel.
        public static let proxyFailed = Code(.proxyFailed)
        /// The certificate of the server does not prove who it is; see
        /// ``TransportError/certificateProblem``.
        public static let tlsVerificationFailed = Code(.tlsVerificationFailed)
        /// The server speaks no TLS version from 1.2 on.
        public static let tlsTooOld = Code(.tlsTooOld)
        /// The TLS handshake failed for another reason.
        public static let tlsHandshakeFailed = Code(.tlsHandshakeFailed)
        /// The connection was closed or reset while the request was sent or before the answer was
        /// complete.
        public static let connectionReset = Code(.connectionReset)
        /// The connection closed in order, with fewer bytes than the answer had announced.
        public static let truncatedResponse = Code(.truncatedResponse)
        /// What came back is not HTTP.
        public static let malformedResponse = Code(.malformedResponse)
        /// The header section or the body is larger than the limit.
        public static let responseTooLarge = Code(.responseTooLarge)
        /// The answer sends the client elsewhere, which this transport never follows.
        public static let redirected = Code(.redirected)
        /// The reader of a streamed body failed or gave fewer bytes than were announced.
        public static let uploadFailed = Code(.uploadFailed)
        /// The sink or file that takes the answer failed.
        public static let sinkFailed = Code(.sinkFailed)
        /// libcurl or the operating system failed where valid input cannot make it fail.
        public static let libraryFailure = Code(.libraryFailure)

        /// The code's name, such as `timedOut`.
        public var description: String { base.rawValue }
    }

    /// What was wrong with a server's certificate; new kinds may be added in a minor version.
    public struct CertificateProblem: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String {
            case unknownAuthority, expired, notYetValid, wrongName, wrongPin, other
        }

        private let base: Base

        private init(_ base: Base) { self.base = base }

        /// Signed by no authority that is trusted here, or by itself.
        public static let unknownAuthority = CertificateProblem(.unknownAuthority)
        /// Past its last day.
        public static let expired = CertificateProblem(.expired)
        /// Before its first day.
        public static let notYetValid = CertificateProblem(.notYetValid)
        /// Issued for another host.
        public static let wrongName = CertificateProblem(.wrongName)
        /// A public key that is none of the pinned ones.
        public static let wrongPin = CertificateProblem(.wrongPin)
        /// Anything else that the TLS library reports.
        public static let other = CertificateProblem(.other)

        /// The problem's name, such as `expired`.
        public var description: String { base.rawValue }
    }

    /// How much of the request may have reached the server.
    public enum Exposure: String, Hashable, Sendable {
        /// No byte was sent: sending again cannot do anything twice.
        case none
        /// Some bytes were sent, but not the whole request: the server cannot have had all of it.
        case partial
        /// Every byte was given to the connection: the server may have acted on it.
        case complete
    }

    /// The kind of failure.
    public let code: Code
    /// What was wrong, with the value or limit, in one sentence without a full stop.
    public let message: String
    /// What to do about it, when that is known.
    public let hint: String?
    /// How much of the request may have reached the server.
    public let exposure: Exposure
    /// What was wrong with the certificate, for ``Code/tlsVerificationFailed`` only.
    public let certificateProblem: CertificateProblem?

    /// Makes an error.
    public init(
        _ code: Code, _ message: String, hint: String? = nil, exposure: Exposure = .none,
        certificateProblem: CertificateProblem? = nil
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.exposure = exposure
        self.certificateProblem = certificateProblem
    }

    /// Whether any byte of the request may have left this machine.
    public var anyByteSent: Bool { exposure != .none }

    /// Whether both errors are of the same kind.
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }

    /// Feeds the code, and only the code, into the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }

    /// The message, and the hint when there is one.
    public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}
