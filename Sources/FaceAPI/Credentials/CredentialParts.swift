// SPDX-License-Identifier: Apache-2.0

internal import TC3Signing

/// What a place says, before it is known to make a credential.
struct CredentialParts {
    var secretID: String?
    var secretKey: String?
    var token: String?

    /// Puts the parts together; `nil` when neither ID nor key is there.
    func credential(
        from place: String, idName: String, keyName: String
    ) throws(CredentialError) -> Credential? {
        guard secretID != nil || secretKey != nil else { return nil }
        guard let secretID, let secretKey else {
            let (present, missing) = secretID == nil ? (keyName, idName) : (idName, keyName)
            throw CredentialError(.incomplete, "\(place) has \(present) but no \(missing)")
        }
        do throws(TC3SigningError) {
            return try Credential(secretID: secretID, secretKey: secretKey, token: token)
        } catch {
            throw CredentialError(.malformed, "in \(place), \(error.message)", hint: error.hint)
        }
    }
}
