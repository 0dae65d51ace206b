// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Reads the files of a scenario.
enum ScenarioFile {
    /// More than any media that the service takes.
    private static let maximumByteCount = 64 << 20

    /// The bytes of a regular file.
    ///
    /// - Throws: ``SandboxError`` with `unreadableScenario`.
    static func contents(of path: String) throws(SandboxError) -> [UInt8] {
        // A FIFO would hold `open` until somebody writes to it; the flag changes nothing about a regular file.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw unreadable(path) }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            throw SandboxError(.unreadableScenario, "\(path) is no regular file")
        }
        guard facts.st_size <= maximumByteCount else {
            throw SandboxError(
                .unreadableScenario, "\(path) has \(facts.st_size) bytes, more than \(maximumByteCount)")
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable(path)
            }
            guard bytes.count + count <= maximumByteCount else {
                throw SandboxError(.unreadableScenario, "\(path) grows while it is read")
            }
            bytes += chunk[..<count]
        }
    }

    private static func unreadable(_ path: String) -> SandboxError {
        SandboxError(.unreadableScenario, "\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
}
