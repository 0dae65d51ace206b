// SPDX-License-Identifier: Apache-2.0

/// Takes out the commas that stand before a closing brace or bracket.
///
/// For small answers of the legacy service only: its page shows one. What comes out is read as strictly
/// as anything else.
enum TrailingCommas {
    static func removed(from text: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(text.count)
        var comma: Int?
        var isInString = false
        var isEscaped = false
        for byte in text {
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isInString: isEscaped = true
            case UInt8(ascii: "\""):
                isInString.toggle()
                comma = nil
            case _ where isInString: break
            case UInt8(ascii: ","): comma = kept.count
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if let position = comma { kept.remove(at: position) }
                comma = nil
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): break
            default: comma = nil
            }
            kept.append(byte)
        }
        return kept
    }
}
