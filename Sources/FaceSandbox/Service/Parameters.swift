// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import StrictJSON

/// The parameters of a call: strict JSON that has been checked against the action's list.
struct Parameters: Sendable {
    let bytes: [UInt8]
    let document: JSONDocument

    /// Reads parameters.
    ///
    /// - Throws: `InvalidParameter` for anything but one strict JSON object; `UnknownParameter`, `MissingParameter`
    ///   and `InvalidParameter` for a member that is not in the list, that is not there, or has the wrong type.
    init(_ bytes: [UInt8], for action: ActionDescription) throws(ServiceFailure) {
        do throws(JSONError) {
            document = try JSONDocument(parsing: bytes.span)
        } catch {
            throw ServiceFailure("InvalidParameter", "The request body is not valid JSON: \(error.message).")
        }
        self.bytes = bytes
        guard document.root.kind == .object else {
            throw ServiceFailure("InvalidParameter", "The request body is not a JSON object.")
        }
        try check(action)
    }

    /// Whether a member is there and not null.
    func has(_ name: String) -> Bool { value(name) != nil }

    /// A member that is there and not null.
    func value(_ name: String) -> JSONDocument.Value? {
        guard let value = document.member(name, of: document.root), value.kind != .null else { return nil }
        return value
    }

    /// The text of a member; nil when it is not there.
    func string(_ name: String) -> String? {
        value(name).flatMap { document.string($0, in: bytes.span) }
    }

    /// The text of a member, when it is there and not empty.
    func text(_ name: String) -> String? {
        string(name).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The number of a member; nil when it is not there.
    func integer(_ name: String) -> Int? {
        value(name).flatMap { JSONValue($0, of: document, in: bytes.span).int }
    }

    /// The truth of a member; nil when it is not there.
    func boolean(_ name: String) -> Bool? {
        guard case .bool(let bool)? = value(name)?.kind else { return nil }
        return bool
    }

    /// How many characters a member's text has.
    func characterCount(_ name: String) -> Int {
        value(name).map { document.contentRange(of: $0).count } ?? 0
    }

    /// The bytes that a member's base64 stands for; nil when it is not there or empty.
    ///
    /// - Throws: what base64 by RFC 4648 is not.
    func base64(_ name: String) throws(Base64Error) -> [UInt8]? {
        guard let value = value(name), !document.contentRange(of: value).isEmpty else { return nil }
        guard document.isPlainString(value) else {
            // Some writers escape the slashes of base64.
            let text = document.unescapedBytes(of: value, in: bytes.span) ?? []
            return try Base64.decode(text.span)
        }
        return try Base64.decode(bytes.span.extracting(document.contentRange(of: value)))
    }

    private func check(_ action: ActionDescription) throws(ServiceFailure) {
        for member in document.members(of: document.root) {
            guard let rule = action.parameters.first(where: { $0.name == member.name }) else {
                throw .unknown(parameter: member.name)
            }
            guard member.value.kind == .null || isOfKind(rule.kind, member.value) else {
                throw .wrongType(of: member.name)
            }
        }
        for rule in action.parameters where rule.isRequired && !has(rule.name) { throw .missing(rule.name) }
    }

    private func isOfKind(_ kind: ParameterRule.Kind, _ value: JSONDocument.Value) -> Bool {
        switch (kind, value.kind) {
        case (.string, .string), (.object, .object), (.boolean, .bool): true
        case (.integer, .number): JSONValue(value, of: document, in: bytes.span).int != nil
        case (.strings, .array): document.elements(of: value).allSatisfy { $0.kind == .string }
        case (.objects, .array): document.elements(of: value).allSatisfy { $0.kind == .object }
        default: false
        }
    }
}
