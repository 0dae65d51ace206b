// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

/// RFC 8259, section by section: what is accepted, and where what is refused goes wrong.
@Suite struct GrammarTests {
    @Test(arguments: [
        "null", "true", "false", "0", "\"\"", "{}", "[]", " \t\n\r1 \t\n\r", "[ ]", "{ }",
        "[1,2]", "[ 1 , 2 ]", "[[],[[]],{}]", #"{"a":1}"#, #" { "a" : 1 , "b" : [ ] } "#, #"{"":0}"#,
    ])
    func `documents are accepted`(text: String) {
        #expect(refusal(of: text) == nil)
    }

    @Test(
        arguments: [
            // Section 2: one value, and only these literals and four kinds of white space.
            ("", .unexpectedEnd, 0), (" \n", .unexpectedEnd, 2), ("1 2", .trailingBytes, 2), ("{}}", .trailingBytes, 2),
            ("nulll", .trailingBytes, 4), ("nul", .unexpectedEnd, 3), ("nuxl", .unexpectedByte, 2),
            ("True", .unexpectedByte, 0), ("falsE", .unexpectedByte, 4), ("NaN", .unexpectedByte, 0),
            ("\u{0c}1", .unexpectedByte, 0), ("1\u{0b}", .trailingBytes, 1), ("\u{a0}1", .unexpectedByte, 0),
            ("\u{0}", .unexpectedByte, 0), ("// a\n1", .unexpectedByte, 0), ("1/**/", .trailingBytes, 1),
            ("'a'", .unexpectedByte, 0), ("a", .unexpectedByte, 0), ("\u{feff}1", .byteOrderMark, 0),
            // Section 4: objects.
            ("{", .unexpectedEnd, 1), (#"{"a""#, .unexpectedEnd, 4), (#"{"a":"#, .unexpectedEnd, 5),
            (#"{"a":1"#, .unexpectedEnd, 6), (#"{"a":1,"#, .unexpectedEnd, 7), (#"{"a":1,}"#, .unexpectedByte, 7),
            ("{,}", .unexpectedByte, 1), ("{1:2}", .unexpectedByte, 1), ("{a:2}", .unexpectedByte, 1),
            (#"{"a" 1}"#, .unexpectedByte, 5), (#"{"a"}"#, .unexpectedByte, 4), (#"{"a":}"#, .unexpectedByte, 5),
            (#"{"a":1 "b":2}"#, .unexpectedByte, 7), (#"{"a":1]"#, .unexpectedByte, 6),
            (#"{"a"::1}"#, .unexpectedByte, 5),
            (#"{"a":1,,"b":2}"#, .unexpectedByte, 7), ("}", .unexpectedByte, 0),
            // Section 5: arrays.
            ("[", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3),
            ("[1,]", .unexpectedByte, 3),
            ("[,1]", .unexpectedByte, 1), ("[1,,2]", .unexpectedByte, 3), ("[1 2]", .unexpectedByte, 3),
            ("[1}", .unexpectedByte, 2), ("[1:2]", .unexpectedByte, 2), ("]", .unexpectedByte, 0),
            // Section 7: strings.
            (#"""#, .unexpectedEnd, 1), (#""abc"#, .unexpectedEnd, 4), ("\"a\nb\"", .controlByte, 2),
            ("\"\t\"", .controlByte, 1), ("\"\u{0}\"", .controlByte, 1), ("\"\u{1f}\"", .controlByte, 1),
            (#""\"#, .unexpectedEnd, 2), (#""\x41""#, .invalidEscape, 1), (#""a\'""#, .invalidEscape, 2),
            (#""\U0041""#, .invalidEscape, 1), (#""\u00g1""#, .invalidEscape, 1), (#""\u004""#, .invalidEscape, 1),
            (#""\u00"#, .unexpectedEnd, 5), (#""\u+041""#, .invalidEscape, 1), ("\"\\\u{e9}\"", .invalidEscape, 1),
        ] as [(String, JSONError.Code, Int)])
    func `other texts are refused at the byte where they go wrong`(text: String, code: JSONError.Code, offset: Int) {
        #expect(refusal(of: text) == JSONError(code, at: offset))
    }

    /// Cutting a document short anywhere leaves no document.
    @Test func `no proper prefix of an object is accepted`() {
        let text = Array(#"{"a":[1,-2.5e+3,true,null],"\u00e9é":{"b":"\ud83d\ude00\\\/"},"c":false}"#.utf8)
        #expect(refusal(of: text) == nil)
        for byteCount in 0..<text.count {
            let error = refusal(of: Array(text.prefix(byteCount)))
            // Cutting through a character of two bytes leaves text that is not UTF-8.
            #expect(error?.code == .unexpectedEnd || error?.code == .invalidUTF8)
        }
    }

    @Test(arguments: [
        "0", "-0", "1", "-1", "10", "9007199254740993", "123456789012345678901234567890", "0.0", "-0.5", "1.50",
        "1e1", "1E1", "1e+1", "1e-1", "1.5e10", "0e0", "0E-0", "1e99999", "-0.0e-99999",
    ])
    func `numbers are accepted and keep their spelling`(literal: String) throws {
        for text in [literal, "[\(literal)]", "{\"a\":\(literal)}", " \(literal)\n"] {
            #expect(refusal(of: text) == nil)
        }
        #expect(try JSONValue(literal) == .number(literal))
        #expect(try JSONValue("[\(literal),1]")[0] == .number(literal))
    }

    @Test(
        arguments: [
            ("-", .unexpectedEnd, 1), ("1.", .unexpectedEnd, 2), ("1e", .unexpectedEnd, 2), ("1e+", .unexpectedEnd, 3),
            ("01", .invalidNumber, 0), ("-01", .invalidNumber, 0), ("00", .invalidNumber, 0),
            ("[1,02]", .invalidNumber, 3),
            ("-a", .invalidNumber, 0), ("1.e1", .invalidNumber, 0), ("1.a", .invalidNumber, 0),
            ("1ea", .invalidNumber, 0),
            ("1e+-1", .invalidNumber, 0), ("--1", .invalidNumber, 0), ("-Infinity", .invalidNumber, 0),
            ("+1", .unexpectedByte, 0), (".5", .unexpectedByte, 0), ("Infinity", .unexpectedByte, 0),
            ("0x10", .trailingBytes, 1), ("1.5.2", .trailingBytes, 3), ("1e5.2", .trailingBytes, 3),
            ("1_000", .trailingBytes, 1), ("[1a]", .unexpectedByte, 2), ("0e", .unexpectedEnd, 2),
            ("１", .unexpectedByte, 0),
        ] as [(String, JSONError.Code, Int)])
    func `other spellings of numbers are refused`(text: String, code: JSONError.Code, offset: Int) {
        #expect(refusal(of: text) == JSONError(code, at: offset))
    }

    @Test func `errors show where, and nothing of the document`() throws {
        let error = try #require(refusal(of: #"{"Secret":"value", x}"#))
        #expect(error.description == "expected a member's name in quotation marks at byte 19")
        #expect(error.code.description == "unexpectedByte")
        #expect(error == JSONError(.unexpectedByte, at: 19))
        #expect(error != JSONError(.unexpectedByte, at: 18))
        #expect(error != JSONError(.unexpectedEnd, at: 19))
        #expect(Set([error, JSONError(.unexpectedByte, at: 19)]).count == 1)
    }
}
