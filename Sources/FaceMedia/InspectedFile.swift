// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A regular file, open for inspection and closed with the value.
package struct InspectedFile: ~Copyable {
    /// The length of the file when it was opened.
    package let byteCount: Int

    private let descriptor: Int32

    /// Opens a file for inspection.
    ///
    /// - Throws: `unreadableFile`, `notAFile`, `tooComplex`.
    package init(path: String) throws(MediaError) {
        guard !path.utf8.contains(0) else {
            throw MediaError(.unreadableFile, "the path holds a zero byte")
        }
        // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw MediaError(.unreadableFile, "the file cannot be opened: \(String(cString: strerror(errno)))")
        }
        do {
            byteCount = try Self.byteCount(of: descriptor)
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Inspects the file; borrowing keeps it open until that is done.
    package borrowing func inspect() throws(MediaError) -> MediaInfo {
        try MediaProbe.inspect(MediaReader(.descriptor(descriptor), byteCount: byteCount))
    }

    /// The length of an open regular file.
    static func byteCount(of descriptor: Int32) throws(MediaError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw MediaError(.unreadableFile, "the file cannot be inspected: \(String(cString: strerror(errno)))")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw MediaError(.notAFile, "not a regular file", hint: "save the media to a file first")
        }
        // Offsets are added without overflow checks below this limit.
        guard status.st_size < 1 << 60 else {
            throw MediaError(.tooComplex, "the file claims \(status.st_size) bytes")
        }
        return Int(status.st_size)
    }
}
