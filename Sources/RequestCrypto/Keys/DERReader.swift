// SPDX-License-Identifier: Apache-2.0

/// Walks over DER (ITU-T X.690 section 10), and over nothing that is only BER.
///
/// Every reading function gives `nil` for what the format forbids: a length that is indefinite, not
/// minimal or beyond the end, an integer with superfluous leading bytes. A key has one encoding only,
/// so that two texts of one key cannot compare as different, and nothing can hide between elements.
///
/// Works on ranges of bytes that the caller keeps: keys stay in the memory that they are wiped in.
struct DERReader {
    /// The identifier octets that keys are made of.
    enum Tag: UInt8 {
        case integer = 0x02
        case bitString = 0x03
        case octetString = 0x04
        case null = 0x05
        case objectIdentifier = 0x06
        case sequence = 0x30
        case explicit0 = 0xA0
        case explicit1 = 0xA1
    }

    private var position: Int
    private let end: Int

    /// Reads the elements within `range`.
    init(_ range: Range<Int>) {
        position = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { position == end }

    /// Whether the next element has `tag`.
    func isNext(_ tag: Tag, in der: Span<UInt8>) -> Bool { position < end && der[position] == tag.rawValue }

    /// The content of the next element, which must have `tag`.
    mutating func read(_ tag: Tag, in der: Span<UInt8>) -> Range<Int>? {
        guard isNext(tag, in: der), let length = length(at: position + 1, in: der) else { return nil }
        let start = position + 1 + length.byteCount
        guard length.value <= end - start else { return nil }
        position = start + length.value
        return start..<position
    }

    /// The magnitude of the next element, which must be an integer that is not negative.
    ///
    /// Big-endian and without a sign byte; zero is one byte.
    mutating func readUnsignedInteger(in der: Span<UInt8>) -> Range<Int>? {
        guard let content = read(.integer, in: der), let first = content.first, der[first] < 0x80 else { return nil }
        guard der[first] == 0, content.count > 1 else { return content }
        // A zero byte may only stand there to keep the next one from being read as a sign.
        return der[first + 1] >= 0x80 ? content.dropFirst() : nil
    }

    /// The bytes of the next element, which must be a bit string of whole bytes.
    mutating func readWholeBitString(in der: Span<UInt8>) -> Range<Int>? {
        guard let content = read(.bitString, in: der), let first = content.first, der[first] == 0 else { return nil }
        return content.dropFirst()
    }

    private func length(at start: Int, in der: Span<UInt8>) -> (value: Int, byteCount: Int)? {
        guard start < end else { return nil }
        let first = der[start]
        guard first >= 0x80 else { return (Int(first), 1) }
        // Four bytes of length are more than any key needs; 0x80 would be the indefinite form.
        let count = Int(first & 0x7F)
        guard 1...4 ~= count, count < end - start, der[start + 1] != 0 else { return nil }
        let value = (1...count).reduce(0) { $0 << 8 | Int(der[start + $1]) }
        return value >= 0x80 ? (value, 1 + count) : nil
    }
}
