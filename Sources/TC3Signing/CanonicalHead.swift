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

    /// The whole canonical request for a payload, and its digest.
    func completed(with hashedPayload: SHA256Digest) -> (text: [UInt8], digest: SHA256Digest) {
        var whole = text
        whole.append(hashedPayload)
        var hasher = hasher.fork()
        hasher.update(whole.span.extracting(text.count...))
        return (whole, hasher.finish())
    }

    static func == (left: CanonicalHead, right: CanonicalHead) -> Bool { left.text == right.text }

    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
