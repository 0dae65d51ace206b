// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON
internal import TC3Signing

/// One case: its context, and its files.
struct SignatureFolder {
    let path: String
    let context: VectorFields

    init(_ path: String) throws {
        self.path = path
        let bytes = try FileTree.contents(of: FileTree.join(path, "context.json"))
        context = VectorFields(json: try JSONValue(parsing: bytes.span))
    }

    func text(_ name: String) throws(NotUnderstood) -> String { try FileTree.text(of: FileTree.join(path, name)) }

    func bytes(_ name: String) throws(NotUnderstood) -> [UInt8] { try FileTree.contents(of: FileTree.join(path, name)) }

    /// Compares what was computed with a step's file.
    func expect(_ computed: String, equals name: String) throws {
        let expected = try text(name)
        // By bytes: Swift's texts are equal however an accent is written.
        guard !computed.utf8.elementsEqual(expected.utf8) else { return }
        throw StepMismatch(file: name, expected: expected, computed: computed)
    }

    /// Whether the context says that the request is right.
    var isValid: Bool {
        get throws(NotUnderstood) {
            switch try context.text("result") {
            case "valid": return true
            case "invalid": return false
            case let other: throw NotUnderstood("has the result \"\(other)\"")
            }
        }
    }

    /// Expects these files beside the context and no other: a file that nobody compares would look like one that fits.
    func expectFiles(_ names: Set<String>) throws(NotUnderstood) {
        let found = Set(try FileTree.entries(of: path)).subtracting(["context.json"])
        if let missing = names.subtracting(found).min() { throw NotUnderstood("has no \(missing)") }
        if let unknown = found.subtracting(names).min() { throw NotUnderstood("has the unknown file \(unknown)") }
    }

    /// Expects `signed-request.http` to be `request.http` with the header that carries the signature.
    func expectRequests(signedBy authorization: String) throws {
        let signed = try bytes("signed-request.http")
        guard try HTTPRequestMessage(parsing: signed).values(of: "Authorization") == [authorization] else {
            throw StepMismatch("signed-request.http has another Authorization header than the steps give")
        }
        var unsigned = signed
        if let line = signed.firstRange(of: Array("\r\nAuthorization: \(authorization)".utf8)) {
            unsigned.removeSubrange(line)
        }
        guard try unsigned == bytes("request.http") else {
            throw StepMismatch("signed-request.http without its Authorization header is not request.http")
        }
    }
}
