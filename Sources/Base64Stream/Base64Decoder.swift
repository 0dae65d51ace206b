// SPDX-License-Identifier: Apache-2.0

/// Decodes strict base64 that comes in pieces; any division into pieces gives the same bytes, and the same
/// error, as ``Base64/decode(_:)-(Span<UInt8>)``.
///
/// Between calls it holds at most three characters of the text, inside the value itself. It allocates nothing.
/// A byte that is wrong is reported at the latest when its group of four characters is complete, or by `finish`.
/// After an error, every further call throws the same error.
public struct Base64Decoder: ~Copyable {
    private let kernel: Base64Kernel
    private var group: [4 of UInt8] = [0, 0, 0, 0]
    private var groupCount = 0
    private var groupOffset = 0
    private var hasSeenPadding = false
    private var failure: Base64Error?

    /// Makes a decoder for one text.
    public init() { self.init(kernel: .selected) }

    package init(kernel: Base64Kernel) { self.kernel = kernel }

    /// The most bytes that one `update` with `byteCount` characters can append; `finish` appends none.
    public static func maximumByteCount(forUpdate byteCount: Int) -> Int {
        precondition(byteCount >= 0, "a byte count is not negative")
        return byteCount / 4 * 3 + (byteCount % 4 == 0 ? 0 : 3)
    }

    /// Appends the bytes of all groups of four characters that are complete.
    ///
    /// Traps when `output` has less room than they take; ``maximumByteCount(forUpdate:)`` is always enough.
    /// When an error is thrown, the bytes of the groups before the bad one have been appended.
    ///
    /// - Throws: ``Base64Error``; its offset counts from the first byte of the first piece.
    public mutating func update(_ text: Span<UInt8>, into output: inout OutputSpan<UInt8>) throws(Base64Error) {
        if let failure { throw failure }
        do {
            try decode(text, into: &output)
        } catch {
            failure = error
            throw error
        }
    }

    /// Checks that the text was complete.
    ///
    /// Nothing is appended: every group was when its last character came.
    ///
    /// - Throws: ``Base64Error`` with code `truncated`, or the error of a byte in the group that is incomplete.
    public consuming func finish(into output: inout OutputSpan<UInt8>) throws(Base64Error) {
        if let failure { throw failure }
        guard groupCount > 0 else { return }
        var unused: [3 of UInt8] = [0, 0, 0]
        let foreign = Base64Kernel.decodeGroup(group, into: &unused)
        // One = in third place is right as far as it goes: the second one is missing.
        if foreign < groupCount && !(foreign == 2 && group[2] == ASCII.padding) {
            throw .foreign(group[foreign], at: groupOffset + foreign)
        }
        throw .truncated(at: groupOffset + groupCount)
    }

    private mutating func decode(_ text: Span<UInt8>, into output: inout OutputSpan<UInt8>) throws(Base64Error) {
        var position = 0
        while position < text.count {
            if hasSeenPadding { throw .foreign(text[position], at: groupOffset) }
            if groupCount == 0 {
                // A last group with padding needs less than three bytes of room, so the kernel may not touch it
                // when the output is exactly as large as it has to be.
                let groups = min((text.count - position) / 4, output.freeCapacity / 3)
                let piece = text.extracting(position..<position + groups * 4)
                let good = kernel.decode(piece, into: &output) / 4 * 4
                position += good
                groupOffset += good
            }
            // What is left is incomplete, or holds padding or a foreign byte: one group is judged by itself.
            while groupCount < 4 && position < text.count {
                group[groupCount] = text[position]
                groupCount += 1
                position += 1
            }
            if groupCount == 4 { try decodeGroup(into: &output) }
        }
    }

    private mutating func decodeGroup(into output: inout OutputSpan<UInt8>) throws(Base64Error) {
        let padding = group[3] != ASCII.padding ? 0 : group[2] != ASCII.padding ? 1 : 2
        // An A adds only zero bits, so the bytes that the padding takes away must come out as zero.
        var characters = group
        for index in 4 - padding..<4 { characters[index] = ASCII.zero }
        var bytes: [3 of UInt8] = [0, 0, 0]
        let foreign = Base64Kernel.decodeGroup(characters, into: &bytes)
        guard foreign == 4 else { throw .foreign(group[foreign], at: groupOffset + foreign) }

        var unused: UInt8 = 0
        for index in 3 - padding..<3 { unused |= bytes[index] }
        guard unused == 0 else { throw .nonCanonicalTail(at: groupOffset + 3 - padding) }

        precondition(3 - padding <= output.freeCapacity, "base64 output needs \(3 - padding) bytes more than it has")
        for index in 0..<3 - padding { output.append(bytes[index]) }
        hasSeenPadding = padding > 0
        groupOffset += 4
        groupCount = 0
    }
}
