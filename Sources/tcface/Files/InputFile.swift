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
    /// Which file it is, to compare with an output; `nil` for standard input that is no regular file.
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
        identity = path != "-" || status.st_mode & S_IFMT == S_IFREG ? FileIdentity(status) : nil
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
        // Before anything is reserved: a sparse file can claim to be larger than any memory.
        try checkSize(expectedByteCount, limit: limit)
        var bytes: [UInt8] = []
        // One more byte than a regular file has, so that its end is seen without growing the array.
        bytes.reserveCapacity(expectedByteCount + 1)
        var count = 1
        while count > 0 {
            let free = bytes.capacity - bytes.count
            count = 0
            // A pipe's content is moved a few times, not once for every piece that arrives.
            try bytes.append(addingCapacity: free > 0 ? free : max(bytes.count, 64 * 1024)) { output throws(Failure) in
                count = try read(into: &output)
            }
            try checkSize(bytes.count, limit: limit)
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
    /// It goes from the system into secret memory, and nowhere else.
    ///
    /// - Parameter limit: The most bytes that are taken; the largest RSA key has a third of what it is by default.
    static func secret(of path: String, limit: Int = 64 * 1024) throws(Failure) -> SecretBytes {
        var file = try InputFile(path)
        try file.checkSize(file.expectedByteCount, limit: limit)
        // A pipe does not tell its size.
        let room = file.expectedByteCount > 0 ? file.expectedByteCount : limit
        let secret = try SecretBytes(byteCount: room + 1) { output throws(Failure) in
            while output.freeCapacity > 0, try file.read(into: &output) > 0 {}
        }
        try file.checkSize(secret.byteCount, limit: limit)
        try file.checkUnchanged()
        return secret
    }

    /// The size of a regular file when it was opened; 0 for anything else.
    private var expectedByteCount: Int { opened.st_mode & S_IFMT == S_IFREG ? Int(opened.st_size) : 0 }

    private func checkSize(_ byteCount: Int, limit: Int) throws(Failure) {
        guard byteCount <= limit else {
            throw Failure("\(name) has more than \(limit) bytes, which is more than this command takes")
        }
    }
}

/// What tells whether a file's content may have changed.
private struct FileVersion: Equatable {
    private let numbers: [Int]

    init(_ status: stat) {
        #if canImport(Darwin)
        let times = [status.st_mtimespec, status.st_ctimespec]
        #else
        let times = [status.st_mtim, status.st_ctim]
        #endif
        numbers = [Int(status.st_size)] + times.flatMap { [Int($0.tv_sec), Int($0.tv_nsec)] }
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
