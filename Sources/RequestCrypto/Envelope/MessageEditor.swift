// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory
internal import StrictJSON

/// Changes single values of a JSON text and leaves every other byte as it was.
///
/// Re-serialising a message would lose its number forms, its white space and with them its signature; and it would
/// copy a payload that nobody touches.
struct MessageEditor {
    private let document: JSONDocument
    private var edits: [(range: Range<Int>, replacement: [UInt8])] = []

    init(document: JSONDocument) { self.document = document }

    /// Puts another JSON text in the place of a value.
    mutating func replace(_ value: JSONDocument.Value, with json: [UInt8]) {
        edits.append((value.byteRange, json))
    }

    /// Lets go of all changes; what was to be put in is wiped.
    mutating func discard() {
        for index in edits.indices { wipe(&edits[index].replacement) }
        edits = []
    }

    /// Takes members out of an object, together with the commas that joined them.
    mutating func removeMembers(named names: Set<String>, of object: JSONDocument.Value, source: Span<UInt8>) {
        let members = document.members(of: object)
        var hasKept = false
        var previousEnd = object.byteRange.lowerBound + 1
        for (index, member) in members.enumerated() {
            let end = member.value.byteRange.upperBound
            defer { previousEnd = end }
            guard names.contains(member.name) else {
                hasKept = true
                continue
            }
            if hasKept {
                // With the comma before it; the next member brings its own.
                edits.append((previousEnd..<end, []))
            } else if index + 1 < members.count {
                let begin = Self.nextQuote(from: previousEnd, in: source)
                edits.append((begin..<Self.nextQuote(from: end, in: source), []))
            } else {
                edits.append((Self.nextQuote(from: previousEnd, in: source)..<end, []))
            }
        }
    }

    /// Adds members at the end of an object.
    mutating func append(_ members: [JSONValue.Member], to object: JSONDocument.Value) {
        // `{"a":1}` without its brackets is the text of the members.
        let text = JSONValue.object(members).serialized().dropFirst().dropLast()
        let comma = document.members(of: object).isEmpty ? [] : Array(",".utf8)
        let end = object.byteRange.upperBound - 1
        edits.append((end..<end, comma + text))
    }

    /// The text with all changes made.
    consuming func apply(to source: Span<UInt8>) -> [UInt8] {
        edits.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
        let grown = edits.reduce(source.count) { $0 - $1.range.count + $1.replacement.count }
        return [UInt8](capacity: grown) { output in
            var position = 0
            for edit in edits {
                output.append(copying: source.extracting(position..<edit.range.lowerBound))
                output.append(copying: edit.replacement.span)
                position = edit.range.upperBound
            }
            output.append(copying: source.extracting(position...))
        }
    }

    /// The start of the next member's name: only white space and a comma can stand before it.
    private static func nextQuote(from start: Int, in source: Span<UInt8>) -> Int {
        var index = start
        while index < source.count, source[index] != UInt8(ascii: "\"") { index += 1 }
        return index
    }
}
