// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import Testing

@Suite struct ValueTests {
    static let value: JSONValue = [
        "Response": [
            "Error": ["Code": "AuthFailure", "Message": "no \"way\""], "Count": 3, "List": [1, true, .null, "x"],
            "Similarity": .number("98.50"), "Empty": [:], "None": [],
        ]
    ]

    @Test func `values are read by name and position`() {
        let response = Self.value["Response"]
        #expect(response?["Error"]?["Code"]?.string == "AuthFailure")
        #expect(response?["Count"]?.int == 3)
        #expect(response?["Similarity"]?.double == 98.5)
        #expect(response?["Similarity"]?.int == nil)
        #expect(response?["List"]?[1]?.bool == true)
        #expect(response?["List"]?[2]?.isNull == true)
        #expect(response?["List"]?[3]?.string == "x")
        #expect(response?["List"]?.array?.count == 4)
        #expect(response?["Empty"]?.object?.isEmpty == true)
        #expect(response?.object?.map(\.name) == ["Error", "Count", "List", "Similarity", "Empty", "None"])
    }

    @Test func `what is not there, or is of another kind, is nil`() {
        #expect(Self.value["response"] == nil)
        #expect(Self.value[0] == nil)
        let list = Self.value["Response"]?["List"]
        #expect(list?[4] == nil)
        #expect(list?[-1] == nil)
        #expect(list?["0"] == nil)
        #expect(list?.string == nil)
        #expect(list?.object == nil)
        #expect(JSONValue.string("1").int == nil)
        #expect(JSONValue.string("1").double == nil)
        #expect(JSONValue.number("1").bool == nil)
        #expect(JSONValue.bool(false).isNull == false)
        #expect(JSONValue.object([]).array == nil)
    }

    @Test(
        arguments: [
            ("0", 0, 0), ("-0", 0, 0), ("9223372036854775807", Int.max, 0x1p63),
            ("-9223372036854775808", Int.min, -0x1p63),
            ("9223372036854775808", nil, 0x1p63), ("1.0", nil, 1), ("1e2", nil, 100), ("0.1", nil, 0.1),
            ("1e400", nil, nil),
            ("5e-324", nil, .leastNonzeroMagnitude), ("1e-400", nil, 0),
        ] as [(String, Int?, Double?)])
    func `numbers are given only as what they are`(literal: String, int: Int?, double: Double?) {
        #expect(JSONValue.number(literal).int == int)
        #expect(JSONValue.number(literal).double == double)
    }

    @Test func `a part of a document can be copied out`() throws {
        let text = Array(#"{"a":[1,{"b":"c\n"}],"d":2}"#.utf8)
        let document = try JSONDocument(parsing: text.span)
        let part = try #require(document.member("a", of: document.root))
        #expect(JSONValue(part, of: document, in: text.span) == [1, ["b": "c\n"]])
    }

    @Test func `text has no white space, or two spaces a level`() throws {
        let value: JSONValue = ["a": [1, "/é"], "b": [:], "c": [], "d": ["e": .null]]
        #expect(value.serializedText() == #"{"a":[1,"/é"],"b":{},"c":[],"d":{"e":null}}"#)
        #expect(
            value.serializedText(pretty: true) == """
                {
                  "a": [
                    1,
                    "/é"
                  ],
                  "b": {},
                  "c": [],
                  "d": {
                    "e": null
                  }
                }
                """)
        #expect(JSONValue.number(7 as UInt64).serialized() == Array("7".utf8))
    }

    @Test func `what is written reads back as the same value`() throws {
        var generator = SplitMix64(state: 20_260_101)
        for _ in 0..<2_000 {
            let value = JSONValue.random(depth: 4, using: &generator)
            let compact = value.serialized()
            #expect(try JSONValue(parsing: compact.span) == value)
            let pretty = value.serialized(pretty: true)
            #expect(try JSONValue(parsing: pretty.span).serialized() == compact)
        }
    }

    /// Foundation is more lenient, so this goes one way: what is accepted here, Foundation accepts as the same value.
    @Test func `no altered document is accepted that another parser refuses or reads otherwise`() throws {
        var generator = SplitMix64(state: 7)
        let alphabet = Array("{}[]\",:\\u0 1tfn-.é/\t".utf8) + [0x00, 0x80, 0xff]
        var acceptedCount = 0
        for _ in 0..<20_000 {
            var text = Array(#"{"a":[1,-2.5,true,null],"\u00e9":{"b":"\ud83d\ude00\\/","c":[[],{}]},"d":"x y"}"#.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let position = Int.random(in: 0..<text.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: text[position] = alphabet.randomElement(using: &generator)!
                case 1: text.insert(alphabet.randomElement(using: &generator)!, at: position)
                default: text.remove(at: position)
                }
            }
            guard refusal(of: text) == nil else { continue }
            acceptedCount += 1
            let mine = try JSONValue(parsing: text.span).serialized()
            let theirs = try JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)
            let reread = try JSONSerialization.jsonObject(with: Data(mine), options: .fragmentsAllowed)
            #expect(theirs as? NSObject == reread as? NSObject, "\(String(decoding: text, as: UTF8.self))")
        }
        #expect(acceptedCount > 1_000)
    }
}

extension JSONValue {
    fileprivate static func random(depth: Int, using generator: inout SplitMix64) -> JSONValue {
        let count = Int.random(in: 0...4, using: &generator)
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .number(Int.random(in: Int.min...Int.max, using: &generator))
        case 3: return .number("-0.\(UInt32.random(in: 0...999, using: &generator))e+7")
        case 4: return .string(randomText(using: &generator))
        case 5: return .array((0..<count).map { _ in random(depth: depth - 1, using: &generator) })
        default:
            return .object(
                (0..<count).map {
                    Member("\($0)" + randomText(using: &generator), random(depth: depth - 1, using: &generator))
                })
        }
    }

    private static func randomText(using generator: inout SplitMix64) -> String {
        let scalars: [Unicode.Scalar] = [
            "\"", "\\", "/", "\u{0}", "\u{1f}", "\n", "a", "é", "中", "😀", "\u{7f}", "\u{ffff}",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...20, using: &generator) {
            text.append(scalars[Int.random(in: 0..<scalars.count, using: &generator)])
        }
        return String(text)
    }
}

/// Steele, Lea and Flood's generator (OOPSLA 2014): the same numbers in every run.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
