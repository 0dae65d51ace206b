// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory
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
    /// - Throws: ``CredentialError`` with `unreadable` when the file is there and cannot be read, `malformed` when it
    ///   is not a JSON object of strings, holds a value that no credential has, or is of a type that only tccli can
    ///   renew, `incomplete` when it has only an ID or only a key.
    public func credential() throws(CredentialError) -> Credential? {
        guard let home = environment["HOME"] else { return nil }
        guard !name.contains("/") else {
            throw CredentialError(.malformed, "the profile's name \"\(name.prefix(60))\" has a slash in it")
        }
        let path = "\(home)/.tccli/\(name).credential"
        guard let content = try CredentialFile.read(path) else { return nil }
        return try content.withBytes { bytes throws(CredentialError) in
            let document = try Self.document(bytes, path: path)
            if let type = try Self.string("type", in: document, bytes, path: path), !["", "default"].contains(type) {
                throw CredentialError(
                    .malformed, "\(path) is a profile of type \(type.prefix(20)), which only tccli can renew",
                    hint: "use a profile with a key of its own")
            }
            let parts = CredentialParts(
                secretID: try Self.string("secretId", in: document, bytes, path: path),
                secretKey: try Self.secret("secretKey", in: document, bytes, path: path),
                token: try Self.secret("token", in: document, bytes, path: path))
            return try parts.credential(from: path, idName: "secretId", keyName: "secretKey")
        }
    }

    private static func document(_ bytes: Span<UInt8>, path: String) throws(CredentialError) -> JSONDocument {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(parsing: bytes)
        } catch {
            throw CredentialError(.malformed, "\(path) is not valid JSON at byte \(error.byteOffset)")
        }
        guard document.root.kind == .object else { throw CredentialError(.malformed, "\(path) is not a JSON object") }
        return document
    }

    /// A member that has to be a string; `nil` when it is missing or null.
    private static func member(
        _ name: String, of document: JSONDocument, path: String
    ) throws(CredentialError) -> JSONDocument.Value? {
        guard let value = document.member(name, of: document.root), value.kind != .null else { return nil }
        guard value.kind == .string else { throw CredentialError(.malformed, "\(name) in \(path) is not a string") }
        return value
    }

    private static func string(
        _ name: String, in document: JSONDocument, _ bytes: Span<UInt8>, path: String
    ) throws(CredentialError) -> String? {
        guard let value = try member(name, of: document, path: path) else { return nil }
        return document.string(value, in: bytes)
    }

    private static func secret(
        _ name: String, in document: JSONDocument, _ bytes: Span<UInt8>, path: String
    ) throws(CredentialError) -> SecretBytes? {
        guard let value = try member(name, of: document, path: path) else { return nil }
        return SecretBytes(byteCount: document.contentRange(of: value).count) { output in
            document.appendUnescapedBytes(of: value, in: bytes, to: &output)
        }
    }
}
