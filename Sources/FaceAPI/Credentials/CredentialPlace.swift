// SPDX-License-Identifier: Apache-2.0

public import TC3Signing

/// A place on this machine where a credential can be.
public protocol CredentialPlace: Sendable {
    /// The credential, or `nil` when this place has none.
    ///
    /// - Throws: ``CredentialError`` when the place has something that is not a usable credential. That is never taken
    ///   for "none": the next place could hold somebody else's key.
    func credential() throws(CredentialError) -> Credential?
}
