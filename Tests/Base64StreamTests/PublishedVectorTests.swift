// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import Testing

/// RFC 4648 section 10.
@Suite struct PublishedVectorTests {
    static let pairs = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test(arguments: pairs)
    func `A vector of RFC 4648 encodes to its text`(_ plain: String, _ text: String) {
        #expect(Base64.encodeToString(plain.utf8.span) == text)
        #expect(Base64.encode(plain.utf8.span) == Array(text.utf8))
    }

    @Test(arguments: pairs)
    func `A vector of RFC 4648 decodes to its bytes`(_ plain: String, _ text: String) throws {
        #expect(try Base64.decode(text) == Array(plain.utf8))
        #expect(try Base64.decodedByteCount(of: text.utf8.span) == plain.utf8.count)
    }
}
