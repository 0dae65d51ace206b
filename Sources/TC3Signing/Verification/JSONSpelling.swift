// SPDX-License-Identifier: Apache-2.0

/// One of the ways in which JSON libraries write the same document, to find out whether a body was
/// written anew between signing and sending.
///
/// Works on the tokens alone: what stands between strings keeps its order, so no document is
/// understood and none is changed but in its spelling. It decides about nothing; a digest that fits
/// does.
struct JSONSpelling: Hashable, Sendable {
    /// What becomes of characters that can be escaped and need not be.
    enum Escapes: Hashable, Sendable, CaseIterable {
        case kept, written, removed
    }

    /// What stands after `,` and `:`.
    let itemGap: String
    let keyGap: String
    let slashes: Escapes
    let nonASCII: Escapes

    /// The spellings of the usual libraries: compact, Python's, and compact after keys only.
    static let all: [JSONSpelling] = [("", ""), (" ", " "), ("", " ")].flatMap { gaps in
        Escapes.allCases.flatMap { slashes in
            Escapes.allCases.map { nonASCII in
                JSONSpelling(itemGap: gaps.0, keyGap: gaps.1, slashes: slashes, nonASCII: nonASCII)
            }
        }
    }

    /// The document in this spelling; `nil` for what is no object or array, or has a string that
    /// does not end.
    func respell(_ document: [UInt8]) -> [UInt8]? {
        guard let first = document.first(where: { !Self.isBlank($0) }),
            first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(document.count * 2)
        var index = 0
        while index < document.count {
            let byte = document[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                output.append(byte)
                guard let end = respellString(document, from: index, into: &output) else { return nil }
                index = end
            case UInt8(ascii: ","):
                output.append(byte)
                output += itemGap.utf8
            case UInt8(ascii: ":"):
                output.append(byte)
                output += keyGap.utf8
            case _ where Self.isBlank(byte): continue
            default: output.append(byte)
            }
        }
        return output
    }

    /// Respells a string and its closing quotation mark; gives the index after it.
    private func respellString(_ document: [UInt8], from start: Int, into output: inout [UInt8]) -> Int? {
        var index = start
        while index < document.count {
            let byte = document[index]
            switch byte {
            case UInt8(ascii: "\""):
                output.append(byte)
                return index + 1
            case UInt8(ascii: "\\"):
                guard index + 1 < document.count else { return nil }
                index += respellEscape(document, at: index, into: &output)
            case UInt8(ascii: "/") where slashes == .written:
                output += #"\/"#.utf8
                index += 1
            case 0x80... where nonASCII == .written:
                let end = document[index...].firstIndex { $0 < 0x80 } ?? document.count
                for unit in String(decoding: document[index..<end], as: UTF8.self).utf16 {
                    let digits = String(unit, radix: 16)
                    output += #"\u"#.utf8
                    output += String(repeating: "0", count: 4 - digits.utf8.count).utf8
                    output += digits.utf8
                }
                index = end
            default:
                output.append(byte)
                index += 1
            }
        }
        return nil
    }

    /// Respells one escape, or a pair of them; gives the number of bytes it has in the document.
    private func respellEscape(_ document: [UInt8], at index: Int, into output: inout [UInt8]) -> Int {
        switch document[index + 1] {
        case UInt8(ascii: "/") where slashes == .removed:
            output.append(UInt8(ascii: "/"))
            return 2
        case UInt8(ascii: "u") where nonASCII == .removed:
            var units: [UInt16] = []
            if let unit = Self.escapedUnit(document, at: index) { units.append(unit) }
            if let unit = units.first, UTF16.isLeadSurrogate(unit), let next = Self.escapedUnit(document, at: index + 6)
            {
                units.append(next)
            }
            guard let first = units.first, first >= 0x80, let text = String(validating: units, as: UTF16.self) else {
                break
            }
            output += text.utf8
            return 6 * units.count
        default: break
        }
        output += document[index...(index + 1)]
        return 2
    }

    private static func escapedUnit(_ document: [UInt8], at index: Int) -> UInt16? {
        guard index + 6 <= document.count, document[index] == UInt8(ascii: "\\"),
            document[index + 1] == UInt8(ascii: "u")
        else { return nil }
        return UInt16(String(decoding: document[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
    }
}
