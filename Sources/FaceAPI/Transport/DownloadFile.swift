// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A new file that appears under its name complete or not at all.
///
/// Bytes go to a ``TemporaryName`` beside it, which is flushed to the disk, then renamed. An unfinished one is removed
/// with the object; what a process that was killed has left is removed before the next file of that name is begun.
final class DownloadFile: ResponseSink {
    private let path: String
    private let partPath: String
    private let directory: String
    private var descriptor: Int32

    /// Opens the temporary file.
    ///
    /// - Throws: `sinkFailed` when it cannot be made.
    init(path: String) throws(TransportError) {
        guard !path.isEmpty, !path.utf8.contains(0), !path.hasSuffix("/") else {
            throw TransportError(.sinkFailed, "the path for the answer is empty, a folder or holds a NUL")
        }
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? "./"
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        self.path = path
        directory = folder
        TemporaryName.sweep(directory: folder, base: name)
        partPath = folder + TemporaryName.make(base: name)
        descriptor = open(partPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Self.failure("cannot create a file in \(folder)") }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(partPath)
    }

    func write(_ bytes: Span<UInt8>) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: buffer[written...]))
            }
            guard count >= 0 || errno == EINTR else { throw Self.failure("cannot write to \(path)") }
            written += max(0, count)
        }
    }

    func finish() throws {
        guard fsync(descriptor) == 0 else { throw Self.failure("cannot flush \(path) to the disk") }
        let closing = descriptor
        descriptor = -1
        guard close(closing) == 0, rename(partPath, path) == 0 else {
            let failure = Self.failure("cannot put \(path) in place")
            unlink(partPath)
            throw failure
        }
        // The name itself is on the disk once the folder is; a file system that cannot flush a folder
        // says so, harmlessly.
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            _ = fsync(folder)
            close(folder)
        }
    }

    private static func failure(_ message: String) -> TransportError {
        TransportError(.sinkFailed, "\(message): \(String(cString: strerror(errno)))")
    }
}

/// `write(2)`, which a method of the same name hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
