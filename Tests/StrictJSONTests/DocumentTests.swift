// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import Testing

@Suite struct DocumentTests {
    static let text = Array(
        #" {"EncryptedBody":"QUJD+/8=","Encryption":{"TagList":["t1","t\u0032"],"n":-1.5},"a":true,"b":null,"":[]} "#
            .utf8)

    @Test func `every value is found at its place`() throws {
        let document = try JSONDocument(parsing: Self.text.span)
        func source(_ value: JSONDocument.Value?) -> String? {
            value.map { String(decoding: Self.text[$0.byteRange], as: UTF8.self) }
        }
        let root = document.root
        #expect(root.kind == .object)
        #expect(root.byteRange == 1..<Self.text.count - 1)
        #expect(source(document.member("EncryptedBody", of: root)) == #""QUJD+/8=""#)
        let encryption = try #require(document.member("Encryption", of: root))
        #expect(encryption.kind == .object)
        #expect(source(encryption) == #"{"TagList":["t1","t\u0032"],"n":-1.5}"#)
        #expect(document.contentRange(of: encryption) == encryption.byteRange)
        let tags = try #require(document.member("TagList", of: encryption))
        #expect(tags.kind == .array)
        #expect(document.elements(of: tags).map { document.string($0, in: Self.text.span) } == ["t1", "t2"])
        #expect(document.elements(of: tags).map { document.isPlainString($0) } == [true, false])
        let number = try #require(document.member("n", of: encryption))
        #expect(number.kind == .number)
        #expect(source(number) == "-1.5")
        #expect(document.member("a", of: root)?.kind == .bool(true))
        #expect(document.member("b", of: root)?.kind == .null)
        #expect(document.member("", of: root)?.kind == .array)
    }

