// SPDX-License-Identifier: Apache-2.0

extension JSONString {
    /// How many bytes ``escape(_:into:)`` appends for `text`.
    static func escapedByteCount(of text: Span<UInt8>) -> Int {
        var byteCount = text.count
        var position = plainRun(text, from: 0)
        while position < text.count {
            byteCount += escapedByteCount(of: text[position]) - 1
            position += 1
            position += plainRun(text, from: position)
        }
        return byteCount
    }

    /// Appends `text` as it stands between quotation marks.
    static func escape(_ text: Span<UInt8>, into output: inout OutputSpan<UInt8>) {
        var position = 0
        while position < text.count {
            let run = plainRun(text, from: position)
            output.append(copying: text.extracting(position..<position + run))
            position += run
            guard position < text.count else { return }
            escape(text[position], into: &output)
            position += 1
        }
    }

    private static func escapedByteCount(of byte: UInt8) -> Int {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x08, 0x09, 0x0a, 0x0c, 0x0d: 2
        case 0..<0x20: 6
        default: 1
        }
    }

    private static func escape(_ byte: UInt8, into output: inout OutputSpan<UInt8>) {
        let short: UInt8
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): short = byte
        case 0x08: short = UInt8(ascii: "b")
        case 0x09: short = UInt8(ascii: "t")
        case 0x0a: short = UInt8(ascii: "n")
        case 0x0c: short = UInt8(ascii: "f")
        case 0x0d: short = UInt8(ascii: "r")
        case 0..<0x20:
            for unit in "\\u00".utf8 { output.append(unit) }
            output.append(UInt8(ascii: "0") + byte >> 4)
            let low = byte & 15
            output.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
            return
        default:
            output.append(byte)
            return
        }
        output.append(UInt8(ascii: "\\"))
        output.append(short)
    }
}
