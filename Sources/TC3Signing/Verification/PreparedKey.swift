// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
internal import SecretMemory

/// A key behind a reference, so that it can be kept for as long as several texts are tried under
/// it.
final class PreparedKey: Sendable {
    private let key: HMACSHA256

    init(_ key: consuming HMACSHA256) {
        self.key = key
    }

    /// Whether a signature of 64 lower-case digits is the key's over a text, without telling how
    /// much of it fits.
    func hasSigned(_ text: String, as signature: String) -> Bool {
        equalWithoutEarlyExit(key.authenticate(text.utf8.span).hex.utf8.span, signature.utf8.span)
    }

    /// The signature over a text.
    func signature(of text: String) -> String { key.authenticate(text.utf8.span).hex }
}
