// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A regular file that is read once from start to end, and must not change meanwhile.
///
/// The size is fixed when the file is opened. Size, modification time and change time are compared when the end is
/// reached, so that a file that another process writes to is noticed before a sealed body is complete.
@safe
public struct MediaFile: ~Copyable {
    /// The file's size in bytes; at least 1.
    public let byteCount: Int

    /// The longest file whose sealed size, some 16/9 of its own, is a number that fits into `Int`.
    static let maximumByteCount = Int.max / 2

    /// How much is read at once: large enough that system calls do not count.
    static let chunk = 64 * 1024

    private let descriptor: Int32
    private let path: String
    private let opened: FileState
    private var position = 0

    /// Opens a file for reading.
    ///
    /// - Parameter path: The path of a regular file. A link is followed; a pipe, device or directory is refused.
    /// - Throws: `unreadableFile` when it cannot be opened or is no regular file, `emptyFile` when it has no bytes,
    ///   `sizeLimitExceeded` for a sparse file so large that its sealed size cannot be counted.
    public init(path: String) throws(RequestCryptoError) {
        // O_NONBLOCK: opening a pipe that nobody writes to must not hang before it can be refused.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw RequestCryptoError(.unreadableFile, "cannot open \(path): \(Self.reason(errno))")
        }
        do throws(RequestCryptoError) {
            let state = try FileState(of: descriptor, path: path)
            guard state.isRegular else {
                throw RequestCryptoError(
                    .unreadableFile, "\(path) is not a regular file", hint: "write the media to a file first")
            }
            guard state.byteCount > 0 else { throw RequestCryptoError(.emptyFile, "\(path) is empty") }
            guard state.byteCount <= Self.maximumByteCount else {
                throw RequestCryptoError(
                    .sizeLimitExceeded,
                    "\(path) has \(state.byteCount) bytes; what can be sealed has at most \(Self.maximumByteCount)")
            }
            self.descriptor = descriptor
            self.path = path
            opened = state
            byteCount = state.byteCount
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// Reads on, as far as the output has room.
    ///
    /// - Parameter output: Takes the bytes; it must have room for at least one.
    /// - Returns: How many bytes were read; 0 at the end of the file.
    /// - Throws: `unreadableFile` when the system gives an error, `fileChanged` when the file ends early.
    public mutating func read(into output: inout OutputSpan<UInt8>) throws(RequestCryptoError) -> Int {
        let wanted = min(output.freeCapacity, byteCount - position)
        guard wanted > 0 else { return 0 }
        let descriptor = descriptor
        let (got, code) = unsafe output.withUnsafeMutableBufferPointer { buffer, initialized in
            guard let base = buffer.baseAddress else { return (0, EFAULT) }
            while true {
                #if canImport(Glibc)
                let got = unsafe Glibc.read(descriptor, base + initialized, wanted)
                #elseif canImport(Musl)
                let got = unsafe Musl.read(descriptor, base + initialized, wanted)
                #else
                let got = unsafe Darwin.read(descriptor, base + initialized, wanted)
                #endif
                if got < 0 && errno == EINTR { continue }
                if got > 0 { initialized += got }
                return (got, errno)
            }
        }
        guard got >= 0 else {
            throw RequestCryptoError(.unreadableFile, "cannot read \(path): \(Self.reason(code))")
        }
        guard got > 0 else { throw changed("it ended after \(position) of \(byteCount) bytes") }
        position += got
        return got
    }

    /// Checks that the whole file was read and is still the file that was opened.
    ///
    /// - Throws: `fileChanged` when its size or a time stamp differs, or bytes are left to read.
    public consuming func finish() throws(RequestCryptoError) {
        let now = try FileState(of: descriptor, path: path)
        guard position == byteCount, now.byteCount == byteCount else {
            throw changed("it had \(byteCount) bytes and now has \(now.byteCount)")
        }
        guard now == opened else { throw changed("it was written to") }
    }

    private borrowing func changed(_ how: String) -> RequestCryptoError {
        RequestCryptoError(
            .fileChanged, "\(path) changed while it was read: \(how)", hint: "seal it when nothing writes to it")
    }

    fileprivate static func reason(_ code: Int32) -> String {
        unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }
}

/// What tells whether a file is still the same.
private struct FileState: Equatable {
    let byteCount: Int
    let isRegular: Bool
    private let modified: [Int]

    init(of descriptor: Int32, path: String) throws(RequestCryptoError) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw RequestCryptoError(.unreadableFile, "cannot read \(path): \(MediaFile.reason(errno))")
        }
        byteCount = Int(status.st_size)
        isRegular = status.st_mode & S_IFMT == S_IFREG
        #if canImport(Darwin)
        let times = [status.st_mtimespec, status.st_ctimespec]
        #else
        let times = [status.st_mtim, status.st_ctim]
        #endif
        modified = times.flatMap { [Int($0.tv_sec), Int($0.tv_nsec)] }
    }
}
