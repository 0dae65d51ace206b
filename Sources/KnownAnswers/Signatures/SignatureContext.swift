// SPDX-License-Identifier: Apache-2.0

/// What a `context.json` of this project's own holds: what `vectors/schemas/` says of members and their types.
enum SignatureContext {
    /// The shape of a case; `nil` for an algorithm that is not of this project.
    ///
    /// - Parameter isNegative: Whether it says when the request was received, as the cases of `tc3-negative/` do.
    static func shape(_ algorithm: String, isNegative: Bool) -> VectorShape? {
        switch algorithm {
        case "TC3-HMAC-SHA256": isNegative ? tc3Negative : tc3
        case "HmacSHA1", "HmacSHA256": v1
        case "legacy-HMAC-SHA1": legacy
        default: nil
        }
    }

    /// `tc3_context_schema_v1.json`.
    static let tc3 = VectorShape.object(
        texts(
            "source", "comment", "algorithm", "date", "service", "host", "method", "query", "action", "version",
            "contentType", "signedHeaders", "valueCase", "payload", "wire", "result")
            + [
                .init("credentials", tc3Credentials), .init("timestamp", .number),
                .init("region", .text, isRequired: false), .init("language", .text, isRequired: false),
                .init("extraSignedHeaders", headers, isRequired: false),
                .init("extraHeaders", headers, isRequired: false),
                .init("body", .object([.init("length", .number), .init("sha256", .text)])),
                .init("published", .list(.text)),
            ])

    /// `tc3_negative_context_schema_v1.json`.
    static let tc3Negative = VectorShape.object(
        texts("source", "comment", "algorithm", "service", "result") + [
            .init("credentials", tc3Credentials), .init("receivedAt", .number),
            .init(
                "expected",
                .object([
                    .init("step", .text), .init("line", .number), .init("expected", .textOrNull),
                    .init("received", .textOrNull),
                ])),
        ])

    /// `v1_context_schema_v1.json`.
    static let v1 = VectorShape.object(
        texts("source", "comment", "algorithm", "method", "host", "path", "result") + [
            .init("credentials", .object(texts("secretId", "secretKey"))), .init("parameters", .named(.text)),
            .init("published", .list(.text)),
        ])

    /// `legacy_context_schema_v1.json`.
    static let legacy = VectorShape.object(
        texts("source", "comment", "algorithm", "bucket", "use", "random", "fileID", "result") + [
            .init("credentials", .object(texts("appId", "secretId", "secretKey"))), .init("userIDField", .bool),
            .init("expires", .number), .init("timestamp", .number), .init("filePath", .text, isRequired: false),
            .init("order", .list(.text), isRequired: false), .init("published", .list(.text)),
            .init("expect", .text, isRequired: false),
        ])

    private static let headers = VectorShape.list(.object(texts("name", "value")))
    private static let tc3Credentials = VectorShape.object(
        texts("secretId", "secretKey") + [.init("token", .text, isRequired: false)])

    private static func texts(_ names: String...) -> [VectorShape.Member] { names.map { .init($0, .text) } }
}
