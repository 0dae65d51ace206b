// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder in the system's place for temporary files that only its owner can look into, gone with the value.
struct PrivateFolder: ~Copyable {
    let path: String
    private var names: [String] = []

    init() throws(Failure) {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        // mkdtemp makes the folder with mode 700, under a name that nobody else has.
        var template = Array("\(base)/tcface-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure("cannot make a folder in \(base): \(String(cString: strerror(errno)))")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for name in names { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    /// Writes a file into it.
    ///
    /// - Returns: the file's path.
    mutating func write(_ text: String, to name: String) throws(Failure) -> String {
        names.append(name)
        var file = try OutputFile("\(path)/\(name)", inputs: [])
        let bytes = Array(text.utf8)
        try file.write(bytes.span)
        try file.commit()
        return "\(path)/\(name)"
    }
}
