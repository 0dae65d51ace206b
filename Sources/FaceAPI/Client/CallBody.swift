// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import RequestDigests
internal import TC3Signing

/// The body of a call with all that signing it and reading its answer need.
struct CallBody: Sendable {
    /// The bytes, or what makes them.
    let content: RequestBody
    /// SHA-256 of the bytes; nil for a body that is made while it is sent.
    let digest: SHA256Digest?
    /// What the body is, should its signature not cover it.
    let unsignedContent: UnsignedContent
    /// How the body is encrypted; nil when it is not.
    let algorithm: ContentAlgorithm?
    /// Opens what the service encrypts in its answer; nil when it cannot.
    let responseOpener: ResponseOpener?

    /// A body in the clear.
    init(json bytes: [UInt8]) {
        // The one pass over what is in memory anyway. Hashing it piece by piece while it is built would still read each
        // byte once, and would only find larger bodies in a nearer cache.
        content = .bytes(bytes)
        digest = SHA256Hasher.hash(bytes)
        unsignedContent = .plain
        algorithm = nil
        responseOpener = nil
    }

    /// A sealed body, whose digest is known already.
    init(_ sealed: SealedBody) {
        content = .bytes(sealed.bytes)
        digest = sealed.sha256
        unsignedContent = sealed.algorithm.isAuthenticated ? .authenticated : .cbc
        algorithm = sealed.algorithm
        responseOpener = sealed.responseOpener
    }

    /// A body that is made while it is sent; its signature cannot cover it.
    init(
        streamOf byteCount: Int, algorithm: ContentAlgorithm?,
        makeReader: @escaping @Sendable () throws -> any RequestBodyReader
    ) {
        content = .stream(byteCount: byteCount, makeReader: makeReader)
        digest = nil
        unsignedContent = algorithm.map { $0.isAuthenticated ? .authenticated : .cbc } ?? .plain
        self.algorithm = algorithm
        responseOpener = nil
    }
}
