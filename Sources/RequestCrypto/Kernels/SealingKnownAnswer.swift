// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// A body that the one-pass kernels must seal to known bytes before they are used.
///
/// Long enough for several pieces, so that a piece is encrypted while the text of another is hashed. The digests
/// were computed with `openssl enc` and with libgcrypt, base64 and SHA-256 with Python; the tag of SM4-GCM, 16 bytes,
/// is hashed after the text.
struct SealingKnownAnswer {
    private let algorithm: ContentAlgorithm
    private let digest: String

    /// The known answer for `algorithm`.
    static func of(_ algorithm: ContentAlgorithm) -> SealingKnownAnswer {
        switch algorithm.base {
        case .aes256CBC:
            SealingKnownAnswer(
                algorithm: algorithm, digest: "88cfe408c445ab065cefcce40b63a8d5c07bfe154ee3f1b9e210f899c0228c4a")
        case .sm4GCM:
            SealingKnownAnswer(
                algorithm: algorithm, digest: "1ca88f3970be727dfbf9d29531f014303b2eee8b44d17e770dd53810bfe0ddeb")
        }
    }

    /// The content: `count` bytes of which number i is 7 i mod 256.
    private static let content = (0..<7001).map { UInt8(truncatingIfNeeded: 7 * $0) }

    /// Whether a kernel seals to the known bytes and knows their digest.
    ///
    /// - Parameters:
    ///   - isReference: Asks the scalar kernel.
    ///   - alteration: Is XORed into the last byte of the expected answer.
    func isGiven(isReference: Bool, alteration: UInt8) -> Bool {
        // A body that nobody hashes takes other steps in the kernel.
        [true, false].allSatisfy { isGiven(isReference: isReference, hashes: $0, alteration: alteration) }
    }

    private func isGiven(isReference: Bool, hashes: Bool, alteration: UInt8) -> Bool {
        let expected = expected(alteration)
        let sealing = sealing(isReference: isReference)
        if !hashes { sealing.leaveHash() }
        var tag: AuthenticationTag?
        let capacity = 2 * Self.content.count
        let text = [UInt8](capacity: capacity) { output in
            sealing.update(Self.content.span, into: &output)
            sealing.endContent()
            tag = sealing.endCiphertext(into: &output)
            if algorithm.isAuthenticated, let tag { sealing.add(text: tag.bytes.span, into: &output) }
        }
        var hasher = SHA256Hasher()
        hasher.update(text.span)
        return hasher.finish() == expected && (!hashes || sealing.digest() == expected)
    }

    /// Whether several bodies at once are sealed to the known bytes, each in its own lane.
    func isGivenBySeveral(alteration: UInt8) -> Bool {
        guard let lanes = KernelSealing.lanes else { return false }
        let expected = expected(alteration)
        let bodies = (0..<lanes.count).map { _ in BatchItem(sealing(isReference: false), content: Self.content) }
        let memory = bodies.map { _ in ScratchArea(byteCount: 2 * Self.content.count) }
        for (body, area) in zip(bodies, memory) { unsafe body.write(to: area.buffer.storage) }
        BatchItem.sealTogether(bodies, byteCount: Self.content.count)
        for body in bodies { body.finish() }
        extendLifetime(memory)
        return bodies.allSatisfy { $0.digest == expected }
    }

    private func sealing(isReference: Bool) -> KernelSealing {
        let key = (0..<algorithm.keyByteCount).map { UInt8($0) }
        let iv = (0..<algorithm.ivByteCount).map { UInt8($0 + 100) }
        return KernelSealing(algorithm, isMedia: true, key: key.span, iv: iv.span, isReference: isReference)
    }

    private func expected(_ alteration: UInt8) -> SHA256Digest {
        guard var expected = SHA256Digest(hex: digest) else {
            preconditionFailure("a constant of this file is not hexadecimal")
        }
        expected.bytes[31] ^= alteration
        return expected
    }
}

/// A scratch buffer that can be kept in an array.
private final class ScratchArea {
    let buffer: ScratchBuffer
    init(byteCount: Int) { buffer = ScratchBuffer(byteCount: byteCount) }
}
