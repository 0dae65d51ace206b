// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif
internal import SecretMemory

/// Reads the small files that hold credentials.
enum CredentialFile {
    private static let limit = 64 * 1024

    /// A file's content; `nil` when there is no such file.
    ///
    /// It goes from the system into secret memory, and nowhere else.
    ///
    /// - Throws: `unreadable` when it is there and cannot be read or is no credential file by its size.
    static func read(_ path: String) throws(CredentialError) -> SecretBytes? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw unreadable(path, errno)
        }
        defer { close(descriptor) }
        let content = try SecretBytes(byteCount: limit + 1) { output throws(CredentialError) in
            while output.freeCapacity > 0 {
                let (count, code) = output.withUnsafeMutableBufferPointer { buffer, initialized in
                    let room = UnsafeMutableRawBufferPointer(buffer.extracting(initialized...))
                    let count = systemRead(descriptor, room.baseAddress, room.count)
                    if count > 0 { initialized += count }
                    return (count, errno)
                }
                if count < 0 && code == EINTR { continue }
                guard count >= 0 else { throw unreadable(path, code) }
                if count == 0 { return }
            }
        }
        guard content.byteCount <= limit else {
            throw CredentialError(.unreadable, "\(path) has more than \(limit) bytes and is no credential file")
        }
        return content
    }

    private static func unreadable(_ path: String, _ code: Int32) -> CredentialError {
        let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
        return CredentialError(.unreadable, "cannot read \(path): \(reason)")
    }

    private static func systemRead(_ descriptor: Int32, _ base: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        // This type's own `read` would be found first by its short name.
        #if canImport(Glibc)
        Glibc.read(descriptor, base, count)
        #elseif canImport(Musl)
        Musl.read(descriptor, base, count)
        #else
        Darwin.read(descriptor, base, count)
        #endif
    }
}
