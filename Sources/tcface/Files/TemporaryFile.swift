// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif
import FaceAPI

/// A file that is still being written, in the folder where it will be.
struct TemporaryFile {
    /// What is written to.
    let stream: StandardStream

    /// Its path; `nil` where it has none yet.
    private let path: String?

    /// Makes an empty file; `nil`, and `errno` tells why, where there can be none.
    ///
    /// - Parameters:
    ///   - place: Where it will be.
    ///   - mode: Its permissions, as far as the umask leaves them.
    ///   - name: What the person calls it, for errors.
    init?(beside place: OutputPlace, mode: mode_t, name: String) {
        TemporaryName.sweep(directory: place.directory, base: place.base)
        if let descriptor = Self.openNameless(in: place.directory, mode: mode) {
            path = nil
            stream = StandardStream(descriptor: descriptor, name: name)
            return
        }
        let path = place.directory + TemporaryName.make(base: place.base)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { return nil }
        self.path = path
        stream = StandardStream(descriptor: descriptor, name: name)
    }

    /// Gives the file its place, in which it replaces what is there.
    ///
    /// - Returns: `false`, and `errno` tells why, where that cannot be.
    func move(to place: OutputPlace) -> Bool {
        if let path { return rename(path, place.path) == 0 }
        #if os(Linux)
        // A link cannot replace a file. Under a name of its own it is there for the moment between two calls.
        if link(to: place.path) { return true }
        guard errno == EEXIST else { return false }
        let path = place.directory + TemporaryName.make(base: place.base)
        guard link(to: path) else { return false }
        if rename(path, place.path) == 0 { return true }
        let reason = errno
        unlink(path)
        errno = reason
        #endif
        return false
    }

    /// Lets go of the file.
    func discard() {
        close(stream.descriptor)
        if let path { unlink(path) }
    }

    /// Opens a file without a name; `nil` where the file system has none, or no way to give it a name later.
    private static func openNameless(in directory: String, mode: mode_t) -> Int32? {
        #if os(Linux)
        guard access("/proc/self/fd", X_OK) == 0 else { return nil }
        // O_TMPFILE, which is a macro that Swift does not see.
        let nameless = 0o20_000_000 | O_DIRECTORY
        let descriptor = open(directory.isEmpty ? "." : directory, O_WRONLY | nameless | O_CLOEXEC, mode)
        return descriptor >= 0 ? descriptor : nil
        #else
        return nil
        #endif
    }

    #if os(Linux)
    private func link(to path: String) -> Bool {
        linkat(AT_FDCWD, "/proc/self/fd/\(stream.descriptor)", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
    }
    #endif
}
