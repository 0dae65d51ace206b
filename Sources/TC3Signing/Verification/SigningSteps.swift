// SPDX-License-Identifier: Apache-2.0

/// The texts that a sender computed on the way to its signature, as far as they are known.
public struct SigningSteps: Hashable, Sendable {
    /// The text of step 1, byte for byte.
    public let canonicalRequest: String?
    /// The text of step 2, byte for byte.
    public let stringToSign: String?
    /// The signature; `nil` takes the one in the request.
    public let signature: String?

    /// Takes the texts that are known.
    public init(canonicalRequest: String? = nil, stringToSign: String? = nil, signature: String? = nil) {
        self.canonicalRequest = canonicalRequest
        self.stringToSign = stringToSign
        self.signature = signature
    }
}
