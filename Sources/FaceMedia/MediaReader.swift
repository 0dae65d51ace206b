// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Bounded random access to the bytes of a photo or video.
///
/// Every parser of this folder reads through one of these, so that no file, however it is made, can
/// cost more than ``maximumReadByteCount`` bytes of reading and ``maximumStepCount`` steps. A file is
/// read with `pread` through one window of 4 KiB; the descriptor's own offset never moves.
struct MediaReader: ~Copyable {
    /// Where the bytes are.
    enum Source {
        /// An open regular file, owned by whoever made the reader.
        case descriptor(Int32)
        /// Bytes that outlive the reader.
        case memory(UnsafeRawBufferPointer)
    }

    /// The most bytes that one inspection reads.
    static let maximumReadByteCount = 16 << 20
    /// The most boxes, chunks, tags and table entries that one inspection visits.
    static let maximumStepCount = 200_000

    /// The length of the whole content.
    let byteCount: Int

    private let source: Source
    private var window: [UInt8] = []
    private var windowRange = 0..<0
    private var stepCount = 0
    private(set) var readByteCount = 0

    private static let windowByteCount = 4096

    /// Makes a reader over an open file or over memory.
    init(_ source: Source, byteCount: Int) {
        self.source = source
        self.byteCount = byteCount
    }

    /// Counts one box, chunk, tag or table entry.
    ///
    /// - Throws: `MediaError.tooComplex` after ``maximumStepCount`` of them.
    mutating func step() throws(MediaError) {
        stepCount += 1
        guard stepCount <= Self.maximumStepCount else {
            throw MediaError(.tooComplex, "the header has more than \(Self.maximumStepCount) parts")
        }
    }

    /// Whether `count` more steps are left.
    func hasSteps(_ count: Int) -> Bool { stepCount + count <= Self.maximumStepCount }

    /// A big-endian number of 1 to 8 bytes.
    ///
    /// - Throws: `MediaError.truncated` when the content ends before it; `.unreadableFile`; `.tooComplex`.
    mutating func bigEndian(_ count: Int, at offset: Int) throws(MediaError) -> UInt64 {
        try prepare(count, at: offset)
        var value: UInt64 = 0
        switch source {
        case .memory(let bytes):
            for index in offset..<(offset + count) { value = value << 8 | UInt64(bytes[index]) }
        case .descriptor:
            let start = offset - windowRange.lowerBound
            for index in start..<(start + count) { value = value << 8 | UInt64(window[index]) }
        }
        return value
    }

    /// A little-endian number of 1 to 8 bytes; it throws what ``bigEndian(_:at:)`` throws.
    mutating func littleEndian(_ count: Int, at offset: Int) throws(MediaError) -> UInt64 {
        try bigEndian(count, at: offset).byteSwapped >> UInt64(64 - 8 * count)
    }

    /// One byte.
    mutating func byte(at offset: Int) throws(MediaError) -> UInt8 {
        UInt8(truncatingIfNeeded: try bigEndian(1, at: offset))
    }

    /// Two big-endian bytes.
    mutating func uint16(at offset: Int) throws(MediaError) -> Int { Int(try bigEndian(2, at: offset)) }

    /// Four big-endian bytes.
    mutating func uint32(at offset: Int) throws(MediaError) -> UInt32 {
        UInt32(truncatingIfNeeded: try bigEndian(4, at: offset))
    }

    /// Whether the ASCII text stands at an offset; false also where the content ends before it.
    mutating func has(_ text: StaticString, at offset: Int) throws(MediaError) -> Bool {
        let count = text.utf8CodeUnitCount
        guard offset >= 0, offset <= byteCount, count <= byteCount - offset else { return false }
        for index in 0..<count where try byte(at: offset + index) != text.utf8Start[index] { return false }
        return true
    }

    /// Whether the two bytes stand next to each other anywhere in a range.
    ///
    /// - Returns: nil when the range is longer than the reading that is left.
    mutating func contains(_ first: UInt8, _ second: UInt8, in range: Range<Int>) throws(MediaError) -> Bool? {
        guard range.count <= Self.maximumReadByteCount - readByteCount else { return nil }
        readByteCount += range.count
        switch source {
        case .memory(let bytes):
            return Self.contains(first, second, in: UnsafeRawBufferPointer(rebasing: bytes[range]))
        case .descriptor(let descriptor):
            var chunk = [UInt8](repeating: 0, count: min(range.count, 1 << 16))
            var offset = range.lowerBound
            // Chunks overlap by one byte so that no pair falls between two of them.
            while offset + 1 < range.upperBound {
                let count = min(chunk.count, range.upperBound - offset)
                let read = try Self.read(descriptor, at: offset, count: count, into: &chunk)
                guard read > 1 else { return false }
                let found = chunk.withUnsafeBytes {
                    Self.contains(first, second, in: UnsafeRawBufferPointer(rebasing: $0[..<read]))
                }
                if found { return true }
                offset += read - 1
            }
            return false
        }
    }

    /// Makes `count` bytes at `offset` addressable, or says why they are not.
    private mutating func prepare(_ count: Int, at offset: Int) throws(MediaError) {
        guard offset >= 0, offset <= byteCount, count <= byteCount - offset else {
            throw MediaError(
                .truncated, "the content ends after \(byteCount) bytes, inside its own header",
                hint: "the file was cut short; copy or record it again")
        }
        guard case .descriptor(let descriptor) = source else { return }
        if windowRange.contains(offset), offset + count <= windowRange.upperBound { return }
        let wanted = min(Self.windowByteCount, byteCount - offset)
        guard readByteCount + wanted <= Self.maximumReadByteCount else {
            throw MediaError(.tooComplex, "the header is spread over more than \(Self.maximumReadByteCount) bytes")
        }
        readByteCount += wanted
        if window.isEmpty { window = [UInt8](repeating: 0, count: Self.windowByteCount) }
        let read = try Self.read(descriptor, at: offset, count: wanted, into: &window)
        windowRange = offset..<(offset + read)
        guard read >= count else {
            throw MediaError(.truncated, "the file became shorter while it was read")
        }
    }

    private static func read(
        _ descriptor: Int32, at offset: Int, count: Int, into buffer: inout [UInt8]
    ) throws(MediaError) -> Int {
        var done = 0
        while done < count {
            let got = buffer.withUnsafeMutableBytes { space in
                pread(descriptor, space.baseAddress?.advanced(by: done), count - done, off_t(offset + done))
            }
            if got == 0 { break }
            if got < 0 {
                if errno == EINTR { continue }
                throw MediaError(.unreadableFile, "the file cannot be read: \(String(cString: strerror(errno)))")
            }
            done += got
        }
        return done
    }

    /// The C library searches for the first byte, so that no loop of ours runs over every byte.
    private static func contains(_ first: UInt8, _ second: UInt8, in bytes: UnsafeRawBufferPointer) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        var offset = 0
        while offset + 1 < bytes.count {
            guard let hit = memchr(base + offset, Int32(first), bytes.count - 1 - offset) else { return false }
            offset = UnsafeRawPointer(hit) - base + 1
            if bytes[offset] == second { return true }
        }
        return false
    }
}
