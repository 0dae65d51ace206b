// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A file of media in the folder for temporary files, removed when this goes.
final class TemporaryMedia {
    let path: String

    init(_ media: [UInt8]) throws {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = "\(folder)/tcface-bench-XXXXXX\0".utf8.map { CChar(bitPattern: $0) }
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else {
            throw ThroughputError(.unavailable, "no temporary file can be made in \(folder)")
        }
        defer { close(descriptor) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var rest = media[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                unlink(path)
                throw ThroughputError(.unavailable, "\(folder) has no room for \(media.count) bytes")
            }
            rest = rest.dropFirst(count)
        }
    }

    deinit { unlink(path) }
}
