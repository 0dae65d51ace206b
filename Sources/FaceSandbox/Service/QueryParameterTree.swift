// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// The parameters of a `GET` as JSON: `Encryption.EncryptList.0=Name` is an element of an array of an object.
///
/// Everything in a query is text; the action's list of parameters says which of it stands for a number or for true and
/// false.
struct QueryParameterTree {
    let json: JSONValue

    init(_ query: String, for action: ActionDescription) throws(ServiceFailure) {
        guard let parameters = SignedForm.parameters(of: query) else {
            throw .invalidRequest("The query of the request is malformed.")
        }
        try self.init(parameters, for: action)
    }

    init(_ parameters: [SignedForm.Parameter], for action: ActionDescription) throws(ServiceFailure) {
        let root = Node()
        for parameter in parameters {
            let path = parameter.name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard path.count <= 16, !path.contains(""), root.insert(parameter.value, at: path[...]) else {
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
}
