// SPDX-License-Identifier: Apache-2.0

/// The parameters of a GET or of a V1 call, in the order they are sent in.
///
/// Lists and objects are flattened as the vendor asks for: `Filters.0.Values.0=…`, counted from 0.
/// Names hold letters, digits and `-_.`; values are any text, encoded by RFC 3986.
public struct QueryParameters: Hashable, Sendable {
    /// One parameter, not encoded.
    public struct Parameter: Hashable, Sendable {
        /// The flattened name.
        public let name: String
        /// The value.
        public let value: String
    }

    /// The flattened parameters.
    public private(set) var parameters: [Parameter] = []

    /// Starts without parameters.
    public init() {}

    /// Appends a parameter, flattened when its value is a list or an object.
    ///
    /// An empty list or object leaves nothing behind, as in the vendor's SDKs.
    ///
    /// - Throws: ``TC3SigningError`` with `invalidField` when a name is empty or holds anything but
    ///   letters, digits and `-_.`; with `invalidParameter` when a flattened name is there already.
    ///   Nothing is appended then.
    public mutating func append(_ name: String, _ value: QueryValue) throws(TC3SigningError) {
        var added: [Parameter] = []
        value.flatten(under: name, into: &added)
        var names = Set(parameters.map(\.name))
        for parameter in added {
            try ByteSet.word.require(parameter.name, as: "the name of a parameter")
            guard names.insert(parameter.name).inserted else {
                throw TC3SigningError(.invalidParameter, "the parameter \(parameter.name) is there twice")
            }
        }
        parameters += added
    }

    /// The query as it is sent and signed: `name=value` joined by `&`, both percent-encoded.
    public var encoded: String {
        parameters.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
            .joined(separator: "&")
    }
}

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

    fileprivate func flatten(under name: String, into parameters: inout [QueryParameters.Parameter]) {
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
