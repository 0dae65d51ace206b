// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// Letter case and blanks of ASCII text, without a locale.
enum ASCII {
    static func lowerCased(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }

    static func upperCased(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "a") < 26 ? byte & ~0x20 : byte
    }

    static func lowerCased(_ text: String) -> String {
        guard hasUpperCase(text) else { return text }
        var bytes = Array(text.utf8)
        for index in bytes.indices { bytes[index] = lowerCased(bytes[index]) }
        return String(decoding: bytes, as: UTF8.self)
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

extension [UInt8] {
    /// Appends the bytes of a text, for building the steps of a signature without an intermediate
    /// string.
    mutating func append(_ text: String) { append(contentsOf: text.utf8) }

    /// Appends a digest as lower-case hexadecimal digits.
    mutating func append(_ digest: SHA256Digest) {
        append(addingCapacity: 2 * SHA256Digest.byteCount) { output in
            digest.withSpan { Hex.encode($0, into: &output) }
        }
    }
}
