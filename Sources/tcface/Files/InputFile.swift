// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif
import SecretMemory

/// A file, or standard input for `-`, that is read from start to end.
struct InputFile: ~Copyable {
    /// What the person typed.
    let path: String
    /// How to name it in a message.
    var name: String { isStandardInput ? "standard input" : path }
    /// Which file it is, to compare with an output; `nil` for standard input.
    let identity: FileIdentity?

    private let descriptor: Int32
    private let opened: stat
    private var isStandardInput: Bool { path == "-" }

    /// Opens a file, or takes standard input for `-`.
    init(_ path: String) throws(Failure) {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure("cannot open \(path): \(systemReason(errno))") }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            let reason = status.st_mode & S_IFMT == S_IFDIR ? "it is a directory" : systemReason(errno)
            if path != "-" { close(descriptor) }
            throw Failure("cannot read \(path): \(reason)")
        }
        self.path = path
        self.descriptor = descriptor
        opened = status
        identity = path == "-" ? nil : FileIdentity(status)
    }

    deinit { if path != "-" { close(descriptor) } }

    /// Reads on.
    ///
    /// - Returns: How many bytes were appended; 0 at the end.
    mutating func read(into output: inout OutputSpan<UInt8>) throws(Failure) -> Int {
        let descriptor = descriptor
        let (count, code) = output.withUnsafeMutableBufferPointer { buffer, initialized in
            while true {
                let room = buffer.extracting(initialized...)
                let count = systemRead(descriptor, room.baseAddress, room.count)
                if count < 0 && errno == EINTR { continue }
                if count > 0 { initialized += count }
                return (count, errno)
            }
        }
        guard count >= 0 else { throw Failure("cannot read \(name): \(systemReason(code))") }
        return count
    }

    /// Replaces the chunk by the next bytes, at most 64 KiB.
    ///
    /// - Returns: Whether there were any.
    mutating func readChunk(into chunk: inout [UInt8]) throws(Failure) -> Bool {
        chunk.removeAll(keepingCapacity: true)
        try chunk.append(addingCapacity: 64 * 1024) { output throws(Failure) in
            _ = try read(into: &output)
        }
        return !chunk.isEmpty
    }

    /// Checks that a regular file is still the one that was opened.
    func checkUnchanged() throws(Failure) {
        guard opened.st_mode & S_IFMT == S_IFREG else { return }
        var now = stat()
        guard fstat(descriptor, &now) == 0, FileVersion(now) == FileVersion(opened) else {
            throw Failure("\(name) changed while it was read", hint: "try again when nothing writes to it")
        }
    }

    /// The whole content of a file that a command has to hold.
    ///
    /// - Parameter limit: The most bytes that are taken.
    static func contents(of path: String, limit: Int = 1 << 30) throws(Failure) -> [UInt8] {
        var file = try InputFile(path)
        return try file.contents(limit: limit)
    }

    /// The rest of the file.
    mutating func contents(limit: Int = 1 << 30) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(opened.st_mode & S_IFMT == S_IFREG ? Int(opened.st_size) + 1 : 0)
        var count = 1
        while count > 0 {
            // One more byte than a regular file has, so that its end is seen without growing the array.
            let room = max(bytes.capacity - bytes.count, 64 * 1024)
            count = 0
            try bytes.append(addingCapacity: room) { output throws(Failure) in
                count = try read(into: &output)
            }
            guard bytes.count <= limit else {
                throw Failure("\(name) has more than \(limit) bytes, which is more than this command takes")
            }
        }
        try checkUnchanged()
        return bytes
    }

    /// The content of a small text file.
    static func text(of path: String, limit: Int) throws(Failure) -> String {
        guard let text = String(validating: try contents(of: path, limit: limit), as: UTF8.self) else {
            throw Failure("\(path) is not text in UTF-8")
        }
        return text
    }

    /// The content of a small file with a key in it.
    ///
    /// What passes through ordinary memory on the way is wiped.
    static func secret(of path: String) throws(Failure) -> SecretBytes {
        var bytes = try contents(of: path, limit: 1 << 20)
        defer { wipe(&bytes) }
        return SecretBytes(copying: bytes.span)
    }
}

/// Which file it is, under whatever name.
struct FileIdentity: Equatable {
    private let device: UInt64
    private let node: UInt64

    init(_ status: stat) {
        device = UInt64(truncatingIfNeeded: status.st_dev)
        node = UInt64(truncatingIfNeeded: status.st_ino)
    }

    /// The file at a path; `nil` when there is none.
    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }
}

/// What tells whether a file's content may have changed.
private struct FileVersion: Equatable {
    private let numbers: [Int]

    init(_ status: stat) {
        #if canImport(Darwin)
        let modified = status.st_mtimespec
        #else
        let modified = status.st_mtim
        #endif
        numbers = [Int(status.st_size), Int(modified.tv_sec), Int(modified.tv_nsec)]
    }
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
