// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto
internal import SecretMemory
internal import StrictJSON

/// Encrypts what of an answer is to be encrypted, under the request's own data key and an IV of its own.
///
/// One IV serves a whole answer, so under SM4-GCM two encrypted fields would share a nonce, which gives away the XOR
/// of their plaintexts. The vendor's service does that. Here an answer has one encrypted field under SM4-GCM, unless
/// the scenario allows more by name.
struct ReplySealer {
    let key: ReplyKey?
    let allowsNonceReuse: Bool

    /// The members of `Response`, encrypted as far as the answer asks for it.
    ///
    /// - Throws: `InvalidParameter` when the request brought no key; `FailedOperation.EncryptSystemError`, which says
    ///   so where it is a scenario's fields that would share a nonce.
    func seal(_ answer: ActionAnswer) throws(ServiceFailure) -> [JSONValue.Member] {
        guard answer.encrypts != .nothing else { return answer.members }
        guard let key else {
            throw ServiceFailure("InvalidParameter", "Invalid parameter: an encrypted answer needs an Encryption.")
        }
        do {
            // Never the request's: under SM4-GCM the same key and nonce for both would give away their XOR.
            let iv = try SystemRandom.bytes(key.algorithm.ivByteCount)
            switch answer.encrypts {
            case .nothing: return answer.members
            case .body: return try body(answer.members, key, iv: iv)
            case .fields(let paths): return try fields(paths, of: answer.members, key, iv: iv)
            }
        } catch let error as RequestCryptoError where error.code == .nonceReuse {
            throw ServiceFailure(
                "FailedOperation.EncryptSystemError",
                "The answer could not be encrypted: \(error.message) under SM4-GCM, which the scenario does not allow.")
        } catch {
            throw ServiceFailure("FailedOperation.EncryptSystemError", "The answer could not be encrypted.")
        }
    }

    private func body(
        _ members: [JSONValue.Member], _ key: ReplyKey, iv: [UInt8]
    ) throws(RequestCryptoError) -> [JSONValue.Member] {
        let sealed = try key.seal(JSONValue.object(members).serialized(), iv: iv)
        return [
            .init("EncryptedBody", .string(Base64.encodeToString(sealed.ciphertext.span))),
            .init(
                "Encryption",
                description(key, iv: iv, list: [Encryption.bodyEntry], tags: [sealed.tag].compactMap { $0 })),
        ]
    }

    private func fields(
        _ paths: [String], of members: [JSONValue.Member], _ key: ReplyKey, iv: [UInt8]
    ) throws(RequestCryptoError) -> [JSONValue.Member] {
        var response = JSONValue.object(members)
        let present = paths.flatMap { Self.elements(of: $0, in: response) }
            .filter { response.value(at: Self.steps(of: $0))?.string != nil }
        guard present.count <= 1 || !key.algorithm.isAuthenticated || allowsNonceReuse else {
            throw RequestCryptoError(.nonceReuse, "\(present.count) fields would share a nonce")
        }
        var tags: [[UInt8]] = []
        for path in present {
            guard let text = response.value(at: Self.steps(of: path))?.string else { continue }
            let sealed = try key.seal(Array(text.utf8), iv: iv)
            response.setText(Base64.encodeToString(sealed.ciphertext.span), at: Self.steps(of: path))
            if let tag = sealed.tag { tags.append(tag) }
        }
        return (response.object ?? [])
            + [.init("Encryption", description(key, iv: iv, list: present, tags: tags))]
    }

    private func description(_ key: ReplyKey, iv: [UInt8], list: [String], tags: [[UInt8]]) -> JSONValue {
        Encryption(
            encryptList: list, ciphertextBlob: key.blob, iv: Base64.encodeToString(iv.span), algorithm: key.algorithm,
            tagList: tags.map { Base64.encodeToString($0.span) }
        ).json
    }

    /// The paths that a path with `[*]` stands for.
    private static func elements(of path: String, in response: JSONValue) -> [String] {
        let parts = path.split(separator: "[*]", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return [path] }
        let count = response.value(at: steps(of: parts[0]))?.array?.count ?? 0
        return (0..<count).map { "\(parts[0])[\($0)]\(parts[1])" }
    }

    /// `Response.Text.LivenessDetail[0].Idcard` as names and positions below `Response`.
    private static func steps(of path: String) -> [JSONStep] {
        path.split(separator: ".").dropFirst().flatMap { part -> [JSONStep] in
            let names = part.split { $0 == "[" || $0 == "]" }
            return names.enumerated().map { index, name in
                index == 0 ? .member(String(name)) : .element(Int(name) ?? 0)
            }
        }
    }
}

/// One step down a JSON tree.
private enum JSONStep {
    case member(String)
    case element(Int)
}

extension JSONValue {
    fileprivate func value(at steps: [JSONStep]) -> JSONValue? {
        var value: JSONValue? = self
        for step in steps {
            switch step {
            case .member(let name): value = value?[name]
            case .element(let index): value = value?[index]
            }
        }
        return value
    }

    fileprivate mutating func setText(_ text: String, at steps: [JSONStep]) {
        guard let step = steps.first else {
            self = .string(text)
            return
        }
        let rest = Array(steps.dropFirst())
        switch (step, self) {
        case (.member(let name), .object(var members)):
            guard let index = members.firstIndex(where: { $0.name == name }) else { return }
            members[index].value.setText(text, at: rest)
            self = .object(members)
        case (.element(let index), .array(var elements)) where elements.indices.contains(index):
            elements[index].setText(text, at: rest)
            self = .array(elements)
        default: break
        }
    }
}
