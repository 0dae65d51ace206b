// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory
public import TC3Signing

/// `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY` and, for temporary credentials, `TENCENTCLOUD_TOKEN`.
public struct EnvironmentCredential: CredentialPlace {
    private let environment: ProcessEnvironment

    /// Reads the given variables when asked.
    public init(_ environment: ProcessEnvironment = .current) { self.environment = environment }

    /// The credential, or `nil` when neither variable is set.
    ///
    /// - Throws: ``CredentialError`` with `incomplete` when only one of the two is set, `malformed` when a value has a
    ///   blank or a control byte in it.
    public func credential() throws(CredentialError) -> Credential? {
        try CredentialParts(
            secretID: environment["TENCENTCLOUD_SECRET_ID"], secretKey: secret("TENCENTCLOUD_SECRET_KEY"),
            token: secret("TENCENTCLOUD_TOKEN")
        ).credential(
            from: "the environment", idName: "TENCENTCLOUD_SECRET_ID", keyName: "TENCENTCLOUD_SECRET_KEY")
    }

    private func secret(_ name: String) -> SecretBytes? {
        guard let text = environment[name] else { return nil }
        return SecretBytes(copying: text.utf8.span)
    }
}
