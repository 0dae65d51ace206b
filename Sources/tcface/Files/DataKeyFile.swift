// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import SecretMemory

/// A file that holds a data key as base64 text, with or without a line end.
enum DataKeyFile {
    /// Reads and decodes the key.
    static func read(_ path: String) throws -> SecretBytes {
        let text = try InputFile.secret(of: path)
        return try text.withBytes { bytes in
            var end = bytes.count
            while end > 0, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            let capacity = Base64.maximumDecodedByteCount(forByteCount: end)
            do {
                return try SecretBytes(byteCount: capacity) { output in
                    try Base64.decode(bytes.extracting(..<end), into: &output)
                }
            } catch {
                let name = path == "-" ? "standard input" : path
                throw Failure(
                    "\(name) does not hold a data key as base64", hint: "an AES key has 44 characters, an SM4 key 24")
            }
        }
    }
}
