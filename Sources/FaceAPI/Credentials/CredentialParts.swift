// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory
internal import TC3Signing

/// What a place says, before it is known to make a credential.
struct CredentialParts: ~Copyable {
    var secretID: String?
    var secretKey: SecretBytes?
    var token: SecretBytes?

    /// Puts the parts together; `nil` when neither ID nor key is there.
    ///
    /// - Throws: `incomplete` when one of the two is missing, `malformed` when a part has a byte that none can have.
    consuming func credential(
        from place: String, idName: String, keyName: String
    ) throws(CredentialError) -> Credential? {
        guard secretID != nil || secretKey != nil else { return nil }
        guard let secretID, let secretKey = secretKey.take() else {
            let (present, missing) = secretID == nil ? (keyName, idName) : (idName, keyName)
            throw CredentialError(
                .incomplete, "\(place) has \(present) but no \(missing)", hint: "both come from the vendor's console")
        }
        do throws(TC3SigningError) {
            guard let token = token.take() else { return try Credential(secretID: secretID, secretKey: secretKey) }
            return try Credential(secretID: secretID, secretKey: secretKey, token: token)
        } catch {
            throw CredentialError(.malformed, "in \(place), \(error.message)", hint: error.hint)
        }
    }
}
