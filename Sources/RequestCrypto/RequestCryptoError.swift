// SPDX-License-Identifier: Apache-2.0

/// What went wrong while sealing or opening, for the person who has to mend it.
///
/// Two errors are equal when their codes are; the message is for people and may change.
/// No error carries key bytes, plaintext or media.
public struct RequestCryptoError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; new kinds may be added in a minor version.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String {
            case algorithmUnavailable, selfTestFailed, libraryFailure, randomUnavailable
            case invalidKey, invalidIV, invalidTag, invalidCiphertext, authenticationFailed, badPadding
            case malformedPEM, wrongKeyType, unsupportedKeySize, pointNotOnCurve, wrapFailed, unwrapFailed
            case malformedJSON, malformedBase64, malformedEnvelope, unknownAlgorithm, missingEncryption
            case fieldNotFound, fieldNotString, unknownMediaKind, nonceReuse, emptyBody, emptyFile, unreadableFile
            case fileChanged, sizeLimitExceeded, keyExhausted
        }

        private let base: Base

        private init(_ base: Base) { self.base = base }

        /// No installed library offers the algorithm.
        public static let algorithmUnavailable = Code(.algorithmUnavailable)
        /// A primitive gave a wrong known answer and was switched off.
        public static let selfTestFailed = Code(.selfTestFailed)
        /// A library call failed that cannot fail for valid input.
        public static let libraryFailure = Code(.libraryFailure)
        /// The operating system gave no random bytes.
        public static let randomUnavailable = Code(.randomUnavailable)
        /// A data key has the wrong length or form.
        public static let invalidKey = Code(.invalidKey)
        /// An `Iv` has the wrong length or form.
        public static let invalidIV = Code(.invalidIV)
        /// A tag has the wrong length or form, or the tags do not pair with the fields.
        public static let invalidTag = Code(.invalidTag)
        /// A ciphertext is empty, truncated or too long for its algorithm.
        public static let invalidCiphertext = Code(.invalidCiphertext)
        /// The tag does not fit the ciphertext: wrong key, wrong nonce or altered data.
        public static let authenticationFailed = Code(.authenticationFailed)
        /// The plaintext does not end in valid padding: wrong key or altered data.
        public static let badPadding = Code(.badPadding)
        /// Not PEM, or PEM whose label contradicts its content.
        public static let malformedPEM = Code(.malformedPEM)
        /// A key of another kind than the algorithm needs, or a public key where a private one belongs.
        public static let wrongKeyType = Code(.wrongKeyType)
        /// An RSA key smaller or larger than the limits.
        public static let unsupportedKeySize = Code(.unsupportedKeySize)
        /// A point that does not lie on the SM2 curve.
        public static let pointNotOnCurve = Code(.pointNotOnCurve)
        /// A data key could not be wrapped.
        public static let wrapFailed = Code(.wrapFailed)
        /// A `CiphertextBlob` does not unwrap under this key.
        public static let unwrapFailed = Code(.unwrapFailed)
        /// Not JSON by RFC 8259, or with a duplicate key, or nested too deeply.
        public static let malformedJSON = Code(.malformedJSON)
        /// Not canonical base64 by RFC 4648.
        public static let malformedBase64 = Code(.malformedBase64)
        /// JSON that is not an envelope: a member is missing or of the wrong type.
        public static let malformedEnvelope = Code(.malformedEnvelope)
        /// An `Algorithm` that is neither `AES-256-CBC` nor `SM4-GCM`.
        public static let unknownAlgorithm = Code(.unknownAlgorithm)
        /// `Encryption` is missing where it was expected: the content came unprotected.
        public static let missingEncryption = Code(.missingEncryption)
        /// A field that was named is not there.
        public static let fieldNotFound = Code(.fieldNotFound)
        /// A field that was named is not a string.
        public static let fieldNotString = Code(.fieldNotString)
        /// A `FaceInputType` that is neither 1 nor 2.
        public static let unknownMediaKind = Code(.unknownMediaKind)
        /// Sealing several fields with SM4-GCM would use one nonce more than once.
        public static let nonceReuse = Code(.nonceReuse)
        /// A body of no bytes.
        public static let emptyBody = Code(.emptyBody)
        /// A media file of no bytes.
        public static let emptyFile = Code(.emptyFile)
        /// A file that cannot be opened or read.
        public static let unreadableFile = Code(.unreadableFile)
        /// A file that changed while it was read.
        public static let fileChanged = Code(.fileChanged)
        /// More bytes than the algorithm or the service takes.
        public static let sizeLimitExceeded = Code(.sizeLimitExceeded)
        /// A data key that has been used as often as it may be.
        public static let keyExhausted = Code(.keyExhausted)

        /// The code's name, such as `badPadding`.
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
