// SPDX-License-Identifier: Apache-2.0

public import RequestDigests

/// What is known of a sealed body once its last byte has been given out.
public struct SealedBodySummary: Sendable {
    /// How many bytes of content went in.
    public let contentByteCount: Int
    /// SHA-256 of the whole wire body; `nil` when the session was asked to leave it out.
    public let sha256: SHA256Digest?
    /// How the content is encrypted.
    public let algorithm: ContentAlgorithm
    /// Opens what the service encrypts in its reply.
    ///
    /// It holds the data key, which is wiped when this goes.
    public let responseOpener: ResponseOpener
}
