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
    enum Kind { case file, folder }

    static func kind(of path: String) -> Kind? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
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
        guard let directory = opendir(folder) else { throw NotUnderstood("cannot be read") }
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

    static func contents(of path: String) throws(NotUnderstood) -> [UInt8] {
        guard let file = fopen(path, "re") else { throw NotUnderstood("cannot be read") }
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
        }
        guard ferror(file) == 0 else { throw NotUnderstood("cannot be read") }
        return bytes
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
