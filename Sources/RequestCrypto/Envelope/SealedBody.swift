// SPDX-License-Identifier: Apache-2.0

public import RequestDigests

/// A request body ready to be signed and sent.
public struct SealedBody: Sendable {
    /// The wire body: JSON text in UTF-8.
    public let bytes: [UInt8]
    /// SHA-256 of ``bytes``, so that signing does not read them again.
    public let sha256: SHA256Digest
    /// How the content is encrypted.
    public let algorithm: ContentAlgorithm
    /// Opens what the service encrypts in its reply.
    ///
    /// It holds the data key, which is wiped when this goes.
    public let responseOpener: ResponseOpener

    init(bytes: [UInt8], sha256: SHA256Digest, algorithm: ContentAlgorithm, responseOpener: ResponseOpener) {
        self.bytes = bytes
        self.sha256 = sha256
        self.algorithm = algorithm
        self.responseOpener = responseOpener
    }

    /// Runs a session to its end into one array of exactly the right size.
    init(
        byteCount: Int, contentByteCount: Int = 0, of session: consuming BodySealingSession,
        content: (inout BodySealingSession, inout OutputSpan<UInt8>) throws(RequestCryptoError) -> Void
    ) throws(RequestCryptoError) {
        // A closure cannot use up what it captures, but it can take it out of an optional.
        var session: BodySealingSession? = session
        var summary: SealedBodySummary?
        let bytes = try [UInt8](capacity: byteCount) { output throws(RequestCryptoError) in
            guard var running = session.take() else { return }
            LargeMemory.expectWrites(to: &output)
            // The array is written in place and moves nowhere before the session has finished.
            running.followIfUseful(contentByteCount: contentByteCount, &output)
            try content(&running, &output)
            summary = try running.finish(into: &output)
        }
        guard let summary, let digest = summary.sha256 else {
            preconditionFailure("a session that did not throw has a summary, and hashes unless told not to")
        }
        self.init(
            bytes: bytes, sha256: digest, algorithm: summary.algorithm,
            responseOpener: summary.responseOpener)
    }
}