    @Test func `members come in the order of the source`() throws {
        let document = try JSONDocument(parsing: Self.text.span)
        #expect(document.members(of: document.root).map(\.name) == ["EncryptedBody", "Encryption", "a", "b", ""])
        #expect(
            document.members(of: document.root).map(\.value.kind) == [.string, .object, .bool(true), .null, .array])
    }

    @Test func `what is not there is nil or empty`() throws {
        let document = try JSONDocument(parsing: Self.text.span)
        let body = try #require(document.member("EncryptedBody", of: document.root))
        #expect(document.member("TagList", of: document.root) == nil)
        #expect(document.member("encryptedBody", of: document.root) == nil)
        #expect(document.member("a", of: body) == nil)
        #expect(document.members(of: body).isEmpty)
        #expect(document.elements(of: document.root).isEmpty)
        #expect(document.string(document.root, in: Self.text.span) == nil)
        #expect(document.unescapedBytes(of: document.root, in: Self.text.span) == nil)
        #expect(!document.isPlainString(document.root))
    }

    @Test func `names are compared after unescaping and by their bytes`() throws {
        // A letter with its accent, and the same letter with the accent as a character of its own.
        let text = Array("{\"\\u0061\":1,\"\u{e9}\":2,\"e\u{301}\":3}".utf8)
        let document = try JSONDocument(parsing: text.span)
        func number(_ name: String) -> String? {
            document.member(name, of: document.root).map { String(decoding: text[$0.byteRange], as: UTF8.self) }
        }
        #expect(number("a") == "1")
        #expect(number("\u{e9}") == "2")
        #expect(number("e\u{301}") == "3")
        let value = try JSONValue(parsing: text.span)
        #expect(value["\u{e9}"]?.int == 2)
        #expect(value["e\u{301}"]?.int == 3)
    }

    @Test(arguments: [
        (#"{"a":1,"a":2}"#, 7), (#"{"a":1,"a":1}"#, 7), (#"{"a":1,"\u0061":2}"#, 7), (#"{"\u0061":1,"a":2}"#, 12),
        (#"{"":1,"":2}"#, 6), (#"{"/":1,"\/":2}"#, 7), (#"{"😀":1,"\ud83d\ude00":2}"#, 10), (#"{"é":1,"\u00E9":2}"#, 8),
        (#"[{"x":{"a":{},"b":1,"a":[]}}]"#, 20), (#"{"a":{"b":1},"a":1}"#, 13),
    ])
    func `a name that comes twice in an object is refused where it comes again`(text: String, offset: Int) {
        #expect(refusal(of: text) == JSONError(.duplicateName, at: offset))
    }

    @Test(arguments: [
        #"{"a":{"a":{"a":1}}}"#, #"[{"a":1},{"a":1}]"#, #"{"a":1,"A":1,"a ":1,"aa":1,"":1}"#, #"{"a":"a","b":"a"}"#,
    ])
    func `a name may come again in another object`(text: String) {
        #expect(refusal(of: text) == nil)
    }

    /// Small objects compare each name with all before, large ones hash: both, and where one becomes the other.
    @Test(arguments: [2, 15, 16, 17, 18, 40, 300])
    func `duplicates are found wherever they stand`(memberCount: Int) {
        let names = (0..<memberCount).map { "n\($0)" }
        func text(_ names: [String]) -> String { "{" + names.map { "\"\($0)\":[0]" }.joined(separator: ",") + "}" }
        #expect(refusal(of: text(names)) == nil)
        for first in Set([0, 1, memberCount / 2, memberCount - 2]) {
            for second in Set([first + 1, memberCount - 1]) where first < second && second < memberCount {
                var altered = names
                altered[second] = names[first]
                let offset = text(Array(altered.prefix(second))).utf8.count
                #expect(refusal(of: text(altered)) == JSONError(.duplicateName, at: offset))
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `an object of 100,000 members is read in proportion to its size`() throws {
        let text = Array(("{" + (0..<100_000).map { "\"\($0)\":0" }.joined(separator: ",") + "}").utf8)
        let document = try JSONDocument(parsing: text.span)
        #expect(document.members(of: document.root).count == 100_000)
    }

    @Test func `nesting is allowed up to the limit and refused beyond it`() {
        for depth in [0, 1, 2, 64, 100] {
            let nested = String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
            #expect(refusal(of: nested, maximumDepth: depth) == nil)
            if depth > 0 {
                #expect(refusal(of: nested, maximumDepth: depth - 1) == JSONError(.nestingTooDeep, at: depth - 1))
            }
        }
        let objects = String(repeating: #"{"a":"#, count: 65) + "1" + String(repeating: "}", count: 65)
        #expect(refusal(of: objects) == JSONError(.nestingTooDeep, at: 64 * 5))
        // What has been closed does not count.
        #expect(refusal(of: "[" + String(repeating: "[],", count: 200) + "[]]", maximumDepth: 2) == nil)
    }

    @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
    func `endless nesting ends at once`(opening: String) {
        let text = String(repeating: opening, count: 100_000)
        let bytes = Array(text.utf8)
        // The best of a few: on a busy machine any one may have to wait for its turn.
        let elapsed = (0..<5).map { _ in
            ContinuousClock().measure { #expect(refusal(of: bytes)?.code == .nestingTooDeep) }
        }
        #expect(elapsed.contains { $0 < .milliseconds(50) })
    }

    @Test func `depth does not use the call stack`() throws {
        let depth = 1_000_000
        let text =
            [UInt8](repeating: UInt8(ascii: "["), count: depth) + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
        let document = try JSONDocument(parsing: text.span, maximumDepth: .max)
        #expect(document.root.byteRange == 0..<2 * depth)
        #expect(throws: JSONError(.nestingTooDeep, at: JSONValue.depthLimit)) {
            try JSONValue(parsing: text.span, maximumDepth: .max)
        }
    }

    @Test func `a document of 4 GiB is refused before it is read`() throws {
        // Address space only: nothing is read, so no memory is taken.
        let byteCount = 1 << 32
        let pages = mmap(nil, byteCount, PROT_NONE, MAP_PRIVATE | MAP_ANON, -1, 0)
        let start = try #require(pages == MAP_FAILED ? nil : pages)
        defer { munmap(start, byteCount) }
        #expect(throws: JSONError(.documentTooLarge, at: 0)) {
            _ = try JSONDocument(
                parsing: UnsafeRawBufferPointer(start: start, count: byteCount).bindMemory(to: UInt8.self).span)
        }
    }

    @Test("an element is found by its number, and none beyond the last")
    func element() throws {
        let text = Array(#"{"a":[10,{"b":[1,2]},[],"x"]}"#.utf8)
        let document = try JSONDocument(parsing: text.span)
        let array = try #require(document.member("a", of: document.root))
        let elements = document.elements(of: array)
        #expect((0..<elements.count).map { document.element($0, of: array) } == elements.map(Optional.some))
        for index in [-1, 4, 5, Int.max, Int.min] { #expect(document.element(index, of: array) == nil) }
        #expect(document.element(0, of: document.root) == nil)
        #expect(document.element(0, of: elements[2]) == nil)
        #expect(document.valueCount == 9)
    }
}
