// SPDX-License-Identifier: Apache-2.0

/// Encodes bytes that come in pieces; any division into pieces gives the same text as ``Base64/encode(_:)``.
///
/// Between calls it holds at most two bytes of the input, inside the value itself. It allocates nothing.
public struct Base64Encoder: ~Copyable {
    private let kernel: Base64Kernel
    private var group: [3 of UInt8] = [0, 0, 0]
    private var groupCount = 0

    /// Makes an encoder for one text.
    public init() { self.init(kernel: .selected) }

    package init(kernel: Base64Kernel) { self.kernel = kernel }

    /// The most bytes that one `update` with `byteCount` bytes can append, and `finish` after it no more than four.
    ///
    /// Traps above `Int.max / 4 * 3`, where the result is no `Int`.
    public static func maximumByteCount(forUpdate byteCount: Int) -> Int {
        Base64.encodedByteCount(forByteCount: byteCount)
    }

    /// Appends the characters of all groups of three bytes that are complete.
    ///
    /// Traps when `output` has less room than they take; ``maximumByteCount(forUpdate:)`` is always enough.
    public mutating func update(_ input: Span<UInt8>, into output: inout OutputSpan<UInt8>) {
        var position = 0
        while groupCount > 0 && position < input.count {
            group[groupCount] = input[position]
            groupCount += 1
            position += 1
            if groupCount == 3 {
                kernel.encode(group.span, into: &output)
                groupCount = 0
            }
        }
        let end = input.count - (input.count - position) % 3
        kernel.encode(input.extracting(position..<end), into: &output)
        for index in end..<input.count {
            group[groupCount] = input[index]
            groupCount += 1
        }
    }

    /// Appends the last group with its padding: four bytes, or none when the input was a multiple of three.
    ///
    /// Traps when `output` has no room for it.
    public consuming func finish(into output: inout OutputSpan<UInt8>) {
        kernel.encode(group.span.extracting(first: groupCount), into: &output)
    }
}
