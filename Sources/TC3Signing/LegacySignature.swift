// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream

/// A legacy signature, and the text that was signed.
public struct LegacySignature: Sendable, CustomStringConvertible {
    /// The text that was signed: `a=…&b=…&k=…&e=…&t=…&r=…&f=…`.
    public let original: String
    /// The HMAC-SHA-1 of the text, 20 bytes.
    public let tag: InlineArray<20, UInt8>
    /// The value of the `Authorization` header: base64 of the tag and the text in one piece.
    public let authorization: String

    init(original: String, tag: InlineArray<20, UInt8>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(tag.count + original.utf8.count)
        for index in tag.indices { bytes.append(tag[index]) }
        bytes += original.utf8
        self.original = original
        self.tag = tag
        authorization = Base64.encodeToString(bytes.span)
    }

    /// The value of the `Authorization` header.
    public var description: String { authorization }
}
