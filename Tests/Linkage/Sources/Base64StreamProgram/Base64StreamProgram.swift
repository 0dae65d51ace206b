// SPDX-License-Identifier: Apache-2.0

import Base64Stream

/// Encodes the bytes of RFC 4648's last test vector, and decodes them again.
@main
struct Base64StreamProgram {
    static func main() throws {
        let bytes = Array("foobar".utf8)
        let text = Base64.encodeToString(bytes.span)
        print(try text == "Zm9vYmFy" && Base64.decode(text) == bytes)
    }
}
