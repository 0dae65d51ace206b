// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// A canonical request up to its last line, hashed as far as it goes.
///
/// Requests of one kind differ in their last line only, the digest of the payload: of the five blocks that SHA-256 sees,
/// three are the same every time.
final class CanonicalHead: Hashable, Sendable {
    /// The text, with the line feed at its end.
    let text: [UInt8]
    private let hasher: SHA256Hasher

    init(_ text: [UInt8]) {
        self.text = text
        var hasher = SHA256Hasher()
        hasher.update(text.span)
        self.hasher = hasher
    }

    /// The digest of the whole canonical request for a payload.
    func digest(completedWith hashedPayload: SHA256Digest) -> SHA256Digest {
        let digits = hashedPayload.digits
        var hasher = hasher.fork()
        hasher.update(digits.span)
        return hasher.finish()
    }

    /// The whole canonical request for a payload.
    func completed(with hashedPayload: SHA256Digest) -> String {
        String(asciiByteCount: text.count + 2 * SHA256Digest.byteCount) { output in
            output.append(text)
            output.append(hashedPayload)
        }
    }

    static func == (left: CanonicalHead, right: CanonicalHead) -> Bool { left.text == right.text }

    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
