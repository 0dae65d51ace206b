// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A file that is still being written, in the folder where it will be.
///
/// Where the file system can, it has no name yet, so that nothing is left behind even of a process that is killed.
/// Elsewhere it has a ``TemporaryName``, and what a killed process left goes when the next file of that name is begun.
package struct UnfinishedFile {
    /// What is written to, and what the caller closes after the file has got its place.
    package let descriptor: Int32

    private let directory: String
    private let base: String
    /// Its path; `nil` where it has none yet.
    private let path: String?

    /// Makes an empty file; `nil`, and `errno` tells why, where there can be none.
    ///
    /// - Parameters:
    ///   - directory: Where it will be, with its slash, or nothing for the current folder.
    ///   - base: Its name there.
    ///   - mode: Its permissions, as far as the umask leaves them.
    package init?(directory: String, base: String, mode: UInt32) {
        self.directory = directory
        self.base = base
        TemporaryName.sweep(directory: directory, base: base)
        if let descriptor = Self.openNameless(in: directory, mode: mode_t(mode)) {
            path = nil
            self.descriptor = descriptor
            return
        }
        let path = directory + TemporaryName.make(base: base)
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode_t(mode))
        guard descriptor >= 0 else { return nil }
        self.path = path
    }

    /// Gives the file its place, in which it replaces what is there.
    ///
    /// - Returns: `false`, and `errno` tells why, where that cannot be.
    package func move() -> Bool {
        let place = directory + base
        if let path { return rename(path, place) == 0 }
        #if os(Linux)
        // A link cannot replace a file. Under a name of its own it is there for the moment between two calls.
        if link(to: place) { return true }
        guard errno == EEXIST else { return false }
        let path = directory + TemporaryName.make(base: base)
        guard link(to: path) else { return false }
        if rename(path, place) == 0 { return true }
        let reason = errno
        unlink(path)
        errno = reason
        #endif
        return false
    }

    /// Lets go of the file.
    package func discard() {
        close(descriptor)
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
        linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
    }
    #endif
}
