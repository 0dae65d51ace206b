// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON
public import TC3Signing

/// The profile of the vendor's command line: `~/.tccli/<name>.credential`, JSON with `secretId`, `secretKey`, `token`.
///
/// Source: tencentcloud-cli, `configure` command.
public struct TCCLIProfile: CredentialPlace {
    private let name: String
    private let environment: ProcessEnvironment

    /// Names a profile; its file is read when asked.
    public init(name: String, environment: ProcessEnvironment = .current) {
        self.name = name
        self.environment = environment
    }

    /// The credential, or `nil` when there is no such file.
    ///
    /// - Throws: ``CredentialError``
    public func credential() throws(CredentialError) -> Credential? {
        guard let home = environment["HOME"] else { return nil }
        guard !name.contains("/") else {
            throw CredentialError(.malformed, "the profile's name \"\(name.prefix(60))\" has a slash in it")
        }
        let path = "\(home)/.tccli/\(name).credential"
        guard let bytes = try CredentialFile.read(path) else { return nil }
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue(parsing: bytes.span)
        } catch {
            throw CredentialError(.malformed, "\(path) is not valid JSON at byte \(error.byteOffset)")
        }
        if let type = json["type"]?.string, !type.isEmpty, type != "default" {
            throw CredentialError(
                .malformed, "\(path) is a profile of type \(type.prefix(20)), which only tccli can renew",
                hint: "use a profile with a key of its own")
        }
        return try CredentialParts(
            secretID: json["secretId"]?.string, secretKey: json["secretKey"]?.string, token: json["token"]?.string
        ).credential(from: path, idName: "secretId", keyName: "secretKey")
    }
}
