// SPDX-License-Identifier: Apache-2.0

/// A size in bytes as people write it: `4KiB`, `6MiB`, `4GiB`, `1000`.
public struct ByteSize: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The size.
    public let byteCount: Int

    /// Takes a number of bytes.
    public init(_ byteCount: Int) { self.byteCount = byteCount }

    /// Reads a size: digits, then nothing, `KiB`, `MiB` or `GiB`; `nil` for anything else, and for 0.
    public init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), number > 0 else { return nil }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        guard let factor = Self.units.first(where: { $0.name == unit })?.byteCount ?? (unit.isEmpty ? 1 : nil) else {
            return nil
        }
        let (byteCount, overflow) = number.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        self.byteCount = byteCount
    }

    /// The sizes that are measured unless others are asked for.
    public static let standard = [
        ByteSize(4 << 10), ByteSize(16 << 10), ByteSize(64 << 10), ByteSize(1 << 20), ByteSize(6 << 20),
    ]

    /// The size with the largest unit that divides it.
    public var description: String {
        for unit in Self.units where byteCount >= unit.byteCount && byteCount % unit.byteCount == 0 {
            return "\(byteCount / unit.byteCount)\(unit.name)"
        }
        return String(byteCount)
    }

    /// The smaller size first.
    public static func < (left: Self, right: Self) -> Bool { left.byteCount < right.byteCount }

    private static let units = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)].map {
        (name: $0.0, byteCount: $0.1)
    }
}
