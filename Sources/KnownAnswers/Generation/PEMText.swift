// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream

/// PEM of RFC 7468, lines of 64 characters.
enum PEMText {
    static func text(_ label: String, _ der: [UInt8]) -> String {
        let symbols = Base64.encode(der.span)
        var text = "-----BEGIN \(label)-----\n"
        for start in stride(from: 0, to: symbols.count, by: 64) {
            text += String(decoding: symbols[start..<min(start + 64, symbols.count)], as: UTF8.self) + "\n"
        }
        return text + "-----END \(label)-----\n"
    }

    static func der(_ text: String) throws(Base64Error) -> [UInt8] {
        try Base64.decode(text.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined())
    }
}
