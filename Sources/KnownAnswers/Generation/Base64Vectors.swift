// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import StrictJSON

/// Fresh base64 texts, right ones and wrong ones.
///
/// Where a wrong one goes wrong is known from how it was made.
struct Base64Vectors {
    let origin: VectorOrigin

    func file() -> GeneratedFile {
        var suite = GeneratedSuite(
            "Base64", schema: "base64_test_schema_v1.json", header: "Strict base64 of RFC 4648 section 4.",
            origin: origin)
        let label = "base64"
        var stream = origin.seed.stream(label)
        var tests: [GeneratedTest] = []
        for index in 0..<origin.count {
            let message = stream.bytes(index == 0 ? 0 : stream.number(in: 1...200))
            tests.append(
                GeneratedTest(
                    "\(message.count) bytes", ["Normal"], .valid,
                    [.hex("encoded", Base64.encode(message.span)), .hex("msg", message)]))
        }
        suite.add("Base64Test", label: label, [], tests: tests)
        let invalidLabel = "base64/invalid"
        var invalidStream = origin.seed.stream(invalidLabel)
        let invalid = (0..<origin.count).flatMap { _ in Self.invalid(&invalidStream) }
        suite.add("Base64Test", label: invalidLabel, [], tests: invalid)
        return suite.file("base64/base64_test.json")
    }

    private static func invalid(_ stream: inout SeededStream) -> [GeneratedTest] {
        var tests: [GeneratedTest] = []
        func add(_ comment: String, _ flag: String, _ text: [UInt8], offset: Int) {
            tests.append(
                GeneratedTest(
                    comment, [flag], .invalid, [.hex("encoded", text), .hex("msg", []), .number("offset", offset)]))
        }
        let whole = Base64.encode(stream.bytes(3 * stream.number(in: 2...40)).span)
        let symbols = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_ \t\r\n".utf8)
        let strange = (0...255).map { UInt8($0) }.filter { !symbols.contains($0) }
        for (flag, bytes) in [
            ("InvalidByte", strange), ("Whitespace", Array(" \t\r\n".utf8)), ("UrlSafeAlphabet", Array("-_".utf8)),
        ] {
            let place = stream.number(in: 0...(whole.count - 1))
            var text = whole
            text[place] = stream.pick(bytes)
            add("byte \(text[place]) at offset \(place)", flag, text, offset: place)
        }
        // In the first half of a group, where no padding can be.
        let place = 4 * stream.number(in: 0...(whole.count / 4 - 1)) + stream.number(in: 0...1)
        var misplaced = whole
        misplaced[place] = UInt8(ascii: "=")
        add("= at offset \(place)", "MisplacedPadding", misplaced, offset: place)

        let cut = stream.number(in: 1...3)
        add("\(cut) symbols missing", "Truncated", whole.dropLast(cut), offset: whole.count - cut)

        let remainder = stream.number(in: 1...2)
        let padded = Base64.encode(stream.bytes(3 * stream.number(in: 1...40) + remainder).span)
        let unpadded = padded.filter { $0 != UInt8(ascii: "=") }
        add("padding left out", "Truncated", unpadded, offset: unpadded.count)
        add("a group after padding", "DataAfterPadding", padded + whole.prefix(4), offset: padded.count)

        // The unused bits are the lowest 4 or 2 of the last symbol, and the next symbol of the alphabet has one set.
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let last = unpadded.count - 1
        var loose = padded
        let value = alphabet.firstIndex(of: padded[last]) ?? 0
        loose[last] = alphabet[value + stream.number(in: 1...(remainder == 1 ? 15 : 3))]
        add("unused bits are not zero", "NonCanonicalTail", loose, offset: last)
        return tests
    }
}
