// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
public import SecretMemory

/// A secret ID, its secret key, and the token that belongs to them when they are temporary.
///
/// The key and the token stay in secret memory, which is wiped when the last owner lets go. Nothing
/// that prints a credential shows more of it than the secret ID, which is public: every signed
/// request carries it.
public final class Credential: Sendable, CustomStringConvertible, CustomReflectable {
    /// The public name of the key.
    public let secretID: String

    // "TC3" and the secret key, because that is the first key of the TC3 derivation; the key alone is its tail.
    private let prefixedKey: SecretBytes
    private let token: SecretBytes?

    private static let prefix = Array("TC3".utf8)

    /// Copies a key, and a token when there is one, that are in secret memory already.
    ///
    /// An empty token is no token.
    ///
    /// - Throws: ``TC3SigningError`` with `invalidCredential` when the ID or the key is empty, or
    ///   when one of the three holds a blank, a control byte or a byte outside ASCII. Most failures
    ///   to authenticate come from a key that was copied with a blank or a line feed, and the
    ///   service cannot tell them from any other wrong signature. With `selfTestFailed` when a digest
    ///   gave a wrong known answer in this process: no signature is made or verified without a
    ///   credential, so none is made or verified wrongly.
    public init(
        secretID: String, secretKey: borrowing SecretBytes, token: borrowing SecretBytes
    ) throws(TC3SigningError) {
        try Self.requireKnownAnswers(DigestKnownAnswers.areGiven)
        try ByteSet.secretID.require(secretID, as: "the secret ID", code: .invalidCredential)
        try secretKey.withBytes { (bytes) throws(TC3SigningError) in
            guard !bytes.isEmpty else { throw TC3SigningError(.invalidCredential, "the secret key is empty") }
            try Self.requireVisible(bytes, as: "the secret key")
        }
        try token.withBytes { (bytes) throws(TC3SigningError) in try Self.requireVisible(bytes, as: "the token") }
        self.secretID = secretID
        prefixedKey = SecretBytes(byteCount: Self.prefix.count + secretKey.byteCount) { output in
            for byte in Self.prefix { output.append(byte) }
            secretKey.withBytes { bytes in
                for index in bytes.indices { output.append(bytes[index]) }
            }
        }
        self.token = token.byteCount == 0 ? nil : token.copy()
    }

    /// Copies a key that is in secret memory already and has no token.
    ///
    /// - Throws: ``TC3SigningError`` with `invalidCredential` or `selfTestFailed`, as above.
    public convenience init(secretID: String, secretKey: borrowing SecretBytes) throws(TC3SigningError) {
        try self.init(secretID: secretID, secretKey: secretKey, token: SecretBytes(byteCount: 0) { _ in })
    }

    /// Copies a key, and a token when there is one, from strings.
    ///
    /// The strings themselves cannot be wiped; where the key comes from a file or a pipe, read it
    /// into `SecretBytes`.
    ///
    /// - Throws: ``TC3SigningError`` with `invalidCredential` or `selfTestFailed`, as above.
    public convenience init(secretID: String, secretKey: String, token: String? = nil) throws(TC3SigningError) {
        try self.init(
            secretID: secretID, secretKey: SecretBytes(copying: secretKey.utf8.span),
            token: SecretBytes(copying: (token ?? "").utf8.span))
    }

    /// Whether the credential is temporary: its requests then carry `X-TC-Token`.
    public var isTemporary: Bool { token != nil }

    /// The secret ID, and nothing of the key or the token.
    public var description: String { "Credential(\(secretID), \(isTemporary ? "temporary, " : "")redacted)" }

    /// The secret ID, and nothing of the key or the token.
    public var customMirror: Mirror { Mirror(self, children: ["secretID": secretID], displayStyle: .class) }

    /// Lends `TC3` and the secret key, in one piece.
    package func withPrefixedKey<Result: ~Copyable, Failure>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try prefixedKey.withBytes(body)
    }

    /// Lends the secret key alone, for the signatures that are older than TC3.
    package func withSecretKey<Result: ~Copyable, Failure>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try prefixedKey.withBytes { (bytes) throws(Failure) in
            try body(bytes.extracting(Self.prefix.count..<bytes.count))
        }
    }

    /// The value of `X-TC-Token`: from here on the token is in a header, where it can no longer be
    /// wiped.
    package func tokenText() -> String? {
        switch token {
        case .none: nil
        case .some(let token):
            token.withBytes { bytes in
                unsafe String(unsafeUninitializedCapacity: bytes.count) { text in
                    for index in bytes.indices { unsafe text[index] = bytes[index] }
                    return bytes.count
                }
            }
        }
    }

    /// - Throws: `selfTestFailed` unless the digests gave their known answers.
    package static func requireKnownAnswers(_ areGiven: Bool) throws(TC3SigningError) {
        guard areGiven else {
            throw TC3SigningError(
                .selfTestFailed, "SHA-256 or HMAC gave a wrong known answer and is not used",
                hint: "reinstall OpenSSL's libcrypto")
        }
    }

    private static func requireVisible(_ bytes: Span<UInt8>, as name: String) throws(TC3SigningError) {
        for index in bytes.indices where !ByteSet.visible.contains(bytes[index]) {
            // The byte's place is told and its value is not: it is part of a secret.
            throw TC3SigningError(
                .invalidCredential, "\(name) has a blank, a control byte or a byte outside ASCII at offset \(index)",
                hint: "copy it again without blanks and line ends")
        }
    }
}
