// SPDX-License-Identifier: Apache-2.0

import Base64Stream

/// Base64 as people paste it.
enum Base64Text {
    static func encode(_ text: String) -> String { Base64.encodeToString(Array(text.utf8).span) }

    static func broken(_ text: String, every length: Int, by lineEnd: String) -> String {
        var lines: [Substring] = []
        var rest = Substring(text)
        while !rest.isEmpty {
            lines.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return lines.joined(separator: lineEnd)
    }
}

/// The base64 of bytes, for ``SampleKeys/pem(_:_:lineEnd:)``.
func encoded(_ bytes: [UInt8]) -> String { Base64.encodeToString(bytes.span) }
