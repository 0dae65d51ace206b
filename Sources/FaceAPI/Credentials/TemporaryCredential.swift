// SPDX-License-Identifier: Apache-2.0

public import TC3Signing

/// A credential that ends, and when it does.
public struct TemporaryCredential: Sendable {
    /// The secret ID, secret key and token.
    public let credential: Credential
    /// When the service stops taking it, in seconds since 1970.
    public let expiresAt: Int64

    /// Pairs a credential with its end.
    public init(_ credential: Credential, expiresAt: Int64) {
        self.credential = credential
        self.expiresAt = expiresAt
    }
}
