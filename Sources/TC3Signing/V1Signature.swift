// SPDX-License-Identifier: Apache-2.0

/// An HmacSHA1 or HmacSHA256 signature, and the text that was signed.
///
/// Both texts hold the token of a temporary credential; the description does not.
public struct V1Signature: Hashable, Sendable, CustomStringConvertible {
    /// The text that was signed: method, host, path, `?` and the sorted parameters, their values
    /// not encoded.
    public let original: String
    /// The HMAC in base64, not percent-encoded: 28 or 44 characters.
    public let signature: String
    /// All parameters and `Signature`, encoded to be sent: after the `?` of a GET, or as the form
    /// of a POST.
    public let encodedParameters: String

    /// The signature in base64.
    public var description: String { signature }
}
