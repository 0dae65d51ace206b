// SPDX-License-Identifier: Apache-2.0

import FaceAPI
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
/// A file is written beside its place and moved there by ``commit()``, after everything was checked and is on the disk.
/// Where the file system can, it has no name until then, so that nothing is left behind even of a killed process;
/// elsewhere it has a temporary name, which goes with the command, or is swept by the next one. Standard output (`-`),
/// a pipe or a device cannot be taken back, so up to 16 MiB are held until ``settle()``: more than any body that the
/// service takes.
struct OutputFile: ~Copyable {
    /// What the person typed; `-` for standard output.
    let path: String

    private let place: OutputPlace
    private let mode: mode_t
    /// The mode of the file that is replaced; for a new file, what the umask leaves of ``mode``.
    private let exactMode: mode_t?
    private var temporary: UnfinishedFile?
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
        temporary?.discard()
    }

    /// Checks what can be told of the place without writing: for work of minutes whose result would be lost.
    ///
    /// - Throws: when the folder is not there, or may not be written to.
    func checkPlace() throws(Failure) {
        guard path != "-" else { return }
        let target = place.isFlowing ? path : place.directory.isEmpty ? "." : place.directory
        guard access(target, W_OK) == 0 else { throw Failure("cannot create \(path): \(systemReason(errno))") }
    }

    /// Whether two results would end up in one place.
    func isSamePlace(as other: borrowing OutputFile) -> Bool { place.isSame(as: other.place) }

    /// Adds bytes to the result.
    mutating func write(_ bytes: Span<UInt8>) throws(Failure) {
        guard place.isFlowing else {
            try openTemporary()
            guard let temporary else { return }
            try StandardStream(descriptor: temporary.descriptor, name: path).write(bytes)
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
        guard let descriptor = temporary?.descriptor else { return }
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
            throw Failure("cannot write to \(path): \(systemReason(errno))")
        }
    }

    /// Puts the result in its place.
    consuming func commit() throws(Failure) {
        try settle()
        guard let file = temporary else { return }
        guard file.move() else {
            throw Failure("cannot put the result at \(path): \(systemReason(errno))")
        }
        // Closed before the descriptor is forgotten, so that an error of a late write is seen.
        temporary = nil
        guard close(file.descriptor) == 0 else {
            throw Failure("cannot write to \(path): \(systemReason(errno))")
        }
    }

    /// Whether the result goes to standard output, by whatever name.
    var isStandardOutput: Bool { place.isStandardOutput }

    /// Makes the file that will be moved to its place, so that a place where there can be none is known before any
    /// work.
    mutating func prepare() throws(Failure) {
        if !place.isFlowing { try openTemporary() }
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
        guard
            let file = UnfinishedFile(directory: place.directory, base: place.base, mode: UInt32(exactMode ?? mode))
        else {
            throw Failure("cannot create \(path): \(systemReason(errno))")
        }
        temporary = file
        if let exactMode, fchmod(file.descriptor, exactMode) != 0 {
            throw Failure("cannot set the mode of \(path): \(systemReason(errno))")
        }
    }
}
