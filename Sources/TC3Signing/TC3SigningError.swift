// SPDX-License-Identifier: Apache-2.0

/// What went wrong while signing a request or reading a signed one, for the person who has to mend
/// it.
///
/// Two errors are equal when their codes are; the message is for people and may change. No error
/// carries a secret key or a token.
public struct TC3SigningError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; new kinds may be added in a minor version.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String {
            case invalidCredential, invalidField, invalidSignedHeaders, missingSignedHeader, duplicateHeader
            case unsupportedContentType, queryNotAllowed, bodyNotAllowed, unsignedPayloadRefused
            case timestampOutOfRange, invalidValidity, sizeLimitExceeded, invalidBoundary, invalidParameter
            case malformedMessage, bodyLengthMismatch, malformedAuthorization, selfTestFailed
        }

        private let base: Base

        private init(_ base: Base) { self.base = base }

        /// A secret ID, secret key or token that no request could be signed with.
        public static let invalidCredential = Code(.invalidCredential)
        /// A field of a request that is empty or holds a byte that may not stand there.
        public static let invalidField = Code(.invalidField)
        /// A list of signed headers without `content-type` or `host`, or with a name twice.
        public static let invalidSignedHeaders = Code(.invalidSignedHeaders)
        /// A header that is to be signed and is not part of the request.
        public static let missingSignedHeader = Code(.missingSignedHeader)
        /// A header that is there twice and must not be.
        public static let duplicateHeader = Code(.duplicateHeader)
        /// A content type that the method or the signature does not allow.
        public static let unsupportedContentType = Code(.unsupportedContentType)
        /// A query in a request that must not have one.
        public static let queryNotAllowed = Code(.queryNotAllowed)
        /// A body in a request that must not have one.
        public static let bodyNotAllowed = Code(.bodyNotAllowed)
        /// Content that must not be sent under a signature that does not cover it.
        public static let unsignedPayloadRefused = Code(.unsignedPayloadRefused)
        /// A timestamp before 1970 or after the year 9999.
        public static let timestampOutOfRange = Code(.timestampOutOfRange)
        /// A legacy signature that would be valid for no time, or for more than three months.
        public static let invalidValidity = Code(.invalidValidity)
        /// More bytes than the service takes in this kind of request.
        public static let sizeLimitExceeded = Code(.sizeLimitExceeded)
        /// A multipart boundary that the format or the signature cannot carry.
        public static let invalidBoundary = Code(.invalidBoundary)
        /// A parameter that is there twice, or that the signer sets itself.
        public static let invalidParameter = Code(.invalidParameter)
        /// Bytes that are not an HTTP/1.1 request.
        public static let malformedMessage = Code(.malformedMessage)
        /// A body that is shorter or longer than its `Content-Length`.
        public static let bodyLengthMismatch = Code(.bodyLengthMismatch)
        /// An `Authorization` header that is not of the expected form.
        public static let malformedAuthorization = Code(.malformedAuthorization)
        /// A digest that gave a wrong known answer in this process; nothing is signed with it.
        public static let selfTestFailed = Code(.selfTestFailed)

        /// The code's name, such as `invalidField`.
        public var description: String { base.rawValue }
    }

    /// The kind of failure.
    public let code: Code
    /// What was wrong, with the value or limit, in one sentence without a full stop.
    public let message: String
    /// What to do about it, when that is known.
    public let hint: String?

    /// Makes an error.
    public init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// Whether both errors are of the same kind.
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }

    /// Feeds the code, and only the code, into the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }

    /// The message, and the hint when there is one.
    public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}
