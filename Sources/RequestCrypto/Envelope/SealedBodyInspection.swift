// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// Tells what a message is without opening it.
public enum SealedBodyInspection {
    /// How a message says that it is encrypted.
    ///
    /// - Parameter message: A request or reply, JSON in UTF-8.
    /// - Returns: The algorithm of its `Encryption`; `nil` when it has none or is no JSON object. An `Encryption` that
    ///   makes no sense counts as AES-256-CBC, the wire's default and the weaker of the two.
    public static func algorithm(of message: Span<UInt8>) -> ContentAlgorithm? {
        do throws(RequestCryptoError) {
            let document = try JSONCheck.object(message, what: "the message")
            return try EnvelopeLayout(of: document, source: message).encryption.algorithm
        } catch {
            return error.code == .malformedJSON || error.code == .missingEncryption ? nil : .aes256CBC
        }
    }
}
