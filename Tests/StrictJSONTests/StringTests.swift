// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

/// RFC 8259 section 7 and 8, and RFC 3629 section 4.
@Suite struct StringTests {
    @Test(arguments: [
        (#""""#, ""), (#""a""#, "a"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{08}\u{0c}\n\r\t"), (#""\u0000""#, "\u{0}"),
        (#""\u0041\u00e9\u00E9\u4e2d\uFFFF""#, "Aéé中\u{ffff}"), (#""\ud83d\ude00""#, "😀"),
        (#""\uDBFF\uDFFF""#, "\u{10ffff}"),
        (#""\uD800\uDC00""#, "\u{10000}"), (#""é中😀""#, "é中😀"), (#""a\u0062c\\u0041""#, "abc\\u0041"),
        ("\"\u{7f}\u{2028}\u{feff}\u{ffff}\"", "\u{7f}\u{2028}\u{feff}\u{ffff}"), (#""/""#, "/"),
    ])
    func `strings mean what they spell`(text: String, meaning: String) throws {
        let bytes = Array(text.utf8)
        let document = try JSONDocument(parsing: bytes.span)
        let string = document.string(document.root, in: bytes.span)
        // Swift holds canonically equivalent strings to be equal, so scalars are compared.
        #expect(string.map { Array($0.unicodeScalars) } == Array(meaning.unicodeScalars))
        #expect(document.unescapedBytes(of: document.root, in: bytes.span) == Array(meaning.utf8))
        #expect(document.isPlainString(document.root) == !text.contains("\\"))
        #expect(document.contentRange(of: document.root) == 1..<bytes.count - 1)
        #expect(try JSONValue(text) == .string(meaning))
    }

    @Test(arguments: [
        #""\ud800""#, #""\udbff""#, #""\udc00""#, #""\udfff""#, #""\ud800a""#, #""\ud800\n""#, #""\ud800\u0041""#,
        #""\ud800\ud800""#, #""\udc00\ud800""#, #""\ud800 \udc00""#, #""\ud800\\udc00""#,
    ])
    func `half a pair of surrogates is refused`(text: String) {
        #expect(refusal(of: text) == JSONError(.loneSurrogate, at: 1))
        #expect(refusal(of: "{\(text):1}") == JSONError(.loneSurrogate, at: 2))
    }

    /// Every sequence of one to three bytes, and four-byte ones around each boundary, as Swift's own decoder judges.
    @Test func `exactly what is UTF-8 is accepted`() {
        let boundaries: [UInt8] = [0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0]
        let leads: [UInt8] = [0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff]
        var sequences: [[UInt8]] = (0x80...0xff).map { [$0] }
        for first in UInt8(0x80)...0xff { for second in UInt8(0x20)...0xff { sequences.append([first, second]) } }
        for lead in leads {
            for second in boundaries {
                for third in boundaries {
                    sequences.append([lead, second, third])
                    for fourth in boundaries { sequences.append([lead, second, third, fourth]) }
                }
            }
        }
        for sequence in sequences where !sequence.contains(UInt8(ascii: "\"")) && !sequence.contains(UInt8(ascii: "\\"))
        {
            let error = refusal(of: [UInt8(ascii: "\"")] + sequence + [UInt8(ascii: "\"")])
            let isValid = String(validating: sequence, as: UTF8.self) != nil
            #expect((error == nil) == isValid, "\(sequence)")
            if let error { #expect(error.code == .invalidUTF8, "\(sequence)") }
        }
    }

    @Test(
        arguments: [
            ([0xc0, 0x80], 0), ([0xc1, 0xbf], 0), ([0xe0, 0x9f, 0xbf], 0), ([0xf0, 0x8f, 0xbf, 0xbf], 0),  // overlong
            ([0xed, 0xa0, 0x80], 0), ([0xed, 0xbf, 0xbf], 0),  // surrogates
            ([0xf4, 0x90, 0x80, 0x80], 0), ([0xf5, 0x80, 0x80, 0x80], 0), ([0xff], 0),  // too large
            ([0x80], 0), ([0x61, 0xbf], 1), ([0xc3, 0xa9, 0xa9], 2), ([0x61, 0xe4, 0xb8], 1),  // cut off or left over
        ] as [([UInt8], Int)])
    func `text that is not UTF-8 is refused at the sequence's first byte`(bytes: [UInt8], offset: Int) {
        let quote = UInt8(ascii: "\"")
        #expect(refusal(of: [quote] + bytes + [quote]) == JSONError(.invalidUTF8, at: 1 + offset))
        #expect(refusal(of: [quote] + bytes) == JSONError(.invalidUTF8, at: 1 + offset))
        // After a run that the kernel takes in one go.
        let run = [UInt8](repeating: 0x61, count: 1000)
        #expect(refusal(of: [quote] + run + bytes + [quote]) == JSONError(.invalidUTF8, at: 1001 + offset))
    }

    @Test func `bytes outside of strings are not looked at as text`() {
        #expect(refusal(of: [0xff]) == JSONError(.unexpectedByte, at: 0))
        #expect(refusal(of: [0xef, 0xbb]) == JSONError(.unexpectedByte, at: 0))
        #expect(refusal(of: [0xef, 0xbb, 0xbf, 0x31]) == JSONError(.byteOrderMark, at: 0))
        // UTF-16 and UTF-32, which RFC 8259 section 8.1 rules out.
        #expect(refusal(of: [0x00, 0x31]) == JSONError(.unexpectedByte, at: 0))
        #expect(refusal(of: [0x31, 0x00]) == JSONError(.trailingBytes, at: 1))
        #expect(refusal(of: [0xff, 0xfe, 0x31, 0x00]) == JSONError(.unexpectedByte, at: 0))
    }

    @Test(arguments: [0, 1, 15, 16, 31, 32, 127, 128, 129, 1 << 20])
    func `long strings are found whole, with and without an escape at the end`(byteCount: Int) throws {
        let text = String(repeating: "A", count: byteCount)
        let plain = Array("{\"a\":\"\(text)\"}".utf8)
        let document = try JSONDocument(parsing: plain.span)
        let value = try #require(document.member("a", of: document.root))
        #expect(document.contentRange(of: value) == 6..<6 + byteCount)
        #expect(document.isPlainString(value))
        #expect(document.string(value, in: plain.span) == text)

        let escaped = Array("{\"a\":\"\(text)\\/\"}".utf8)
        let other = try JSONDocument(parsing: escaped.span)
        let escapedValue = try #require(other.member("a", of: other.root))
        #expect(!other.isPlainString(escapedValue))
        #expect(other.string(escapedValue, in: escaped.span) == text + "/")
    }
}
