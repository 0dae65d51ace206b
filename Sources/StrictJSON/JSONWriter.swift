// SPDX-License-Identifier: Apache-2.0

/// Writes one JSON document from front to back.
///
/// Text is UTF-8. In strings the quotation mark, the backslash and the control bytes are escaped, and
/// nothing else is: `/` and characters outside of ASCII stand for themselves.
///
///     var writer = JSONWriter()
///     writer.beginObject()
///     writer.writeName("FaceInputType")
///     writer.write(1)
///     writer.endObject()
///     let body = writer.finish()
///
/// Calls in an order that makes no document, such as a value without a name in an object, are
/// mistakes in the program and stop it. That names differ is for the caller to see to.
public struct JSONWriter: Sendable {
    /// What has been written so far.
    public private(set) var bytes: [UInt8] = []

    private let isPretty: Bool
    private var open: [Container] = []
    private var needsName: Bool { open.last?.isObject == true && !hasName }
    private var hasName = false

    private struct Container {
        let isObject: Bool
        var isEmpty = true
    }

    /// Starts a document without white space, or with two spaces a level when `pretty`.
    public init(pretty: Bool = false) {
        isPretty = pretty
    }

    /// Opens an object.
    public mutating func beginObject() { begin(isObject: true) }

    /// Closes the object that was opened last.
    public mutating func endObject() { end(isObject: true) }

    /// Opens an array.
    public mutating func beginArray() { begin(isObject: false) }

    /// Closes the array that was opened last.
    public mutating func endArray() { end(isObject: false) }

    /// Writes the name of the member whose value comes next.
    public mutating func writeName(_ name: String) {
        precondition(needsName, "a name belongs in an object, and only one before each value")
        beginItem()
        appendString(name.utf8.span)
        bytes.append(UInt8(ascii: ":"))
        if isPretty { bytes.append(UInt8(ascii: " ")) }
        hasName = true
    }

    /// Writes a string.
    public mutating func write(_ text: String) { writeString(utf8: text.utf8.span) }

    /// Writes a string of these bytes, which must be UTF-8.
    public mutating func writeString(utf8 text: Span<UInt8>) {
        beginValue()
        appendString(text)
    }

    /// Writes a number.
    public mutating func write(_ number: some BinaryInteger) {
        beginValue()
        append(String(number))
    }

    /// Writes a number as it is spelled.
    ///
    /// - Precondition: `literal` is a number by RFC 8259 section 6.
    public mutating func writeNumber(_ literal: String) {
        precondition(JSONNumber.isNumber(literal.utf8.span), "not a JSON number")
        beginValue()
        append(literal)
    }

    /// Writes `true` or `false`.
    public mutating func write(_ bool: Bool) {
        beginValue()
        append(bool ? "true" : "false")
    }

    /// Writes `null`.
    public mutating func writeNull() {
        beginValue()
        append("null")
    }

    /// Writes a value with everything inside it.
    ///
    /// - Precondition: every number in it is one by RFC 8259 section 6.
    public mutating func write(_ value: JSONValue) {
        switch value {
        case .null: writeNull()
        case .bool(let bool): write(bool)
        case .number(let literal): writeNumber(literal)
        case .string(let text): write(text)
        case .array(let elements):
            beginArray()
            for element in elements { write(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                writeName(member.name)
                write(member.value)
            }
            endObject()
        }
    }

    /// Ends the document and gives its bytes.
    ///
    /// - Precondition: one value has been written, and everything that was opened has been closed.
    public consuming func finish() -> [UInt8] {
        precondition(open.isEmpty && !bytes.isEmpty, "the document is not complete")
        return bytes
    }

    /// How many bytes ``appendEscaped(_:to:)`` appends for `text`.
    public static func escapedByteCount(of text: Span<UInt8>) -> Int {
        JSONString.escapedByteCount(of: text)
    }

    /// Appends `text`, which must be UTF-8, as it stands between the quotation marks of a string.
    ///
    /// - Precondition: `output` has room for `escapedByteCount(of: text)` bytes.
    public static func appendEscaped(_ text: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
        JSONString.escape(text, into: &output)
    }

    private mutating func begin(isObject: Bool) {
        beginValue()
        bytes.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
        open.append(Container(isObject: isObject))
    }

    private mutating func end(isObject: Bool) {
        precondition(!hasName, "a name without a value")
        guard let closed = open.popLast(), closed.isObject == isObject else {
            preconditionFailure("what is closed is not what was opened last")
        }
        if !closed.isEmpty { breakLine() }
        bytes.append(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    }

    private mutating func beginValue() {
        precondition(!needsName, "a value in an object needs a name")
        precondition(!open.isEmpty || bytes.isEmpty, "a document has one value")
        if hasName {
            hasName = false
        } else if !open.isEmpty {
            beginItem()
        }
    }

    private mutating func beginItem() {
        let last = open.count - 1
        if !open[last].isEmpty { bytes.append(UInt8(ascii: ",")) }
        open[last].isEmpty = false
        breakLine()
    }

    private mutating func breakLine() {
        guard isPretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * open.count))
    }

    private mutating func append(_ ascii: String) {
        bytes.append(contentsOf: ascii.utf8)
    }

    private mutating func appendString(_ text: Span<UInt8>) {
        bytes.append(addingCapacity: JSONString.escapedByteCount(of: text) + 2) { output in
            output.append(UInt8(ascii: "\""))
            JSONString.escape(text, into: &output)
            output.append(UInt8(ascii: "\""))
        }
    }
}
