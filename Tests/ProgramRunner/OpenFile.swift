// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif
internal import Synchronization

/// A file descriptor that programs are started with; closed when the last reference goes.
public final class OpenFile: Sendable {
    /// The descriptor.
    public let descriptor: Int32
    private let isOpen = Mutex(true)

    private init(descriptor: Int32) { self.descriptor = descriptor }

    /// Opens a file for reading and writing, and creates it where it is missing.
    public convenience init(_ path: String) throws {
        try self.init(path, flags: O_RDWR | O_CREAT)
    }

    private convenience init(_ path: String, flags: Int32) throws {
        // Programs that run at the same time must not inherit each other's files.
        let descriptor = open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw ProgramFailure("cannot open \(path): error \(errno)") }
        self.init(descriptor: descriptor)
    }

    deinit { close() }

    /// Closes it now: whoever reads the other end of a pipe sees the end once all writers have.
    public func close() {
        isOpen.withLock { isOpen in
            if isOpen { _ = systemClose(descriptor) }
            isOpen = false
        }
    }

    /// A device or pipe for writing.
    public static func writing(to path: String) throws -> OpenFile { try OpenFile(path, flags: O_WRONLY) }

    /// Nothing to read, and nothing kept of what is written.
    public static func null() throws -> OpenFile { try OpenFile("/dev/null", flags: O_RDWR) }

    /// A pipe's two ends.
    public static func pipe() throws -> (reading: OpenFile, writing: OpenFile) {
        var ends: [Int32] = [0, 0]
        guard systemPipe(&ends) == 0 else { throw ProgramFailure("cannot make a pipe: error \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (OpenFile(descriptor: ends[0]), OpenFile(descriptor: ends[1]))
    }

    /// Reads what there is, at most `count` bytes; empty at the end.
    public func read(atMost count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            let got = systemRead(descriptor, buffer.baseAddress, count)
            guard got >= 0 else { throw ProgramFailure("cannot read: error \(errno)") }
            initialized = got
        }
    }

    /// Reads to the end.
    public func readToEnd() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let more = try read(atMost: 1 << 16)
            if more.isEmpty { return bytes }
            bytes += more
        }
    }
}

private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

private func systemPipe(_ ends: inout [Int32]) -> Int32 {
    #if canImport(Glibc)
    Glibc.pipe(&ends)
    #elseif canImport(Musl)
    Musl.pipe(&ends)
    #else
    Darwin.pipe(&ends)
    #endif
}

private func systemRead(_ descriptor: Int32, _ base: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
    Glibc.read(descriptor, base, count)
    #elseif canImport(Musl)
    Musl.read(descriptor, base, count)
    #else
    Darwin.read(descriptor, base, count)
    #endif
}
