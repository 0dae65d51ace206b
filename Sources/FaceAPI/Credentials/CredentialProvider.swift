// SPDX-License-Identifier: Apache-2.0

public import TC3Signing

/// Gives the credential to sign with, each time one is needed.
///
/// A client asks for every attempt, so a provider keeps what it has and renews it before it expires.
public protocol CredentialProvider: Sendable {
    /// The credential to sign the next request with.
    ///
    /// The same object for as long as the credential is the same: signers keep the key that they derived from it.
    ///
    /// - Throws: ``CredentialError`` when there is none.
    func credential() async throws(CredentialError) -> Credential

    /// Told when the service has refused the token, so that the next credential is a new one.
    ///
    /// - Returns: whether asking again can give another credential.
    func renew() async -> Bool
}

extension CredentialProvider {
    /// Nothing: there is no other credential.
    public func renew() async -> Bool { false }
}
