// SPDX-License-Identifier: Apache-2.0

/// A JSON value that owns its text: for small documents, and for building them.
///
/// Strings are Swift strings and compare as such, so that two spellings of one accented letter are
/// equal here although their bytes differ. Nothing here is wiped: no secret belongs in a `JSONValue`.
public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number as it is written, such as `1.50`, so that nothing is lost in reading it.
    case number(String)
    /// Text.
    case string(String)
    /// Elements.
    case array([JSONValue])
    /// Members, in order.
    case object([Member])

    /// A name and its value.
    public struct Member: Hashable, Sendable {
        /// The name.
        public var name: String
        /// The value.
        public var value: JSONValue

        /// Makes a member.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The deepest nesting that a `JSONValue` is read with, whatever is asked for.
    ///
    /// A tree is built, written and let go on the call stack. ``JSONDocument`` has no such limit.
    public static let depthLimit = 512

    /// Reads and checks a whole document, as strictly as ``JSONDocument`` does.
    ///
    /// - Parameters:
    ///   - source: one value with white space around it
    ///   - maximumDepth: how many arrays and objects may stand inside one another, up to ``depthLimit``
    /// - Throws: a ``JSONError`` of any code: the first departure from the grammar, with its offset.
    public init(parsing source: Span<UInt8>, maximumDepth: Int = 64) throws(JSONError) {
        let document = try JSONDocument(parsing: source, maximumDepth: min(maximumDepth, Self.depthLimit))
        self.init(document.root, of: document, in: source)
    }

    /// Copies one value out of a document, with everything inside it.
    ///
    /// - Precondition: `source` holds the bytes that were parsed, and the value is nested at most
    ///   ``depthLimit`` deep.
    public init(_ value: JSONDocument.Value, of document: JSONDocument, in source: Span<UInt8>) {
        switch value.kind {
        case .null:
            self = .null
        case .bool(let bool):
            self = .bool(bool)
        case .number:
            self = .number(String(copying: source.extracting(value.byteRange)))
        case .string:
            self = .string(document.string(value, in: source) ?? "")
        case .array:
            var elements: [JSONValue] = []
            for element in document.elements(of: value) {
                elements.append(JSONValue(element, of: document, in: source))
            }
            self = .array(elements)
        case .object:
            var members: [Member] = []
            for member in document.members(of: value) {
                members.append(Member(member.name, JSONValue(member.value, of: document, in: source)))
            }
            self = .object(members)
        }
    }

    /// The value as JSON text in UTF-8, without white space, or with two spaces a level when `pretty`.
    ///
    /// - Precondition: every `number` is one by RFC 8259 section 6.
    public func serialized(pretty: Bool = false) -> [UInt8] {
        var writer = JSONWriter(pretty: pretty)
        writer.write(self)
        return writer.finish()
    }

    /// The value as JSON text, without white space, or with two spaces a level when `pretty`.
    public func serializedText(pretty: Bool = false) -> String {
        String(copying: serialized(pretty: pretty).span)
    }
}
