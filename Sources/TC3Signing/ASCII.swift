// SPDX-License-Identifier: Apache-2.0

/// Letter case and blanks of ASCII text, without a locale.
enum ASCII {
    static func lowerCased(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }

    static func lowerCased(_ text: String) -> String {
        guard hasUpperCase(text) else { return text }
        return String(decoding: text.utf8.map(lowerCased), as: UTF8.self)
    }

    static func hasUpperCase(_ text: String) -> Bool {
        text.utf8.contains { $0 &- UInt8(ascii: "A") < 26 }
    }

    /// The text without blanks and tabs at its ends.
    static func trimmed(_ text: String) -> String {
        var bytes = text.utf8[...]
        while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return String(Substring(bytes))
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
