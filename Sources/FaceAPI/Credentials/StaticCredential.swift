// SPDX-License-Identifier: Apache-2.0

public import TC3Signing

/// One credential that never changes: a key of an account, or a temporary one for a program that ends before it does.
public struct StaticCredential: CredentialProvider {
    private let held: Credential

    /// Holds a credential.
    public init(_ credential: Credential) { held = credential }

    /// Makes and holds a credential.
    ///
    /// - Throws: ``CredentialError`` with `malformed` when a part is empty, or has a blank, a control byte or a byte
    ///   outside ASCII.
    public init(secretID: String, secretKey: String, token: String? = nil) throws(CredentialError) {
        do throws(TC3SigningError) {
            held = try Credential(secretID: secretID, secretKey: secretKey, token: token)
        } catch {
            throw CredentialError(.malformed, error.message, hint: error.hint)
        }
    }

    /// The credential.
    public func credential() -> Credential { held }
}
