// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// One of this project's own shapes of grouped vectors: what `vectors/schemas/` says of members and their types.
struct OwnSchema: Sendable {
    /// The file name in `vectors/schemas/`.
    let name: String
    /// The only `algorithm` of a file that names it.
    let algorithm: String
    /// The only `type` of its groups.
    let groupType: String
    /// Whether Wycheproof has a schema of that name, too.
    let isWycheproofs: Bool
    /// The members of a group, its tests left out.
    let group: VectorShape
    /// The members of a test.
    let test: VectorShape

    /// The members of a file, its groups left out.
    static let file = VectorShape.object([
        .init("algorithm", .text), .init("schema", .text), .init("numberOfTests", .number),
        .init("header", .list(.text)), .init("notes", .named(note)),
    ])

    /// The schema that a file keeps to.
    ///
    /// - Returns: `nil` for a file of others, whose further members are documentation: one that names another schema,
    ///   or one of Wycheproof's with its own name as the source of a group.
    static func of(_ file: VectorFields) -> OwnSchema? {
        guard let name = file.json["schema"]?.string, let schema = all.first(where: { $0.name == name }) else {
            return nil
        }
        guard schema.isWycheproofs else { return schema }
        let groups = file.json["testGroups"]?.array ?? []
        let isTheirs = groups.contains { $0["source"]?["name"]?.string?.lowercased().contains("wycheproof") ?? false }
        return isTheirs ? nil : schema
    }

    /// Checks what stands around the tests of a file.
    ///
    /// - Throws: when the file is of another algorithm, a group of another type, or a member is unknown, missing or of
    ///   another type.
    func check(_ file: VectorFields, groups: [VectorFields]) throws(NotUnderstood) {
        try Self.file.check(file.without("testGroups"), "file")
        let found = try file.text("algorithm")
        guard found == algorithm else { throw NotUnderstood("has the algorithm \(found), which \(name) does not have") }
        for group in groups {
            let type = try group.text("type")
            guard type == groupType else {
                throw NotUnderstood("has a group of the type \(type), which \(name) does not have")
            }
            try self.group.check(group.without("tests"), "group")
        }
    }

    private init(
        _ name: String, _ algorithm: String, _ groupType: String, isWycheproofs: Bool = false,
        group: [VectorShape.Member], test: [VectorShape.Member]
    ) {
        self.name = name
        self.algorithm = algorithm
        self.groupType = groupType
        self.isWycheproofs = isWycheproofs
        self.group = .object([.init("type", .text), .init("source", Self.source)] + group)
        self.test = .object(
            [.init("tcId", .number), .init("comment", .text), .init("flags", .list(.text))] + test
                + [.init("result", .text)])
    }

    private static let source = VectorShape.object([.init("name", .text), .init("version", .text)])
    private static let note = VectorShape.object([
        .init("bugType", .text), .init("description", .text), .init("effect", .text, isRequired: false),
        .init("links", .list(.text), isRequired: false),
    ])

    private static func texts(_ names: String...) -> [VectorShape.Member] { names.map { .init($0, .text) } }

    /// All of them.
    static let all = [
        OwnSchema(
            "aead_test_schema_v1.json", "SM4-GCM", "AeadTest", isWycheproofs: true,
            group: [.init("keySize", .number), .init("ivSize", .number), .init("tagSize", .number)],
            test: texts("key", "iv", "aad", "msg", "ct", "tag")),
        OwnSchema(
            "base64_test_schema_v1.json", "Base64", "Base64Test", group: [],
            test: texts("encoded", "msg") + [.init("offset", .number, isRequired: false)]),
        OwnSchema(
            "digest_test_schema_v1.json", "SM3", "DigestTest", group: [.init("digestSize", .number)],
            test: texts("msg", "digest")),
        OwnSchema(
            "envelope_test_schema_v1.json", "FaceID-Envelope", "EnvelopeTest",
            group: texts("direction", "mode", "shape", "ivForm", "wrapping") + [
                .init("publicKeyPem", .text, isRequired: false), .init("privateKeyPem", .text, isRequired: false),
            ],
            test: texts("algorithm", "dataKey", "iv", "ciphertextBlob", "plaintext", "document") + [
                .init("wrapPadding", .text, isRequired: false),
                .init("fields", .list(.object(texts("path", "plaintext"))), isRequired: false),
                .init("media", .text, isRequired: false), .init("mediaType", .number, isRequired: false),
                .init("expect", .text, isRequired: false),
            ]),
        OwnSchema(
            "ind_cpa_test_schema_v1.json", "AES-CBC-PKCS5", "IndCpaTest", isWycheproofs: true,
            group: [.init("keySize", .number), .init("ivSize", .number)], test: texts("key", "iv", "msg", "ct")),
        OwnSchema(
            "rsaes_pkcs1_decrypt_schema_v1.json", "RSAES-PKCS1-v1_5", "RsaesPkcs1Decrypt", isWycheproofs: true,
            group: [
                .init("keySize", .number),
                .init(
                    "privateKey",
                    .object(
                        texts(
                            "modulus", "privateExponent", "publicExponent", "prime1", "prime2", "exponent1",
                            "exponent2", "coefficient"))),
            ] + texts("privateKeyPkcs8", "privateKeyPem"),
            test: texts("msg", "ct")),
        OwnSchema(
            "rsaes_pkcs1_wrap_test_schema_v1.json", "RSAES-PKCS1-v1_5", "RsaesPkcs1Wrap",
            group: [
                .init("keySize", .number), .init("publicKey", .object(texts("modulus", "publicExponent"))),
                .init("privateKeyPem", .text, isRequired: false),
            ] + texts("publicKeyPem", "publicKeySpkiPem"),
            test: texts("msg", "ps", "ct")),
        OwnSchema(
            "sm2_wrap_test_schema_v1.json", "SM2", "Sm2WrapTest",
            group: texts("publicKey", "publicKeyPem") + [
                .init("privateKey", .text, isRequired: false), .init("privateKeyPem", .text, isRequired: false),
            ],
            test: texts("msg", "ct") + [.init("k", .text, isRequired: false)]),
    ]
}
