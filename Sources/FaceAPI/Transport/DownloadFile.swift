// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file that appears under its name complete or not at all.
///
/// Bytes go to an ``UnfinishedFile`` in its folder, which is flushed to the disk and then given the name.
final class DownloadFile: ResponseSink {
    private let path: String
    private let directory: String
    private var file: UnfinishedFile?

    /// Opens the unfinished file.
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
        file = UnfinishedFile(directory: folder, base: name, mode: 0o600)
        guard file != nil else { throw Self.failure("cannot create a file in \(folder)") }
    }

    deinit { file?.discard() }

    func write(_ bytes: Span<UInt8>) throws {
        guard let file else { preconditionFailure("nothing is written after the end") }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                systemWrite(file.descriptor, UnsafeRawBufferPointer(rebasing: buffer[written...]))
            }
            guard count >= 0 || errno == EINTR else { throw Self.failure("cannot write to \(path)") }
            written += max(0, count)
        }
    }

    func finish() throws {
        guard let file else { preconditionFailure("there is one end") }
        guard fsync(file.descriptor) == 0 else { throw Self.failure("cannot flush \(path) to the disk") }
        guard file.move() else { throw Self.failure("cannot put \(path) in place") }
        self.file = nil
        close(file.descriptor)
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
