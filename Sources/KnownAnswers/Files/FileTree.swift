// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Looks at files and folders.
enum FileTree {
    enum Kind { case file, folder, other }

    /// The most bytes of a file that are read: many times what any published vector file has.
    static let limit = 256 << 20

    /// What is at a path, behind links; `nil` when there is nothing.
    static func kind(of path: String) -> Kind? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return .folder
        case S_IFREG: return .file
        default: return .other
        }
    }

    /// The path without links, so that a folder can be known again; the path itself when the system gives none.
    static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    static func join(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    static func lastComponent(of path: String) -> String {
        String(path.split(separator: "/").last ?? "")
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The names in a folder in a fixed order, hidden ones left out.
    static func entries(of folder: String) throws(NotUnderstood) -> [String] {
        guard let directory = opendir(folder) else { throw unreadable() }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    /// A file's content.
    ///
    /// - Throws: when it cannot be read, is no regular file, or has more than ``limit`` bytes.
    static func contents(of path: String) throws(NotUnderstood) -> [UInt8] {
        // Opening a pipe would wait for somebody to write to it.
        guard kind(of: path) != .other else { throw NotUnderstood("is not a regular file") }
        guard let file = fopen(path, "re") else { throw unreadable() }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var count = 1
        while count > 0 {
            bytes.append(addingCapacity: 1 << 20) { output in
                output.withUnsafeMutableBufferPointer { buffer, initialized in
                    count = fread(buffer.baseAddress, 1, buffer.count, file)
                    initialized = count
                }
            }
            guard bytes.count <= limit else { throw NotUnderstood("has more than \(limit) bytes") }
        }
        guard ferror(file) == 0 else { throw unreadable() }
        return bytes
    }

    private static func unreadable() -> NotUnderstood {
        NotUnderstood("cannot be read: \(strerror(errno).map { String(cString: $0) } ?? "unknown reason")")
    }

    static func text(of path: String) throws(NotUnderstood) -> String {
        guard let text = String(validating: try contents(of: path), as: UTF8.self) else {
            throw NotUnderstood("\(lastComponent(of: path)) is not UTF-8")
        }
        return text
    }

    /// Whether a file that lies in a folder of vectors is something else by its name.
    static func isSurelyNoVectorFile(_ path: String) -> Bool {
        let name = lastComponent(of: path)
        if ["LICENSE", "NOTICE", "README", "METADATA", "MANIFEST", "requirements"].contains(where: name.hasPrefix) {
            return true
        }
        return ![".json", ".rsp", ".txt"].contains(where: name.hasSuffix)
    }
}
