// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The name of a file that is still being written, `.NAME.tcface-PROCESS-RANDOM`: it tells whose it is, so that what a
/// killed process left can be swept.
enum TemporaryName {
    private static let mark = ".tcface-"

    /// A new name beside a file of the name `base`.
    static func make(base: String) -> String {
        ".\(base)\(mark)\(getpid())-\(UInt64.random(in: 0 ... .max))"
    }

    /// Removes what dead processes left of the same file.
    ///
    /// - Parameters:
    ///   - directory: with its slash, or nothing for the current one.
    ///   - base: the name of the finished file.
    static func sweep(directory: String, base: String) {
        guard let entries = opendir(directory.isEmpty ? "." : directory) else { return }
        defer { closedir(entries) }
        let prefix = ".\(base)\(mark)"
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            // A process of another user is there too, though it may not be asked: only ESRCH says that it is gone.
            guard name.hasPrefix(prefix), let owner = pid_t(name.dropFirst(prefix.count).prefix { $0 != "-" }),
                owner > 0, kill(owner, 0) != 0, errno == ESRCH
            else { continue }
            unlink(directory + name)
        }
    }
}
