// SPDX-License-Identifier: Apache-2.0

/// Counts the bytes of a JSON object without building it: no white space, escapes only where required.
struct JSONBodySize {
    private(set) var byteCount = 2
    private var memberCount = 0

    /// Counts a string member whose content needs no escapes, such as base64.
    mutating func add(_ name: String, stringByteCount: Int?) {
        guard let stringByteCount else { return }
        // Quotes around the name and the value, the colon, and a comma between members.
        byteCount += name.utf8.count + stringByteCount + 5 + (memberCount > 0 ? 1 : 0)
        memberCount += 1
    }

    /// Counts a string member.
    mutating func add(_ name: String, _ text: String?) {
        add(name, stringByteCount: text.map(Self.escapedByteCount))
    }

    /// Counts a number member.
    mutating func add(_ name: String, number: Int) {
        add(name, stringByteCount: String(number).utf8.count)
        // A number has no quotes.
        byteCount -= 2
    }

    static func escapedByteCount(_ text: String) -> Int {
        text.utf8.reduce(0) { sum, byte in
            switch byte {
            case 0x22, 0x5C, 0x08, 0x09, 0x0A, 0x0C, 0x0D: sum + 2
            case 0..<0x20: sum + 6
            default: sum + 1
            }
        }
    }
}
