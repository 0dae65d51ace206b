// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// One case: its context, and its files.
struct SignatureFolder {
    let path: String
    let context: VectorFields

    init(_ path: String) throws {
        self.path = path
        let bytes = try FileTree.contents(of: FileTree.join(path, "context.json"))
        context = VectorFields(json: try JSONValue(parsing: bytes.span))
    }

    func has(_ name: String) -> Bool { FileTree.kind(of: FileTree.join(path, name)) == .file }

    func text(_ name: String) throws(NotUnderstood) -> String { try FileTree.text(of: FileTree.join(path, name)) }

    func bytes(_ name: String) throws(NotUnderstood) -> [UInt8] { try FileTree.contents(of: FileTree.join(path, name)) }

    /// Compares what was computed with a step's file.
    func expect(_ computed: String, equals name: String) throws {
        let expected = try text(name)
        guard computed != expected else { return }
        throw StepMismatch(file: name, expected: expected, computed: computed)
    }

    /// Whether the context says that the request is right.
    var isValid: Bool {
        get throws(NotUnderstood) { try context.text("result") == "valid" }
    }
}
