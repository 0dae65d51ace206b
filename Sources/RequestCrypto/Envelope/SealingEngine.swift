// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// How a session seals: by one kernel in one pass, or by the libraries one after the other.
///
/// Both give the same bytes. The kernel is taken where the processor has what it needs, where it gives its known
/// answer, and where neither `TCFACE_KERNEL=scalar` nor another backend in `TCFACE_BACKEND` says otherwise.
package struct SealingEngine: ~Copyable {
    /// Which one a session takes; tests name it.
    package enum Choice: Hashable, Sendable { case automatic, library, referenceKernel }

    // One of the two is there. They are not the cases of an enum, whose payload cannot be changed in place.
    private let kernel: KernelSealing?
    private var library: LibrarySealing?
    private let isAuthenticated: Bool
    /// Whether a second core makes it faster: not where one kernel hides the hash behind the cipher.
    let gainsFromFollower: Bool

    init(
        _ algorithm: ContentAlgorithm, isMedia: Bool, key: Span<UInt8>, iv: Span<UInt8>, hashes: Bool = true,
        choice: Choice = .automatic, selfTests: SelfTests = .shared
    ) throws(RequestCryptoError) {
        isAuthenticated = algorithm.isAuthenticated
        guard key.count == algorithm.keyByteCount, iv.count == algorithm.ivByteCount,
            Self.usesKernel(for: algorithm, hashes: hashes, choice, selfTests)
        else {
            kernel = nil
            gainsFromFollower = true
            library = try LibrarySealing(algorithm, isMedia: isMedia, key: key, iv: iv)
            if !hashes { library?.leaveHash() }
            return
        }
        kernel = KernelSealing(
            algorithm, isMedia: isMedia, key: key, iv: iv, isReference: choice == .referenceKernel)
        library = nil
        gainsFromFollower = !KernelSealing.hidesHash(for: algorithm)
        if !hashes { kernel?.leaveHash() }
    }

    /// Leaves the hash of all text to someone else; what ``finish(into:text:)`` then gives means nothing.
    mutating func leaveHash() {
        kernel?.leaveHash()
        library?.leaveHash()
    }

    /// Appends text outside the ciphertext.
    mutating func add(text: Span<UInt8>, into output: inout OutputSpan<UInt8>) {
        kernel?.add(text: text, into: &output)
        library?.add(text: text, into: &output)
    }

    /// Encrypts plaintext around the content.
    mutating func add(
        plaintext: Span<UInt8>, into output: inout OutputSpan<UInt8>
    ) throws(RequestCryptoError) {
        kernel?.add(plaintext: plaintext)
        try library?.add(plaintext: plaintext, into: &output)
    }

    /// Seals content and appends its text.
    mutating func update(_ bytes: Span<UInt8>, into output: inout OutputSpan<UInt8>) throws(RequestCryptoError) {
        kernel?.update(bytes, into: &output)
        try library?.update(bytes, into: &output)
    }

    /// Ends the content.
    mutating func endContent(into output: inout OutputSpan<UInt8>) throws(RequestCryptoError) {
        kernel?.endContent()
        try library?.endContent(into: &output)
    }

    /// Ends the ciphertext, appends its text and the tail of `text`, and gives the digest of all text.
    consuming func finish(
        into output: inout OutputSpan<UInt8>, text: EnvelopeText
    ) throws(RequestCryptoError) -> SHA256Digest {
        if let library = library.take() { return try library.finish(into: &output, text: text) }
        let isAuthenticated = isAuthenticated
        guard let kernel else { preconditionFailure("an engine has a kernel or libraries") }
        let tag = kernel.endCiphertext(into: &output)
        text.tail(isAuthenticated ? tag : nil) { kernel.add(text: $0, into: &output) }
        return kernel.digest()
    }

    private static func usesKernel(
        for algorithm: ContentAlgorithm, hashes: Bool, _ choice: Choice, _ selfTests: SelfTests
    ) -> Bool {
        switch choice {
        case .library: return false
        case .referenceKernel: return true
        case .automatic: break
        }
        guard ContentBackend.allowsKernels, !GcryptCipher.beatsKernel(for: algorithm),
            KernelSealing.isAvailable(for: algorithm, hashes: hashes)
        else { return false }
        return selfTests.passes(.sealing(algorithm))
    }
}
