// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import StrictJSON

/// The description of the encryption in a request, as far as it is in the clear.
struct RequestEnvelope {
    enum Form {
        case wholeBody
        /// Single fields, or none; the members of this name are taken out of the parameters.
        case fields(Set<String>)
    }

    let encryption: Encryption
    let form: Form

    /// Reads the description; nil when the request has none.
    ///
    /// What depends on nothing but the clear text may have errors of its own: members of the wrong type, an algorithm
    /// that does not exist, a field that the action does not take encrypted, a field that is named twice.
    ///
    /// - Throws: `InvalidParameter`, `InvalidParameterValue`, `InvalidParameter.UnsupportEncryptField`.
    init?(_ parameters: Parameters, for action: ActionDescription) throws(ServiceFailure) {
        let hasBody = parameters.has("EncryptedBody")
        guard let object = try Self.description(in: parameters, for: action) else {
            guard !hasBody else { throw Self.incomplete }
            return nil
        }
        let encryption = try Self.encryption(object, in: parameters)
        self.encryption = encryption
        if action.encryption.takesWholeBody {
            guard hasBody else { throw Self.incomplete }
            let others = parameters.document.members(of: parameters.document.root).filter {
                $0.name != "Encryption" && $0.name != "EncryptedBody" && $0.value.kind != .null
            }
            guard others.isEmpty else {
                throw ServiceFailure(
                    "InvalidParameter", "Invalid parameter: \(others[0].name) is given beside EncryptedBody.")
            }
            form = .wholeBody
            return
        }
        // Some of the vendor's packages name the body when they only want an encrypted answer.
        let asksForAnswer = action.encryption.answers && encryption.encryptList == [Encryption.bodyEntry]
        if !asksForAnswer, encryption.encryptList.contains(where: { !action.encryption.fields.contains($0) }) {
            throw ServiceFailure(
                "InvalidParameter.UnsupportEncryptField", "EncryptList names a field that cannot be encrypted.")
        }
        // Each entry is decrypted: one large field named many times would hold the sandbox for seconds.
        guard Set(encryption.encryptList).count == encryption.encryptList.count else {
            throw .value(of: "Encryption.EncryptList", "it names a field twice")
        }
        form = .fields(
            action.encryption.isTopLevel ? ["CiphertextBlob", "EncryptList", "Iv"] : ["Encryption"])
    }

    private static let incomplete = ServiceFailure(
        "InvalidParameter", "Invalid parameter: Encryption and EncryptedBody belong together.")

    private static func description(
        in parameters: Parameters, for action: ActionDescription
    ) throws(ServiceFailure) -> JSONDocument.Value? {
        guard action.encryption.isTaken else { return nil }
        guard action.encryption.isTopLevel else { return parameters.value("Encryption") }
        return parameters.has("CiphertextBlob") || parameters.has("EncryptList") ? parameters.document.root : nil
    }

    private static func encryption(
        _ object: JSONDocument.Value, in parameters: Parameters
    ) throws(ServiceFailure) -> Encryption {
        let tree = JSONValue(object, of: parameters.document, in: parameters.bytes.span)
        func text(_ name: String) throws(ServiceFailure) -> String? {
            guard let value = tree[name], !value.isNull else { return nil }
            guard let text = value.string else { throw .wrongType(of: "Encryption.\(name)") }
            return text
        }
        func texts(_ name: String) throws(ServiceFailure) -> [String] {
            guard let value = tree[name], !value.isNull else { return [] }
            guard let texts = value.array?.map(\.string), !texts.contains(nil), texts.count <= 256 else {
                throw .wrongType(of: "Encryption.\(name)")
            }
            return texts.compactMap { $0 }
        }
        let name = try text("Algorithm") ?? ContentAlgorithm.aes256CBC.wireName
        guard let algorithm = ContentAlgorithm(wireName: name) else {
            throw .value(of: "Encryption.Algorithm", "it is neither AES-256-CBC nor SM4-GCM")
        }
        return Encryption(
            encryptList: try texts("EncryptList"), ciphertextBlob: try text("CiphertextBlob") ?? "",
            iv: try text("Iv") ?? "", algorithm: algorithm, tagList: try texts("TagList"))
    }
}
