// SPDX-License-Identifier: Apache-2.0

/// What was in an envelope.
public struct OpenedEnvelope: Sendable {
    /// The two forms of an envelope.
    public enum Form: Hashable, Sendable {
        /// The whole body was one ciphertext.
        case wholeBody
        /// Single fields were encrypted in place; the value lists them as `EncryptList` does.
        case fields([String])
    }

    /// How the envelope was built.
    public let form: Form
    /// How the content was encrypted.
    public let algorithm: ContentAlgorithm
    /// The body that was sealed; or, of fields, the message with their plaintext in place and `Encryption` taken out.
    ///
    /// Personal data: whoever holds it decides how long it lives.
    public let plaintext: [UInt8]
}
