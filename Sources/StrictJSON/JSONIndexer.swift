// SPDX-License-Identifier: Apache-2.0

/// Reads a document once, from front to back, and builds its index.
///
/// What is open is kept in an array and never on the call stack: no document, however deeply nested,
/// can exhaust it.
struct JSONIndexer {
    private(set) var index = JSONIndex()

    private let maximumDepth: Int
    private var position = 0
    private var open: [JSONOpenContainer] = []
    /// The name of the member whose value comes next; empty outside of objects.
    private var name = 0..<0

    /// What the grammar allows next.
    private enum Expected {
        case value, elementOrEnd, name, nameOrEnd, separatorOrEnd, nothing
    }

    init(maximumDepth: Int) {
        self.maximumDepth = maximumDepth
    }

    /// Reads the whole of `source`: one value, and white space around it.
    mutating func read(_ source: Span<UInt8>) throws(JSONError) {
        guard source.count <= UInt32.max else {
            throw JSONError(.documentTooLarge, at: 0, "a document of \(source.count) bytes; the limit is 4294967295")
        }
        if source.count >= 3, source[0] == 0xef, source[1] == 0xbb, source[2] == 0xbf {
            throw JSONError(.byteOrderMark, at: 0, "a document must not begin with a byte order mark")
        }
        var expected = Expected.value
        while true {
            skipWhiteSpace(source)
            guard position < source.count else {
                if expected == .nothing { return }
                throw JSONError(.unexpectedEnd, at: position, "the document ends before its value does")
            }
            let byte = source[position]
            switch expected {
            case .elementOrEnd where byte == UInt8(ascii: "]"), .nameOrEnd where byte == UInt8(ascii: "}"):
                expected = closeContainer()
            case .value, .elementOrEnd:
                expected = try readValue(source)
            case .name, .nameOrEnd:
                expected = try readName(source)
            case .separatorOrEnd:
                expected = try readSeparatorOrEnd(byte)
            case .nothing:
                throw JSONError(.trailingBytes, at: position, "something follows the document's value")
            }
        }
    }

    private mutating func readValue(_ source: Span<UInt8>) throws(JSONError) -> Expected {
        let start = position
        switch source[start] {
        case UInt8(ascii: "{"):
            try openContainer(.object)
            return .nameOrEnd
        case UInt8(ascii: "["):
            try openContainer(.array)
            return .elementOrEnd
        case UInt8(ascii: "\""):
            let string = try JSONString.check(source, from: start)
            return finishValue(string.isPlain ? .plainString : .escapedString, from: start, to: string.end)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return finishValue(.number, from: start, to: try JSONNumber.check(source, from: start))
        case UInt8(ascii: "t"):
            return try readLiteral("true", .true, source)
        case UInt8(ascii: "f"):
            return try readLiteral("false", .false, source)
        case UInt8(ascii: "n"):
            return try readLiteral("null", .null, source)
        default:
            throw JSONError(.unexpectedByte, at: start, "expected a value")
        }
    }

    private mutating func readName(_ source: Span<UInt8>) throws(JSONError) -> Expected {
        let start = position
        guard source[start] == UInt8(ascii: "\"") else {
            throw JSONError(.unexpectedByte, at: start, "expected a member's name in quotation marks")
        }
        let string = try JSONString.check(source, from: start)
        name = index.appendName(start + 1..<string.end - 1, isPlain: string.isPlain, of: source)
        guard open[open.count - 1].admits(name, in: index) else {
            throw JSONError(.duplicateName, at: start, "an object has two members of this name")
        }
        position = string.end
        skipWhiteSpace(source)
        guard position < source.count else {
            throw JSONError(.unexpectedEnd, at: position, "the document ends after a member's name")
        }
        guard source[position] == UInt8(ascii: ":") else {
            throw JSONError(.unexpectedByte, at: position, "expected a colon after a member's name")
        }
        position += 1
        return .value
    }

    private mutating func readSeparatorOrEnd(_ byte: UInt8) throws(JSONError) -> Expected {
        let isObject = open[open.count - 1].isObject
        switch byte {
        case UInt8(ascii: ","):
            position += 1
            return isObject ? .name : .value
        case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
            return closeContainer()
        default:
            throw JSONError(
                .unexpectedByte, at: position,
                isObject ? "expected a comma or a closing brace" : "expected a comma or a closing bracket")
        }
    }

    private mutating func readLiteral(
        _ literal: StaticString, _ token: JSONIndex.Token, _ source: Span<UInt8>
    ) throws(JSONError) -> Expected {
        let start = position
        for offset in 0..<literal.utf8CodeUnitCount {
            guard start + offset < source.count else {
                throw JSONError(.unexpectedEnd, at: source.count, "the document ends before its value does")
            }
            guard unsafe source[start + offset] == literal.utf8Start[offset] else {
                throw JSONError(.unexpectedByte, at: start + offset, "expected a value")
            }
        }
        return finishValue(token, from: start, to: start + literal.utf8CodeUnitCount)
    }

    private mutating func openContainer(_ token: JSONIndex.Token) throws(JSONError) {
        guard open.count < maximumDepth else {
            throw JSONError(
                .nestingTooDeep, at: position, "arrays and objects are nested more than \(maximumDepth) deep")
        }
        open.append(JSONOpenContainer(node: index.nodes.count, isObject: token == .object))
        index.append(token, from: position, named: name)
        name = 0..<0
        position += 1
    }

    private mutating func closeContainer() -> Expected {
        position += 1
        index.close(open.removeLast().node, at: position)
        return open.isEmpty ? .nothing : .separatorOrEnd
    }

    private mutating func finishValue(_ token: JSONIndex.Token, from start: Int, to end: Int) -> Expected {
        index.append(token, from: start, to: end, named: name)
        name = 0..<0
        position = end
        return open.isEmpty ? .nothing : .separatorOrEnd
    }

    private mutating func skipWhiteSpace(_ source: Span<UInt8>) {
        while position < source.count {
            switch source[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            default: return
            }
        }
    }
}
