// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import Foundation

/// What the kernel says about this process's memory: proc(5).
enum ProcessMemory {
    /// One mapping of `/proc/self/smaps`.
    struct Mapping {
        let range: Range<UInt>
        let permissions: String
        /// Two letters each, such as `lo` for locked.
        var flags: Set<String> = []

        /// Whether this is the memory in which a sanitizer keeps its notes on the rest: terabytes, hardly used.
        var isShadow: Bool { range.count >= 1 << 32 }
    }

    static func mappings() throws -> [Mapping] {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/self/smaps"))
        let text = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        var mappings: [Mapping] = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix("VmFlags:") {
                mappings[mappings.count - 1].flags = Set(words.dropFirst().map(String.init))
            } else if let bounds = words.first?.split(separator: "-"), bounds.count == 2,
                let lower = UInt(bounds[0], radix: 16), let upper = UInt(bounds[1], radix: 16)
            {
                mappings.append(Mapping(range: lower..<upper, permissions: String(words[1])))
            }
        }
        return mappings
    }

    static func mapping(at address: UInt) throws -> Mapping? {
        try mappings().first { $0.range.contains(address) }
    }

    /// Calls `body` with what follows each occurrence of `marker` in memory that can be written.
    static func forEachOccurrence(
        of marker: [UInt8], followedBy byteCount: Int, _ body: ([UInt8]) -> Void
    ) throws {
        let memory = open("/proc/self/mem", O_RDONLY)
        guard memory >= 0 else { throw CocoaError(.fileReadNoPermission) }
        defer { close(memory) }
        // A fresh mapping holds nothing of an earlier search.
        let capacity = 1 << 22
        let pages = mmap(nil, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let chunk = pages, chunk != MAP_FAILED else { throw CocoaError(.fileReadUnknown) }
        defer { munmap(chunk, capacity) }

        let overlap = marker.count + byteCount - 1
        for mapping in try mappings() where mapping.permissions.hasPrefix("rw") && !mapping.isShadow {
            var address = mapping.range.lowerBound
            while address < mapping.range.upperBound {
                let wanted = min(capacity, Int(mapping.range.upperBound - address))
                // Other tests run meanwhile: what they have unmapped cannot be read any more.
                let count = pread(memory, chunk, wanted, off_t(address))
                guard count > overlap else { break }
                var position = chunk
                while let hit = memchr(position, Int32(marker[0]), chunk + count - overlap - position) {
                    if memcmp(hit, marker, marker.count) == 0 {
                        body([UInt8](UnsafeRawBufferPointer(start: hit + marker.count, count: byteCount)))
                    }
                    position = hit + 1
                }
                address += UInt(wanted == count && wanted < capacity ? count : count - overlap)
            }
        }
    }
}

/// The physical page behind an address, which stays readable after the address has been unmapped.
///
/// vmsplice(2) puts the page itself into a pipe, not a copy: what is read later is what was last
/// written to the page.
struct PageWitness: ~Copyable {
    private let pipe = Pipe()
    private let byteCount: Int

    init(_ start: UnsafeRawPointer, byteCount: Int) {
        self.byteCount = byteCount
        var piece = iovec(iov_base: UnsafeMutableRawPointer(mutating: start), iov_len: byteCount)
        let spliced = Self.vmsplice?(pipe.fileHandleForWriting.fileDescriptor, &piece, 1, 0)
        precondition(spliced == byteCount, "the page could not be put into a pipe")
    }

    private typealias VMSplice = @convention(c) (Int32, UnsafePointer<iovec>, Int, UInt32) -> Int

    /// The C library has it; the headers that Swift imports leave it out.
    private static let vmsplice = dlsym(nil, "vmsplice").map { unsafeBitCast($0, to: VMSplice.self) }

    /// What the page holds now; can be read once.
    consuming func read() throws -> [UInt8] {
        [UInt8](try pipe.fileHandleForReading.read(upToCount: byteCount) ?? Data())
    }
}
#endif
