// SPDX-License-Identifier: Apache-2.0

public import RequestCrypto

/// Why a call gave no usable answer, for the person who has to mend it.
///
/// Whatever went wrong, in whatever layer, comes as one of these, with the service's `RequestId` wherever there was
/// one. Two errors are equal when their codes are. No error carries a secret, a header value, plaintext or media.
public struct FaceAPIError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; new kinds may be added in a minor version.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String {
            case refusedByPreflight, noCredential, invalidRequest, sealingFailed, transportFailed
            case serviceError, businessFailure, httpStatus, malformedResponse, responseNotOpened
            case deadlineExceeded, cancelled, shutDown, downloadMismatch
        }

        private let base: Base

        private init(_ base: Base) { self.base = base }

        /// The documentation says that the service will not take the request; nothing was sent.
        public static let refusedByPreflight = Code(.refusedByPreflight)
        /// There is no credential to sign with, or it could not be renewed.
        public static let noCredential = Code(.noCredential)
        /// The request cannot be sent as it is: a value that no header or parameter may have.
        public static let invalidRequest = Code(.invalidRequest)
        /// The request could not be sealed; nothing was sent.
        public static let sealingFailed = Code(.sealingFailed)
        /// No complete answer came; see ``FaceAPIError/transport``.
        public static let transportFailed = Code(.transportFailed)
        /// The service answered `Response.Error`; see ``FaceAPIError/serviceCode``.
        public static let serviceError = Code(.serviceError)
        /// The service answered, and its answer says that the check itself failed.
        public static let businessFailure = Code(.businessFailure)
        /// A status other than 2xx, and no error of the service in the content.
        public static let httpStatus = Code(.httpStatus)
        /// An answer that is not what the API's page describes.
        public static let malformedResponse = Code(.malformedResponse)
        /// An encrypted answer that does not open, or a plain one where encryption was asked for.
        public static let responseNotOpened = Code(.responseNotOpened)
        /// The caller's deadline came before an answer.
        public static let deadlineExceeded = Code(.deadlineExceeded)
        /// The task that waited was cancelled.
        public static let cancelled = Code(.cancelled)
        /// The client was shut down.
        public static let shutDown = Code(.shutDown)
        /// A downloaded file has not the size or the MD5 that the service announced.
        public static let downloadMismatch = Code(.downloadMismatch)

        /// The code's name, such as `serviceError`.
        public var description: String { base.rawValue }
    }

    /// The kind of failure.
    public let code: Code
    /// What was wrong, with the value or limit, in one sentence without a full stop.
    public let message: String
    /// What to do about it, when that is known.
    public var hint: String?
    /// The action that was called, such as `DetectAIFakeFaces`.
    public var action: String?
    /// What the service calls this request; nil when no answer came.
    ///
    /// Give it to the vendor's support.
    public var requestID: String?
    /// The service's code, for ``Code/serviceError`` and ``Code/businessFailure``.
    public var serviceCode: ServiceErrorCode?
    /// What the service wrote beside its code; for people only, it depends on the language.
    public var serviceMessage: String?
    /// The verdict of GetLivenessResult, for its ``Code/businessFailure``.
    public var livenessCode: LivenessResultCode?
    /// The numeric code of the legacy service, for its ``Code/serviceError``.
    public var legacyCode: LegacyErrorCode?
    /// The HTTP status, where an answer came.
    public var httpStatus: Int?
    /// What the documentation says against the request, for ``Code/refusedByPreflight``.
    public var preflight: PreflightError?
    /// What the transport says, for ``Code/transportFailed``, and for a deadline that a transfer missed.
    public var transport: TransportError?
    /// What sealing or opening says, for ``Code/sealingFailed`` and ``Code/responseNotOpened``.
    public var crypto: RequestCryptoError?
    /// How often the request was sent, or sending it was begun; 0 when nothing got that far, for want of a credential
    /// or of time, say.
    public var attemptCount = 0

    /// Makes an error.
    public init(_ code: Code, _ message: String, hint: String? = nil, action: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
        self.action = action
    }

    /// Whether both errors are of the same kind.
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }

    /// Feeds the code, and only the code, into the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }

    /// The message, the hint when there is one, and the RequestId.
    public var description: String {
        let details = [hint, requestID.map { "RequestId \($0)" }].compactMap(\.self)
        return details.isEmpty ? message : "\(message) (\(details.joined(separator: "; ")))"
    }
}

extension FaceAPIError {
    /// A preflight refusal.
    init(_ error: PreflightError, action: String?) {
        let refusals = error.refusals
        self.init(
            .refusedByPreflight, refusals.map(\.message).joined(separator: "; "),
            hint: refusals.count == 1 ? refusals[0].hint : nil, action: action)
        preflight = error
    }

    /// A failure of sealing.
    init(sealing error: RequestCryptoError, action: String?) {
        self.init(.sealingFailed, error.message, hint: error.hint, action: action)
        crypto = error
    }

    /// An answer that does not open.
    init(opening error: RequestCryptoError, action: String?, requestID: String?) {
        self.init(
            .responseNotOpened, "the encrypted answer does not open: \(error.message)", hint: error.hint,
            action: action)
        crypto = error
        self.requestID = requestID
    }

    /// A failure of the transport.
    init(_ error: TransportError, action: String?) {
        let code: Code =
            switch error.code {
            case .cancelled: .cancelled
            case .shutDown: .shutDown
            case .invalidURL, .insecureURL, .invalidHeader, .invalidBody, .invalidConfiguration: .invalidRequest
            default: .transportFailed
            }
        self.init(code, error.message, hint: error.hint, action: action)
        transport = error
    }
}
