// SPDX-License-Identifier: Apache-2.0

import StrictJSON

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A result that appears whole or not at all.
///
/// A file is written under a temporary name beside its place and moved there by ``commit()``, after everything was
/// checked and is on the disk. Without it nothing is left behind. Standard output (`-`) cannot be taken back, so up
/// to 16 MiB are held until ``commit()``: more than any body that the service takes.
struct OutputFile: ~Copyable {
    /// What the person typed; `-` for standard output.
    let path: String

    private let mode: mode_t
    private var temporary: (path: String, stream: StandardStream)?
    private var held: [UInt8] = []
    private var isFlowing = false

    private static let holdLimit = 16 << 20

    /// Names the place of a result; nothing is created yet.
    ///
    /// - Parameters:
    ///   - path: The place, or `-`.
    ///   - inputs: Files that must not be overwritten, since the result is made from them.
    ///   - isSecret: Makes the file readable by its owner alone.
    init(_ path: String, inputs: [FileIdentity?], isSecret: Bool = false) throws(Failure) {
        if path != "-", let place = FileIdentity(path: path) {
            guard !inputs.contains(place) else {
                throw Failure(
                    "\(path) is an input of this command", hint: "name another file for the output",
                    status: .usage)
            }
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
                throw Failure("\(path) is a directory")
            }
        }
        self.path = path
        mode = isSecret ? 0o600 : 0o666
    }

    deinit {
        guard let temporary else { return }
        close(temporary.stream.descriptor)
        unlink(temporary.path)
    }

    /// Adds bytes to the result.
    mutating func write(_ bytes: Span<UInt8>) throws(Failure) {
        guard path == "-" else {
            try openTemporary()
            try temporary?.stream.write(bytes)
            return
        }
        if !isFlowing, held.count + bytes.count <= Self.holdLimit {
            held.append(addingCapacity: bytes.count) { output in output.append(copying: bytes) }
            return
        }
        try release()
        try StandardStream.output.write(bytes)
    }

    /// Puts the result in its place.
    consuming func commit() throws(Failure) {
        guard path != "-" else { return try release() }
        try openTemporary()
        guard let (name, stream) = temporary else { return }
        guard fsync(stream.descriptor) == 0 || errno == EINVAL || errno == EROFS else {
            throw Failure("cannot write to \(path): \(systemReason(errno))")
        }
        guard rename(name, path) == 0 else {
            throw Failure("cannot put the result at \(path): \(systemReason(errno))")
        }
        // Closed before the descriptor is forgotten, so that an error of a late write is seen.
        temporary = nil
        guard close(stream.descriptor) == 0 else {
            throw Failure("cannot write to \(path): \(systemReason(errno))")
        }
    }

    private mutating func release() throws(Failure) {
        isFlowing = true
        defer { held = [] }
        try StandardStream.output.write(held.span)
    }

    private mutating func openTemporary() throws(Failure) {
        guard temporary == nil else { return }
        let (directory, base) = Self.split(path)
        TemporaryName.sweep(directory: directory, base: base)
        let name = directory + TemporaryName.make(base: base)
        let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw Failure("cannot create \(path): \(systemReason(errno))") }
        temporary = (name, StandardStream(descriptor: descriptor, name: path))
    }

    private static func split(_ path: String) -> (directory: String, base: String) {
        guard let slash = path.lastIndex(of: "/") else { return ("", path) }
        return (String(path[...slash]), String(path[path.index(after: slash)...]))
    }
}

/// The name of a file that is still being written: it tells whose it is, so that one left by a killed process can be
/// swept.
private enum TemporaryName {
    private static let mark = ".tcface-"

    static func make(base: String) -> String {
        ".\(base)\(mark)\(getpid())-\(UInt32.random(in: 0 ... .max))"
    }

    /// Removes what dead processes left of the same result.
    static func sweep(directory: String, base: String) {
        guard let entries = opendir(directory.isEmpty ? "." : directory) else { return }
        defer { closedir(entries) }
        let prefix = ".\(base)\(mark)"
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasPrefix(prefix), let owner = pid_t(name.dropFirst(prefix.count).prefix { $0 != "-" }),
                kill(owner, 0) != 0, errno == ESRCH
            else { continue }
            unlink(directory + name)
        }
    }
}
