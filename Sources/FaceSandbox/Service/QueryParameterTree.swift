// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// The parameters of a `GET` as JSON: `Encryption.EncryptList.0=Name` is an element of an array of an object.
///
/// Everything in a query is text; the action's list of parameters says which of it stands for a number or for true and
/// false.
struct QueryParameterTree {
    let json: JSONValue

    init(_ query: String, for action: ActionDescription) throws(ServiceFailure) {
        let root = Node()
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = Self.decode(parts[0]), let value = Self.decode(parts[1]) else {
                throw .invalidRequest("The query of the request is malformed.")
            }
            let path = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard path.count <= 16, !path.contains(""), root.insert(value, at: path[...]) else {
                throw .invalidRequest("The query names a parameter twice or in two ways.")
            }
        }
        guard case .object(var members) = root.json else {
            // An empty query has no parameters; names that are all numbers are no parameters' either.
            json = [:]
            return
        }
        for index in members.indices {
            let kind = action.parameters.first { $0.name == members[index].name }?.kind
            members[index].value = Self.value(members[index].value, of: kind)
        }
        json = .object(members)
    }

    /// A tree of names that grows with each pair.
    private final class Node {
        private var value: JSONValue?
        private var children: [(name: String, node: Node)] = []

        func insert(_ text: String, at path: ArraySlice<String>) -> Bool {
            guard let name = path.first else {
                guard value == nil, children.isEmpty else { return false }
                value = .string(text)
                return true
            }
            guard value == nil else { return false }
            if let child = children.first(where: { $0.name == name })?.node {
                return child.insert(text, at: path.dropFirst())
            }
            let child = Node()
            children.append((name, child))
            return child.insert(text, at: path.dropFirst())
        }

        var json: JSONValue {
            if let value { return value }
            let isArray =
                !children.isEmpty && children.indices.allSatisfy { children[$0].name == String($0) }
            if isArray { return .array(children.map(\.node.json)) }
            return .object(children.map { JSONValue.Member($0.name, $0.node.json) })
        }
    }

    /// What a text stands for in a parameter of a kind.
    private static func value(_ value: JSONValue, of kind: ParameterRule.Kind?) -> JSONValue {
        guard case .string(let text) = value else { return value }
        switch kind {
        case .boolean where text == "true" || text == "false": return .bool(text == "true")
        case .integer: return Int(text).map { .number($0) } ?? value
        default: return value
        }
    }

    private static func decode(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            // The vendor's Python SDK writes blanks this way.
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                else { return nil }
                bytes.append(code)
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
