// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Where a result goes, and what is there now.
struct OutputPlace {
    /// The path behind links: a link stays a link, and what it leads to is replaced.
    let path: String
    /// Whether it is standard output, a pipe or a device, which is written to.
    ///
    /// Only regular files are replaced: moving
    /// a file over `/dev/null` would break the whole system.
    let isFlowing: Bool
    /// Whether it is the pipe, device or file that standard output is.
    let isStandardOutput: Bool
    /// Which file is there; `nil` when there is none.
    let identity: FileIdentity?
    /// The permissions of the regular file that is there.
    let mode: mode_t?

    /// The folder with its slash, or nothing.
    var directory: String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }
    /// The name in the folder.
    var base: String { path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path }

    /// Looks at a place.
    init(_ path: String) throws(Failure) {
        var status = stat()
        let isThere = path == "-" ? fstat(STDOUT_FILENO, &status) == 0 : stat(path, &status) == 0
        let kind = status.st_mode & S_IFMT
        guard path == "-" || !isThere || kind != S_IFDIR else { throw Failure("\(path) is a directory") }
        guard path != "", path == "-" || path.last != "/" else {
            throw Failure("\"\(path)\" is no name for a file", status: .usage)
        }
        isFlowing = path == "-" || (isThere && kind != S_IFREG)
        var output = stat()
        isStandardOutput =
            path == "-"
            || (isThere && fstat(STDOUT_FILENO, &output) == 0 && FileIdentity(output) == FileIdentity(status)
                && kind != S_IFCHR)
        // A pipe or device may be both an input and the output; a file may not.
        identity = isThere && kind == S_IFREG ? FileIdentity(status) : nil
        mode = isThere && kind == S_IFREG ? status.st_mode & 0o777 : nil
        self.path = isThere && !isFlowing ? Self.resolved(path) : path
    }

    /// Whether another result would be written to the same place.
    func isSame(as other: OutputPlace) -> Bool {
        if path == other.path || (isStandardOutput && other.isStandardOutput) { return true }
        if let identity, identity == other.identity { return true }
        let folders = [self, other].map { FileIdentity(path: $0.directory.isEmpty ? "." : $0.directory) }
        return base == other.base && folders[0] != nil && folders[0] == folders[1]
    }

    private static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        // A folder above may have a name that is not UTF-8; what was typed leads there all the same.
        return String(validatingCString: resolved) ?? path
    }
}
