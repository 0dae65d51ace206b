// SPDX-License-Identifier: Apache-2.0

internal import CFaceKernels

/// Strings by RFC 8259 section 7, in UTF-8 by RFC 3629.
enum JSONString {
    /// Checks the string whose opening quotation mark is at `opening`.
    ///
    /// - Returns: the offset after the closing quotation mark, and whether there is no escape inside.
    static func check(_ source: Span<UInt8>, from opening: Int) throws(JSONError) -> (end: Int, isPlain: Bool) {
        var position = opening + 1
        var isPlain = true
        while true {
            position += plainRun(source, from: position)
            guard position < source.count else {
                throw JSONError(.unexpectedEnd, at: source.count, "a string has no closing quotation mark")
            }
            switch source[position] {
            case UInt8(ascii: "\""):
                return (position + 1, isPlain)
            case UInt8(ascii: "\\"):
                isPlain = false
                position = try JSONEscape(decoding: source, at: position).end
            case 0x80...:
                position = try checkMultibyteRun(source, from: position)
            default:
                throw JSONError(.controlByte, at: position, "a control byte in a string is not escaped")
            }
        }
    }

    /// Checks the characters outside of ASCII from `start` on, of which there is at least one.
    private static func checkMultibyteRun(_ source: Span<UInt8>, from start: Int) throws(JSONError) -> Int {
        var position = start
        while position < source.count, source[position] >= 0x80 {
            guard let byteCount = UTF8Sequence.byteCount(in: source, at: position) else {
                throw JSONError(.invalidUTF8, at: position, "a string is not UTF-8")
            }
            position += byteCount
        }
        return position
    }

    /// Appends the UTF-8 of a string's content, which ``check(_:from:)`` has accepted.
    ///
    /// Every escape is at least as long as what it stands for: room for as many bytes as the content
    /// has is always enough.
    static func unescape(_ content: Span<UInt8>, isPlain: Bool, into output: inout OutputSpan<UInt8>) {
        guard !isPlain else { return output.append(copying: content) }
        var position = 0
        while position < content.count {
            if content[position] == UInt8(ascii: "\\") {
                guard let escape = try? JSONEscape(decoding: content, at: position) else {
                    preconditionFailure("the bytes are not those that were parsed")
                }
                for byte in escape.scalar.utf8 { output.append(byte) }
                position = escape.end
            } else {
                // A byte of a longer sequence ends the run and stands for itself as well.
                let byteCount = max(1, plainRun(content, from: position))
                output.append(copying: content.extracting(position..<position + byteCount))
                position += byteCount
            }
        }
    }

    /// How many bytes from `position` on are ASCII that stands for itself.
    static func plainRun(_ source: Span<UInt8>, from position: Int) -> Int {
        unsafe source.extracting(position...).withUnsafeBufferPointer { rest in
            unsafe tcface_json_plain_run(rest.baseAddress, rest.count)
        }
    }
}
