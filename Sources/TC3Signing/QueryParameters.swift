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
