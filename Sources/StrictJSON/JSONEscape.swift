// SPDX-License-Identifier: Apache-2.0

/// What one escape in a string stands for: RFC 8259 section 7.
struct JSONEscape {
    /// The character that is meant.
    let scalar: Unicode.Scalar
    /// The offset after the escape.
    let end: Int

    /// Decodes the escape whose backslash is at `start`; a pair of surrogates is one escape.
    init(decoding source: Span<UInt8>, at start: Int) throws(JSONError) {
        guard start + 1 < source.count else { throw Self.cutOff(source) }
        switch source[start + 1] {
        case UInt8(ascii: "\""): scalar = "\""
        case UInt8(ascii: "\\"): scalar = "\\"
        case UInt8(ascii: "/"): scalar = "/"
        case UInt8(ascii: "b"): scalar = "\u{08}"
        case UInt8(ascii: "f"): scalar = "\u{0c}"
        case UInt8(ascii: "n"): scalar = "\n"
        case UInt8(ascii: "r"): scalar = "\r"
        case UInt8(ascii: "t"): scalar = "\t"
        case UInt8(ascii: "u"):
            self = try Self.decodeUnicode(source, at: start)
            return
        default:
            throw JSONError(.invalidEscape, at: start, "a backslash is followed by a byte that makes no escape")
        }
        end = start + 2
    }

    private init(scalar: Unicode.Scalar, end: Int) {
        self.scalar = scalar
        self.end = end
    }

    private static func decodeUnicode(_ source: Span<UInt8>, at start: Int) throws(JSONError) -> JSONEscape {
        let first = try codeUnit(source, at: start)
        if let scalar = Unicode.Scalar(first) { return JSONEscape(scalar: scalar, end: start + 6) }
        // What is not a scalar is a surrogate: a high one, which the escape of a low one must follow.
        let next = start + 6
        var second: UInt16 = 0
        if UTF16.isLeadSurrogate(first), try hasUnicodeEscape(source, at: next) {
            second = try codeUnit(source, at: next)
        }
        guard UTF16.isTrailSurrogate(second) else {
            throw JSONError(.loneSurrogate, at: start, "a surrogate without its other half")
        }
        return JSONEscape(scalar: UTF16.decode(UTF16.EncodedScalar([first, second])), end: next + 6)
    }

    private static func hasUnicodeEscape(_ source: Span<UInt8>, at start: Int) throws(JSONError) -> Bool {
        for (position, expected) in zip(start..., "\\u".utf8) {
            guard position < source.count else { throw cutOff(source) }
            guard source[position] == expected else { return false }
        }
        return true
    }

    /// The four hexadecimal digits of the `\uXXXX` at `start`.
    private static func codeUnit(_ source: Span<UInt8>, at start: Int) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for position in start + 2..<start + 6 {
            guard position < source.count else { throw cutOff(source) }
            let digit: UInt8
            switch source[position] {
            case let byte where UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte: digit = byte - UInt8(ascii: "0")
            case let byte where UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte: digit = byte - UInt8(ascii: "a") + 10
            case let byte where UInt8(ascii: "A")...UInt8(ascii: "F") ~= byte: digit = byte - UInt8(ascii: "A") + 10
            default:
                throw JSONError(.invalidEscape, at: start, "\\u is not followed by four hexadecimal digits")
            }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    private static func cutOff(_ source: Span<UInt8>) -> JSONError {
        JSONError(.unexpectedEnd, at: source.count, "an escape is cut off")
    }
}
