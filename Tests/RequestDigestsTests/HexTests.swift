// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import Testing

@Suite("Hexadecimal text")
struct HexTests {
    @Test("is lower case and goes both ways for every byte")
    func everyByte() {
        for byte in UInt8.min...UInt8.max {
            let expected = (byte < 16 ? "0" : "") + String(byte, radix: 16)
            #expect(Hex.encode([byte]) == expected)
            #expect(Hex.decode(expected) == [byte])
            #expect(Hex.decode(expected.uppercased()) == [byte])
        }
        #expect(Hex.encode([]) == "")
        #expect(Hex.decode("") == [])
    }

    @Test("is appended to text that is being built")
    func appends() {
        var text = Array("digest ".utf8)
        let bytes: [UInt8] = [0x00, 0xab, 0xff]
        text.append(addingCapacity: 6) { Hex.encode(bytes.span, into: &$0) }
        #expect(text == Array("digest 00abff".utf8))
    }

    @Test(
        "is refused with an odd digit, a blank, a prefix or a letter beyond f",
        arguments: [
            "0", "000", "0g", "g0", " 00", "00 ", "0x00", "00\n", "-1", "0:", "0@", "0`", "0/", "é0",
            "\u{FF10}\u{FF10}",
        ])
    func refusesOtherText(text: String) {
        #expect(Hex.decode(text) == nil)
    }
}
