// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Reads the small files that hold credentials.
enum CredentialFile {
    private static let limit = 64 * 1024

    /// A file's content; `nil` when there is no such file.
    ///
    /// - Throws: `unreadable` when it is there and cannot be read or is no credential file by its size.
    static func read(_ path: String) throws(CredentialError) -> [UInt8]? {
        guard let file = fopen(path, "re") else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw CredentialError(.unreadable, "cannot read \(path): \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        let bytes = [UInt8](unsafeUninitializedCapacity: limit + 1) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
        guard ferror(file) == 0 else { throw CredentialError(.unreadable, "cannot read \(path)") }
        guard bytes.count <= limit else {
            throw CredentialError(.unreadable, "\(path) has more than \(limit) bytes and is no credential file")
        }
        return bytes
    }
}
