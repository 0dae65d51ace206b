// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A file of media in the folder for temporary files.
///
/// On Linux it has no name there from the start on, and is read through the descriptor that holds it: the system
/// takes it away however the process ends. Elsewhere it is removed when this goes.
final class TemporaryMedia {
    let path: String

    private let descriptor: Int32
    private let isNamed: Bool

    init(_ media: [UInt8]) throws {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = "\(folder)/tcface-bench-XXXXXX\0".utf8.map { CChar(bitPattern: $0) }
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else {
            throw ThroughputError(.unavailable, "no temporary file can be made in \(folder)")
        }
        let name = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // proc(5): opening this opens the file anew, from its start; /dev/fd of other systems shares one place in it.
        let unnamed = "/proc/self/fd/\(descriptor)"
        isNamed = access(unnamed, R_OK) != 0
        if !isNamed { unlink(name) }
        path = isNamed ? name : unnamed
        self.descriptor = descriptor
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var rest = media[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            // What there is goes with the object, which is whole by now.
            guard count > 0 else {
                throw ThroughputError(.unavailable, "\(folder) has no room for \(media.count) bytes")
            }
            rest = rest.dropFirst(count)
        }
    }

    deinit {
        if isNamed { unlink(path) }
        close(descriptor)
    }
}
