// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@testable import RequestCrypto

@Suite struct MessageEditorTests {
    @Test(
        arguments: [
            (#"{"a":1}"#, ["a"], "{}"), (#"{ "a" : 1 }"#, ["a"], "{  }"), (#"{"a":1,"b":2}"#, ["a"], #"{"b":2}"#),
            (#"{"a":1 , "b":2}"#, ["b"], #"{"a":1}"#), (#"{"a":1,"b":2,"c":3}"#, ["b"], #"{"a":1,"c":3}"#),
            (#"{"a":1,"b":2,"c":3}"#, ["a", "c"], #"{"b":2}"#), (#"{"a":1,"b":2,"c":3}"#, ["a", "b"], #"{"c":3}"#),
            (#"{"a":1,"b":2,"c":3}"#, ["b", "c"], #"{"a":1}"#), (#"{"a":1,"b":2,"c":3}"#, ["a", "b", "c"], "{}"),
            (#"{"x":{"a":1},"a":{"b":[1,{"c":2}]},"y":0}"#, ["a"], #"{"x":{"a":1},"y":0}"#), ("{}", ["a"], "{}"),
        ] as [(String, Set<String>, String)])
    func membersGoWithTheirCommas(text: String, names: Set<String>, expected: String) throws {
        let source = Array(text.utf8)
        let document = try JSONDocument(parsing: source.span)
        var editor = MessageEditor(document: document)
        editor.removeMembers(named: names, of: document.root, source: source.span)
        let result = editor.apply(to: source.span)
        #expect(EnvelopeFixture.text(result) == expected)
        _ = try JSONDocument(parsing: result.span)
    }

    @Test func replacedAndAddedValuesStandInOrder() throws {
        let source = Array(#"{"a":"x","b":"y"}"#.utf8)
        let document = try JSONDocument(parsing: source.span)
        var editor = MessageEditor(document: document)
        let members = document.members(of: document.root)
        editor.replace(members[1].value, with: Array(#""long text""#.utf8))
        editor.replace(members[0].value, with: Array("0".utf8))
        editor.append([.init("c", true)], to: document.root)
        #expect(EnvelopeFixture.text(editor.apply(to: source.span)) == #"{"a":0,"b":"long text","c":true}"#)
    }
}
