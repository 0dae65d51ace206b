// SPDX-License-Identifier: Apache-2.0

/// Just enough DER to take a key apart that OpenSSL made.
struct DERElements {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// The content of the next element, which has this tag.
    mutating func next(_ tag: UInt8) throws(NotUnderstood) -> [UInt8] {
        guard rest.popFirst() == tag, let first = rest.popFirst() else { throw NotUnderstood("is no DER of a key") }
        var count = Int(first)
        if first >= 0x80 {
            count = 0
            for _ in 0..<min(first & 0x7F, 4) { count = count << 8 | Int(rest.popFirst() ?? 0) }
        }
        guard count <= rest.count else { throw NotUnderstood("is DER that was cut off") }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// The elements inside the next one.
    func element(_ tag: UInt8) throws(NotUnderstood) -> DERElements {
        var copy = self
        return DERElements(try copy.next(tag))
    }

    static func encode(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let count = content.count
        let length: [UInt8] =
            switch count {
            case ..<0x80: [UInt8(count)]
            case ..<0x100: [0x81, UInt8(count)]
            default: [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
            }
        return [tag] + length + content
    }
}
