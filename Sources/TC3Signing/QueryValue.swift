// SPDX-License-Identifier: Apache-2.0

/// The value of a parameter before it is flattened.
public indirect enum QueryValue: Hashable, Sendable {
    /// Text, or a number or truth value in its usual spelling.
    case text(String)
    /// Values that are counted from 0.
    case list([QueryValue])
    /// Values with names, in the order they are sent in.
    case object([Member])

    /// A named value of an object.
    public struct Member: Hashable, Sendable {
        /// The name.
        public let name: String
        /// The value.
        public let value: QueryValue

        /// Makes a named value.
        public init(_ name: String, _ value: QueryValue) {
            self.name = name
            self.value = value
        }
    }

    /// Appends the parameters that this value becomes under a name.
    func flatten(under name: String, into parameters: inout [QueryParameters.Parameter]) {
        switch self {
        case .text(let text):
            parameters.append(QueryParameters.Parameter(name: name, value: text))
        case .list(let values):
            for (index, value) in values.enumerated() { value.flatten(under: "\(name).\(index)", into: &parameters) }
        case .object(let members):
            for member in members { member.value.flatten(under: "\(name).\(member.name)", into: &parameters) }
        }
    }
}

extension QueryValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Text.
    public init(stringLiteral text: String) { self = .text(text) }
    /// A number in decimal digits.
    public init(integerLiteral number: Int) { self = .text(String(number)) }
    /// `true` or `false`.
    public init(booleanLiteral truth: Bool) { self = .text(truth ? "true" : "false") }
    /// A list.
    public init(arrayLiteral values: QueryValue...) { self = .list(values) }
    /// An object, in the order written.
    public init(dictionaryLiteral members: (String, QueryValue)...) {
        self = .object(members.map { Member($0.0, $0.1) })
    }
}
