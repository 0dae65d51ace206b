// SPDX-License-Identifier: Apache-2.0

internal import CFaceKernels

/// Base64 by RFC 4648 section 4: the alphabet `A-Z a-z 0-9 + /`, padding with `=`, no white space.
///
/// Decoding is strict: padding is required, the bits that padding leaves unused must be zero, and nothing
/// may stand before, between or after the characters. Every byte string therefore has exactly one encoding.
/// For text that comes in pieces there are ``Base64Encoder`` and ``Base64Decoder``.
public enum Base64 {
    /// The number of characters that encode `byteCount` bytes: `(byteCount + 2) / 3 * 4`.
    ///
    /// Traps above `Int.max / 4 * 3`, where the result is no `Int`.
    public static func encodedByteCount(forByteCount byteCount: Int) -> Int {
        precondition(byteCount >= 0, "a byte count is not negative")
        return byteCount / 3 * 4 + (byteCount % 3 == 0 ? 0 : 4)
    }

    /// The largest number of bytes that `byteCount` characters can stand for: `byteCount / 4 * 3`.
    public static func maximumDecodedByteCount(forByteCount byteCount: Int) -> Int {
        precondition(byteCount >= 0, "a byte count is not negative")
        return byteCount / 4 * 3
    }

    /// The exact number of bytes that a text stands for, from its length and its padding.
    ///
    /// The other characters are not looked at: decoding may still find one that is not in the alphabet.
    ///
    /// - Parameter text: base64 in ASCII.
    /// - Throws: ``Base64Error`` with code `truncated` when the length is not a multiple of four.
    public static func decodedByteCount(of text: Span<UInt8>) throws(Base64Error) -> Int {
        guard text.count % 4 == 0 else { throw .truncated(at: text.count) }
        guard text.count > 0 else { return 0 }
        let padding = text[text.count - 1] != ASCII.padding ? 0 : text[text.count - 2] != ASCII.padding ? 1 : 2
        return text.count / 4 * 3 - padding
    }

    /// Appends the encoding of `input`, which is ``encodedByteCount(forByteCount:)`` bytes, to `output`.
    ///
    /// Traps when `output` has less room than that.
    public static func encode(_ input: Span<UInt8>, into output: inout OutputSpan<UInt8>) {
        Base64Kernel.selected.encode(input, into: &output)
    }

    /// The encoding of `input` as ASCII bytes.
    public static func encode(_ input: Span<UInt8>) -> [UInt8] {
        [UInt8](capacity: encodedByteCount(forByteCount: input.count)) { output in
            encode(input, into: &output)
        }
    }

    /// The encoding of `input` as a string.
    public static func encodeToString(_ input: Span<UInt8>) -> String {
        let capacity = encodedByteCount(forByteCount: input.count)
        return unsafe String(unsafeUninitializedCapacity: capacity) { buffer in
            var output = unsafe OutputSpan(buffer: buffer, initializedCount: 0)
            encode(input, into: &output)
            return unsafe output.finalize(for: buffer)
        }
    }

    /// Decodes `text` and appends what it stands for to `output`.
    ///
    /// Room for ``decodedByteCount(of:)`` bytes is enough; traps when valid text needs more than there is. When an
    /// error is thrown, the bytes before the bad group of four characters have been appended.
    ///
    /// - Throws: ``Base64Error`` with the offset of the first byte that is wrong.
    public static func decode(_ text: Span<UInt8>, into output: inout OutputSpan<UInt8>) throws(Base64Error) {
        var decoder = Base64Decoder()
        try decoder.update(text, into: &output)
        try decoder.finish(into: &output)
    }

    /// The bytes that `text` stands for.
    ///
    /// - Throws: ``Base64Error`` with the offset of the first byte that is wrong.
    public static func decode(_ text: Span<UInt8>) throws(Base64Error) -> [UInt8] {
        let capacity = maximumDecodedByteCount(forByteCount: text.count)
        return try [UInt8](capacity: capacity) { (output: inout OutputSpan<UInt8>) throws(Base64Error) in
            try decode(text, into: &output)
        }
    }

    /// The bytes that `text` stands for.
    ///
    /// - Throws: ``Base64Error`` with the offset, in UTF-8, of the first byte that is wrong.
    public static func decode(_ text: String) throws(Base64Error) -> [UInt8] {
        try decode(text.utf8.span)
    }

    /// The kernel in use: `scalar`, `avx2`, `avx512` or `neon`.
    ///
    /// It is the best that the processor has unless the environment variable `TCFACE_KERNEL` names another.
    public static var kernelName: String { Base64Kernel.selected.description }

    /// Why the kernel that `TCFACE_KERNEL` asks for is not in use, or `nil` when nothing is wrong.
    ///
    /// Programs should print it as a warning: the portable kernel is used then, which is correct but slow.
    public static var kernelHint: String? {
        let names = Base64Kernel.available.map(\.description).joined(separator: ", ")
        switch tcface_kernel_choice() {
        case TCFACE_KERNEL_UNKNOWN:
            return "TCFACE_KERNEL names no known kernel, so scalar is used; this machine has \(names)"
        case TCFACE_KERNEL_UNAVAILABLE:
            return "TCFACE_KERNEL names a kernel that this machine cannot run, so scalar is used; it has \(names)"
        default:
            return nil
        }
    }
}
