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
/// checked and is on the disk. Without it nothing is left behind. Standard output (`-`), a pipe or a device cannot be
/// taken back, so up to 16 MiB are held until ``settle()``: more than any body that the service takes.
struct OutputFile: ~Copyable {
    /// What the person typed; `-` for standard output.
    let path: String

    private let place: OutputPlace
    private let mode: mode_t
    /// The mode of the file that is replaced; for a new file, what the umask leaves of ``mode``.
    private let exactMode: mode_t?
    private var temporary: (path: String, stream: StandardStream)?
    private var held: [UInt8] = []
    private var flow: StandardStream?

    private static let holdLimit = 16 << 20

    /// Names the place of a result; nothing is created yet.
    ///
    /// - Parameters:
    ///   - path: The place, or `-`.
    ///   - inputs: Files that must not be overwritten, since the result is made from them.
    ///   - isSecret: Makes the file readable by its owner alone.
    init(_ path: String, inputs: [FileIdentity?], isSecret: Bool = false) throws(Failure) {
        let place = try OutputPlace(path)
        if let identity = place.identity, inputs.contains(identity) {
            throw Failure(
                path == "-" ? "standard output is an input of this command" : "\(path) is an input of this command",
                hint: "name another file for the output", status: .usage)
        }
        self.path = path
        self.place = place
        mode = isSecret ? 0o600 : 0o666
        exactMode = isSecret ? 0o600 : place.mode
    }

    deinit {
        if let flow, path != "-" { close(flow.descriptor) }
        guard let temporary else { return }
        close(temporary.stream.descriptor)
        unlink(temporary.path)
    }

    /// Whether two results would end up in one place.
    func isSamePlace(as other: borrowing OutputFile) -> Bool { place.isSame(as: other.place) }

    /// Adds bytes to the result.
    mutating func write(_ bytes: Span<UInt8>) throws(Failure) {
        guard place.isFlowing else {
            try openTemporary()
            try temporary?.stream.write(bytes)
            return
        }
        if flow == nil, held.count + bytes.count <= Self.holdLimit {
            held.append(addingCapacity: bytes.count) { output in output.append(copying: bytes) }
            return
        }
        try release()
        try flow?.write(bytes)
    }

    /// Does everything that can fail for want of room: what is left for ``commit()`` is to give the file its name.
    mutating func settle() throws(Failure) {
        guard !place.isFlowing else { return try release() }
        try openTemporary()
        guard let descriptor = temporary?.stream.descriptor else { return }
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
            throw Failure("cannot write to \(path): \(systemReason(errno))")
        }
    }

    /// Puts the result in its place.
    consuming func commit() throws(Failure) {
        try settle()
        guard let (name, stream) = temporary else { return }
        guard rename(name, place.path) == 0 else {
            throw Failure("cannot put the result at \(path): \(systemReason(errno))")
        }
        // Closed before the descriptor is forgotten, so that an error of a late write is seen.
        temporary = nil
        guard close(stream.descriptor) == 0 else {
            throw Failure("cannot write to \(path): \(systemReason(errno))")
        }
    }

    /// Lets go of what is held for a stream.
    private mutating func release() throws(Failure) {
        if flow == nil {
            let descriptor = path == "-" ? STDOUT_FILENO : open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
            guard descriptor >= 0 else { throw Failure("cannot open \(path): \(systemReason(errno))") }
            flow = path == "-" ? .output : StandardStream(descriptor: descriptor, name: path)
        }
        defer { held = [] }
        try flow?.write(held.span)
    }

    private mutating func openTemporary() throws(Failure) {
        guard temporary == nil else { return }
        TemporaryName.sweep(directory: place.directory, base: place.base)
        let name = place.directory + TemporaryName.make(base: place.base)
        let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, exactMode ?? mode)
        guard descriptor >= 0 else { throw Failure("cannot create \(path): \(systemReason(errno))") }
        temporary = (name, StandardStream(descriptor: descriptor, name: path))
        if let exactMode, fchmod(descriptor, exactMode) != 0 {
            throw Failure("cannot set the mode of \(path): \(systemReason(errno))")
        }
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
