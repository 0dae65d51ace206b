// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// The parameters of a `GET` as JSON: `Encryption.EncryptList.0=Name` is an element of an array of an object.
///
/// Everything in a query is text. Numbers and truth values are told by their form, as the actions have no text
/// parameter that would be mistaken for one; a `ValidateData` of four digits is the exception, and is kept as text.
struct QueryParameterTree {
    let json: JSONValue

    /// Names whose values are text whatever they look like.
    private static let texts: Set<String> = [
        "ValidateData", "SdkToken", "IdCard", "Phone", "Mobile", "Name", "BizToken",
    ]

    init(_ query: String) throws(ServiceFailure) {
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
        json = root.json
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
            guard child.insert(text, at: path.dropFirst()) else { return false }
            if path.count == 1 { child.tell(name) }
            return true
        }

        var json: JSONValue {
            if let value { return value }
            let isArray =
                !children.isEmpty && children.indices.allSatisfy { children[$0].name == String($0) }
            if isArray { return .array(children.map(\.node.json)) }
            return .object(children.map { JSONValue.Member($0.name, $0.node.json) })
        }

        private func tell(_ name: String) {
            guard case .string(let text)? = value, !QueryParameterTree.texts.contains(name) else { return }
            if text == "true" || text == "false" {
                value = .bool(text == "true")
            } else if let number = Int(text), String(number) == text, text.utf8.count < 10 {
                value = .number(text)
            }
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
