// SPDX-License-Identifier: Apache-2.0

import ProgramRunner

/// SM2 ciphertexts between the raw form of the wire, `04‖x‖y‖C3‖C2`, and the ASN.1 form of the `openssl` command:
/// `SEQUENCE { INTEGER x, INTEGER y, OCTET STRING C3, OCTET STRING C2 }` (GM/T 0009-2012, clause 7.2).
///
/// Written for ciphertexts of short keys: every length fits into one byte, or two for the sequence.
enum SM2DER {
    /// From the raw form.
    static func encode(_ raw: [UInt8]) throws -> [UInt8] {
        guard raw.count > 97, raw[0] == 4 else { throw ProgramFailure("not a raw SM2 ciphertext") }
        let content =
            integer(raw[1..<33]) + integer(raw[33..<65]) + element(0x04, raw[65..<97]) + element(0x04, raw[97...])
        return content.count < 128
            ? [0x30, UInt8(content.count)] + content : [0x30, 0x81, UInt8(content.count)] + content
    }

    /// To the raw form.
    static func decode(_ der: [UInt8]) throws -> [UInt8] {
        var rest = der[...]
        var content = try take(0x30, from: &rest)[...]
        let x = try take(0x02, from: &content)
        let y = try take(0x02, from: &content)
        let c3 = try take(0x04, from: &content)
        return [4] + coordinate(x) + coordinate(y) + c3 + (try take(0x04, from: &content))
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var digits = Array(bytes.drop { $0 == 0 })
        if digits.isEmpty || digits[0] >= 0x80 { digits.insert(0, at: 0) }
        return element(0x02, digits[...])
    }

    private static func element(_ tag: UInt8, _ bytes: ArraySlice<UInt8>) -> [UInt8] {
        [tag, UInt8(bytes.count)] + bytes
    }

    private static func coordinate(_ bytes: [UInt8]) -> [UInt8] {
        let digits = bytes.drop { $0 == 0 }
        return [UInt8](repeating: 0, count: 32 - digits.count) + digits
    }

    private static func take(_ tag: UInt8, from bytes: inout ArraySlice<UInt8>) throws -> [UInt8] {
        guard bytes.count >= 2, bytes.removeFirst() == tag else { throw ProgramFailure("not an SM2 ciphertext") }
        var count = Int(bytes.removeFirst())
        if count == 0x81 { count = Int(bytes.removeFirst()) }
        guard count <= bytes.count else { throw ProgramFailure("an SM2 ciphertext ends early") }
        defer { bytes = bytes.dropFirst(count) }
        return Array(bytes.prefix(count))
    }
}
