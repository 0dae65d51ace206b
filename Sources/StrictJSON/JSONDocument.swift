// SPDX-License-Identifier: Apache-2.0

/// A checked JSON document, as an index over bytes that stay where they are.
///
/// Parsing reads the source once and copies nothing but the members' names: a base64 string of 10 MB
/// costs one pass over it and 24 bytes. The caller keeps the source, and lends it again where text is
/// to be read.
///
/// The grammar is that of RFC 8259 without any leniency, and where that leaves room for two parsers
/// to read one document differently, the document is refused: names that occur twice in an object
/// (compared after unescaping), text that is not UTF-8, surrogates without their other half, and a
/// byte order mark.
///
/// The index holds no value of the document. It does hold the names, and does not wipe them.
public struct JSONDocument: Sendable {
    /// A value's place in its document.
    public struct Value: Hashable, Sendable {
        /// What the value is.
        public let kind: Kind
        /// Where the whole value stands in the source, with its quotation marks, brackets or braces.
        public let byteRange: Range<Int>

        fileprivate let node: Int
    }

    /// The six kinds of RFC 8259 section 3.
    public enum Kind: Hashable, Sendable {
        /// Members, each with a name.
        case object
        /// Elements.
        case array
        /// Text in quotation marks.
        case string
        /// A decimal number.
        case number
        /// `true` or `false`.
        case bool(Bool)
        /// `null`.
        case null
    }

    private let index: JSONIndex

    /// Reads and checks a whole document.
    ///
    /// Takes time in proportion to the document's size, and memory for its names and for 24 bytes a value.
    ///
    /// - Parameters:
    ///   - source: one value with white space around it, less than 4 GiB
    ///   - maximumDepth: how many arrays and objects may stand inside one another
    /// - Throws: a ``JSONError`` of any code: the first departure from the grammar, with its offset.
    public init(parsing source: Span<UInt8>, maximumDepth: Int = 64) throws(JSONError) {
        var indexer = JSONIndexer(maximumDepth: maximumDepth)
        try indexer.read(source)
        index = indexer.index
    }

    /// The document's one value.
    public var root: Value { value(at: 0) }

    /// An object's member of this name; nil when there is none, or `object` is not an object.
    ///
    /// Names are compared byte by byte in UTF-8. Takes time in proportion to the number of members.
    public func member(_ name: String, of object: Value) -> Value? {
        guard object.kind == .object else { return nil }
        let bytes = name.utf8.span
        for node in index.children(of: object.node) where index.name(of: node, equals: bytes) {
            return value(at: node)
        }
        return nil
    }

    /// An object's members in the order of the source; empty when `object` is not an object.
    public func members(of object: Value) -> [(name: String, value: Value)] {
        guard object.kind == .object else { return [] }
        return index.children(of: object.node).map { node in
            (String(copying: index.names.span.extracting(index.nameRange(of: node))), value(at: node))
        }
    }

    /// An array's elements; empty when `array` is not an array.
    public func elements(of array: Value) -> [Value] {
        guard array.kind == .array else { return [] }
        return index.children(of: array.node).map { value(at: $0) }
    }

    /// An array's element of this number, from 0; nil when there is none, or `array` is not an array.
    ///
    /// Takes time in proportion to `index`, and no memory.
    public func element(_ index: Int, of array: Value) -> Value? {
        guard array.kind == .array, index >= 0 else { return nil }
        var rest = index
        for node in self.index.children(of: array.node) {
            if rest == 0 { return value(at: node) }
            rest -= 1
        }
        return nil
    }

    /// How many values the document has, containers and what is in them.
    public var valueCount: Int { index.nodes.count }

    /// Whether a value is a string without escapes: the bytes between the quotation marks are its UTF-8.
    public func isPlainString(_ value: Value) -> Bool {
        index.nodes[value.node].token == .plainString
    }

    /// What stands between a string's quotation marks; for other values, the whole value.
    public func contentRange(of value: Value) -> Range<Int> {
        guard value.kind == .string else { return value.byteRange }
        return value.byteRange.lowerBound + 1..<value.byteRange.upperBound - 1
    }

    /// A string's text, unescaped; nil when `value` is not a string.
    ///
    /// - Precondition: `source` holds the bytes that were parsed. So it is for everything that takes a source.
    public func string(_ value: Value, in source: Span<UInt8>) -> String? {
        guard value.kind == .string else { return nil }
        if isPlainString(value) { return String(copying: source.extracting(contentRange(of: value))) }
        return unescapedBytes(of: value, in: source).map { String(copying: $0.span) }
    }

    /// A string's text in UTF-8, unescaped; nil when `value` is not a string.
    public func unescapedBytes(of value: Value, in source: Span<UInt8>) -> [UInt8]? {
        guard value.kind == .string else { return nil }
        return [UInt8](capacity: contentRange(of: value).count) { output in
            appendUnescapedBytes(of: value, in: source, to: &output)
        }
    }

    /// Appends a string's text in UTF-8, unescaped, to `output`.
    ///
    /// Unescaping never makes text longer: room for `contentRange(of: value).count` bytes is enough.
    ///
    /// - Precondition: `value` is a string, and `output` has room for it.
    public func appendUnescapedBytes(
        of value: Value, in source: Span<UInt8>, to output: inout OutputSpan<UInt8>
    ) {
        precondition(value.kind == .string, "only strings have text")
        JSONString.unescape(
            source.extracting(contentRange(of: value)), isPlain: isPlainString(value), into: &output)
    }

    private func value(at position: Int) -> Value {
        let node = index.nodes[position]
        return Value(kind: Kind(node.token), byteRange: Int(node.start)..<Int(node.end), node: position)
    }
}

extension JSONDocument.Kind {
    fileprivate init(_ token: JSONIndex.Token) {
        switch token {
        case .object: self = .object
        case .array: self = .array
        case .plainString, .escapedString: self = .string
        case .number: self = .number
        case .true: self = .bool(true)
        case .false: self = .bool(false)
        case .null: self = .null
        }
    }
}

extension String {
    /// Makes text of UTF-8 that has been checked.
    init(copying bytes: Span<UInt8>) {
        self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
