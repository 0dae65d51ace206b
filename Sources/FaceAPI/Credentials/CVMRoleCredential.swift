// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory
internal import StrictJSON
internal import Synchronization
public import TC3Signing

/// The credential of the role that is bound to a virtual machine of the vendor's cloud, from the machine's metadata
/// service.
///
/// The metadata service speaks plain http at a link-local address, which no packet leaves the host for: the one place
/// besides this machine where plain http is taken, and only after the connection turned out to lead there. Nothing
/// secret is sent to it.
///
/// Source: the vendor's Python SDK, `CVMRoleCredential`; page 213/4934 (instance metadata).
public struct CVMRoleCredential: CredentialProvider {
    private let provider: RefreshingCredential

    /// Makes a provider; nothing is asked before the first request.
    ///
    /// - Parameter role: the role's name; nil asks the metadata service for it.
    /// - Throws: ``CredentialError`` with `unreadable` when libcurl cannot be used, `malformed` for a name that no role
    ///   has.
    public init(role: String? = nil) throws(CredentialError) {
        try self.init(role: role, base: Self.metadataBase, renewingBefore: 300)
    }

    /// A provider that asks a stand-in on this machine.
    init(role: String?, base: String, renewingBefore margin: Int64) throws(CredentialError) {
        if let role {
            guard !role.isEmpty, role.utf8.allSatisfy(ResponseHead.isTokenByte) else {
                throw CredentialError(.malformed, "\"\(role.prefix(60))\" is not the name of a role")
            }
        }
        var configuration = TransportConfiguration()
        configuration.connectTimeout = .seconds(2)
        configuration.totalTimeout = .seconds(5)
        let transport: HTTPTransport
        do throws(TransportError) {
            transport = try HTTPTransport(configuration)
        } catch {
            throw CredentialError(.unreadable, "the metadata service cannot be asked: \(error.message)")
        }
        let metadata = RoleMetadata(transport: transport, base: base)
        provider = RefreshingCredential(renewingBefore: margin) { () throws(CredentialError) in
            let name: String
            if let role { name = role } else { name = try await metadata.roleName() }
            return try await metadata.credential(of: name)
        }
    }

    /// The credential at hand, or a new one when that is about to end.
    ///
    /// - Throws: ``CredentialError`` with `notFound` when the machine has no role, `unreadable` when the metadata
    ///   service does not answer, `malformed` when its answer is not a credential.
    public func credential() async throws(CredentialError) -> Credential { try await provider.credential() }

    /// Fetches a new credential the next time one is asked for.
    public func renew() async -> Bool { await provider.renew() }

    private static let metadataBase =
        "http://\(TransportURL.metadataHost)/latest/meta-data/cam/security-credentials/"
}

/// Asks the metadata service.
private struct RoleMetadata: Sendable {
    let transport: HTTPTransport
    let base: String

    func roleName() async throws(CredentialError) -> String {
        let name = try await get("").withBytes { bytes in
            bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
                .split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
        }
        guard !name.isEmpty, name.utf8.allSatisfy(ResponseHead.isTokenByte) else {
            throw CredentialError(
                .notFound, "the metadata service names no role", hint: "bind a CAM role to this machine")
        }
        return name
    }

    func credential(of role: String) async throws(CredentialError) -> TemporaryCredential {
        let content = try await get(role)
        return try content.withBytes { bytes throws(CredentialError) in
            let document: JSONDocument
            do throws(JSONError) {
                document = try JSONDocument(parsing: bytes)
            } catch {
                throw malformed("is not JSON")
            }
            if let code = text("Code", document, bytes), code != "Success" {
                throw malformed("says \(code.prefix(40))")
            }
            guard let value = document.member("ExpiredTime", of: document.root),
                let expiry = JSONValue(value, of: document, in: bytes).int
            else { throw malformed("has no ExpiredTime") }
            let parts = CredentialParts(
                secretID: text("TmpSecretId", document, bytes), secretKey: secret("TmpSecretKey", document, bytes),
                token: secret("Token", document, bytes))
            guard
                let credential = try parts.credential(
                    from: "the metadata service's answer", idName: "TmpSecretId", keyName: "TmpSecretKey"),
                credential.isTemporary
            else { throw malformed("has no TmpSecretId, TmpSecretKey and Token") }
            return TemporaryCredential(credential, expiresAt: Int64(expiry))
        }
    }

    private func get(_ name: String) async throws(CredentialError) -> SecretBytes {
        let sink = SecretSink()
        var request = HTTPRequest(method: .get, url: base + name, destination: .sink { sink })
        request.maximumResponseByteCount = SecretSink.limit
        request.mayAskMetadataService = true
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await transport.send(request)
        } catch {
            throw CredentialError(
                .unreadable, "the metadata service did not answer: \(error.message)",
                hint: "it is there on the vendor's virtual machines only")
        }
        guard response.isSuccess else {
            throw CredentialError(
                .notFound, "the metadata service answered with status \(response.status)",
                hint: "bind a CAM role to this machine")
        }
        return sink.take()
    }

    private func text(_ name: String, _ document: JSONDocument, _ bytes: Span<UInt8>) -> String? {
        document.member(name, of: document.root).flatMap { document.string($0, in: bytes) }
    }

    private func secret(_ name: String, _ document: JSONDocument, _ bytes: Span<UInt8>) -> SecretBytes? {
        guard let value = document.member(name, of: document.root), value.kind == .string else { return nil }
        return SecretBytes(byteCount: document.contentRange(of: value).count) { output in
            document.appendUnescapedBytes(of: value, in: bytes, to: &output)
        }
    }

    private func malformed(_ what: String) -> CredentialError {
        CredentialError(.malformed, "the answer of the metadata service \(what)")
    }
}

/// Takes an answer that holds a secret into secret memory, a piece at a time.
private final class SecretSink: ResponseSink, Sendable {
    static let limit = 16 << 10

    private let content = Mutex<SecretBytes?>(nil)

    func write(_ bytes: Span<UInt8>) throws {
        content.withLock { content in
            let before = content.take() ?? SecretBytes(byteCount: 0) { _ in }
            // libcurl's own buffer is out of reach; of ours, each is wiped when the next replaces it.
            content = SecretBytes(byteCount: before.byteCount + bytes.count) { output in
                before.withBytes { Self.append($0, to: &output) }
                Self.append(bytes, to: &output)
            }
        }
    }

    func finish() throws {}

    func take() -> SecretBytes { content.withLock { $0.take() } ?? SecretBytes(byteCount: 0) { _ in } }

    private static func append(_ bytes: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
        for index in bytes.indices { output.append(bytes[index]) }
    }
}
