// SPDX-License-Identifier: Apache-2.0

/// Numbers by RFC 8259 section 6.
enum JSONNumber {
    /// Checks the number that begins at `start`, with a digit or a minus sign, and gives the offset after it.
    static func check(_ source: Span<UInt8>, from start: Int) throws(JSONError) -> Int {
        var position = start
        if source[position] == UInt8(ascii: "-") { position += 1 }
        if position < source.count, source[position] == UInt8(ascii: "0") {
            position += 1
            if position < source.count, isDigit(source[position]) {
                throw JSONError(.invalidNumber, at: start, "a number has a leading zero")
            }
        } else {
            position = try skipDigits(source, from: position, of: start)
        }
        if position < source.count, source[position] == UInt8(ascii: ".") {
            position = try skipDigits(source, from: position + 1, of: start)
        }
        if position < source.count, source[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < source.count, source[position] == UInt8(ascii: "+") || source[position] == UInt8(ascii: "-") {
                position += 1
            }
            position = try skipDigits(source, from: position, of: start)
        }
        return position
    }

    /// Whether all of `text` is one number.
    static func isNumber(_ text: Span<UInt8>) -> Bool {
        guard text.count > 0, let end = try? check(text, from: 0) else { return false }
        return end == text.count
    }

    /// Skips at least one digit.
    private static func skipDigits(_ source: Span<UInt8>, from first: Int, of start: Int) throws(JSONError) -> Int {
        var position = first
        while position < source.count, isDigit(source[position]) { position += 1 }
        guard position > first else {
            if position == source.count {
                throw JSONError(.unexpectedEnd, at: position, "a number is cut off")
            }
            throw JSONError(.invalidNumber, at: start, "a number lacks a digit")
        }
        return position
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }
}
