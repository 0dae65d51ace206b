// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Writes files into a folder that is new or empty: all of them are on the disk before the first is seen.
struct GeneratedFolder {
    private let path: String
    private let staging: String
    private let isNew: Bool
    private var written: [String] = []

    /// Makes the folder, or finds it empty.
    init(_ path: String) throws(VectorGenerationError) {
        try Self.requireNewOrEmpty(path)
        isNew = FileTree.kind(of: path) == nil
        if isNew, mkdir(path, 0o777) != 0 { throw Self.unwritable(path) }
        self.path = path
        staging = FileTree.join(path, ".tcface-\(getpid())")
    }

    /// Refuses a folder that holds something, before any work is done.
    static func requireNewOrEmpty(_ path: String) throws(VectorGenerationError) {
        switch FileTree.kind(of: path) {
        case nil: return
        case .folder where try isEmpty(path): return
        case .folder:
            throw VectorGenerationError(
                .folderNotEmpty, "\(path) is not empty", hint: "name a folder that is new or empty")
        case .file, .other:
            throw VectorGenerationError(
                .folderNotEmpty, "\(path) is not a folder", hint: "name a folder that is new or empty")
        }
    }

    /// Writes the files under a hidden name and moves each folder of them to its place.
    mutating func write(_ files: [GeneratedFile]) throws(VectorGenerationError) {
        do throws(VectorGenerationError) {
            try make(staging)
            for file in files { try write(file) }
            for name in Set(files.map { String($0.path.prefix { $0 != "/" }) }).sorted() {
                guard rename(FileTree.join(staging, name), FileTree.join(path, name)) == 0 else {
                    throw Self.unwritable(FileTree.join(path, name))
                }
            }
        } catch {
            discard()
            throw error
        }
        rmdir(staging)
    }

    private mutating func write(_ file: GeneratedFile) throws(VectorGenerationError) {
        var folder = staging
        for part in file.path.split(separator: "/").dropLast() {
            folder = FileTree.join(folder, String(part))
            if FileTree.kind(of: folder) == nil { try make(folder) }
        }
        let name = FileTree.join(staging, file.path)
        guard let stream = fopen(name, "wxe") else { throw Self.unwritable(name) }
        written.append(name)
        let count = file.bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, stream) }
        let wasFlushed = fflush(stream) == 0 && fsync(fileno(stream)) == 0
        let reason = errno
        guard fclose(stream) == 0, wasFlushed, count == file.bytes.count else {
            errno = reason
            throw Self.unwritable(name)
        }
    }

    private mutating func make(_ folder: String) throws(VectorGenerationError) {
        guard mkdir(folder, 0o777) == 0 else { throw Self.unwritable(folder) }
        written.append(folder)
    }

    /// Takes back what lies under the hidden name.
    private func discard() {
        for name in written.reversed() { if unlink(name) != 0 { rmdir(name) } }
        if isNew { rmdir(path) }
    }

    private static func isEmpty(_ folder: String) throws(VectorGenerationError) -> Bool {
        guard let directory = opendir(folder) else { throw unwritable(folder) }
        defer { closedir(directory) }
        // "." and ".." are always there.
        var count = 0
        while readdir(directory) != nil { count += 1 }
        return count <= 2
    }

    private static func unwritable(_ path: String) -> VectorGenerationError {
        VectorGenerationError(.unwritable, "cannot write \(path): \(String(cString: strerror(errno)))")
    }
}
