// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// Why the bytes are refused, or nil when they are accepted.
func refusal(of bytes: [UInt8], maximumDepth: Int = 64) -> JSONError? {
    do {
        _ = try JSONDocument(parsing: bytes.span, maximumDepth: maximumDepth)
        return nil
    } catch {
        return error
    }
}

/// Why the text is refused, or nil when it is accepted.
func refusal(of text: String, maximumDepth: Int = 64) -> JSONError? {
    refusal(of: Array(text.utf8), maximumDepth: maximumDepth)
}

extension JSONError {
    /// An error to compare with: the message does not count.
    init(_ code: Code, at byteOffset: Int) {
        self.init(code, at: byteOffset, "")
    }
}

extension JSONValue {
    /// The value that a text spells.
    init(_ text: String) throws(JSONError) {
        try self.init(parsing: text.utf8.span)
    }
}
