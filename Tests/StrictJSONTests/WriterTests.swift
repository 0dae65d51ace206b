// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@Suite struct WriterTests {
    @Test func `a document is written in the order of the calls`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.writeName("b")
        writer.write(1)
        writer.writeName("a")
        writer.beginArray()
        writer.write("x/y")
        writer.write(true)
        writer.write(false)
        writer.writeNull()
        writer.writeNumber("1.50")
        writer.write(["c": [1, 2]] as JSONValue)
        writer.beginArray()
        writer.endArray()
        writer.endArray()
        writer.writeName("d")
        writer.beginObject()
        writer.endObject()
        writer.endObject()
        let text = String(decoding: writer.finish(), as: UTF8.self)
        #expect(text == #"{"b":1,"a":["x/y",true,false,null,1.50,{"c":[1,2]},[]],"d":{}}"#)
    }

    @Test(arguments: [
        ("", ""), ("abc", "abc"), ("\"\\/", #"\"\\/"#), ("\u{08}\u{09}\u{0a}\u{0c}\u{0d}", #"\b\t\n\f\r"#),
        ("\u{00}\u{01}\u{0b}\u{0e}\u{1f}", #"\u0000\u0001\u000b\u000e\u001f"#),
        ("\u{7f}é中😀\u{2028}", "\u{7f}é中😀\u{2028}"),
        (
            String(repeating: "A", count: 100) + "\"" + String(repeating: "B", count: 100),
            String(repeating: "A", count: 100) + "\\\"" + String(repeating: "B", count: 100)
        ),
    ])
    func `strings are escaped as little as may be`(text: String, escaped: String) {
        var writer = JSONWriter()
        writer.write(text)
        #expect(writer.finish() == Array("\"\(escaped)\"".utf8))

        let byteCount = JSONWriter.escapedByteCount(of: text.utf8.span)
        #expect(byteCount == escaped.utf8.count)
        let exact = [UInt8](capacity: byteCount) { output in JSONWriter.appendEscaped(text.utf8.span, to: &output) }
        #expect(exact == Array(escaped.utf8))
    }

    @Test func `every scalar below 0x800 reads back as itself`() throws {
        for scalar in (0..<0x800).compactMap({ Unicode.Scalar($0 as UInt32) }) {
            let text = JSONValue.string(String(scalar)).serialized()
            let document = try JSONDocument(parsing: text.span)
            #expect(document.unescapedBytes(of: document.root, in: text.span) == Array(String(scalar).utf8))
        }
    }

    @Test func `calls that make no document stop the program`() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.beginObject()
            writer.write(1)
        }
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.beginArray()
            writer.writeName("a")
        }
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.beginArray()
            writer.endObject()
        }
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.write(1)
            writer.write(2)
        }
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.beginArray()
            _ = writer.finish()
        }
        await #expect(processExitsWith: .failure) { _ = JSONWriter().finish() }
        await #expect(processExitsWith: .failure) { _ = JSONValue.number("01").serialized() }
        await #expect(processExitsWith: .failure) { _ = JSONValue.number("1 ").serialized() }
    }
}
