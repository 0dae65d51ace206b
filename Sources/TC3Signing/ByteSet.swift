// SPDX-License-Identifier: Apache-2.0

/// The ASCII bytes that may stand in one kind of field.
///
/// Every field of a request is checked against one of these before anything is signed or sent, so
/// that no value can end its header early and start another: the HTTP library that sends the
/// headers may pass them on as they are.
struct ByteSet: Sendable {
    /// What the set holds, for messages.
    let summary: String
    private let low: UInt64
    private let high: UInt64

    init(_ summary: String, _ bytes: some Sequence<UInt8>) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for byte in bytes where byte < 128 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        }
        self.summary = summary
        self.low = low
        self.high = high
    }

    func contains(_ byte: UInt8) -> Bool {
        byte < 128 && (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
    }

    /// The offset of the first byte that is not in the set.
    func firstOutsider(in text: String) -> Int? {
        var offset = 0
        for byte in text.utf8 {
            if !contains(byte) { return offset }
            offset += 1
        }
        return nil
    }

    /// Refuses text that is empty or holds any other byte.
    ///
    /// - Parameter name: what the field is called; the message names it and the offset, and never
    ///   quotes the text, which may be a secret in the wrong place.
    func require(
        _ text: String, as name: String, code: TC3SigningError.Code = .invalidField
    ) throws(TC3SigningError) {
        guard !text.isEmpty else { throw TC3SigningError(code, "\(name) is empty") }
        if let offset = firstOutsider(in: text) { throw outsider(at: offset, of: text.utf8, as: name, code: code) }
    }

    /// The error for the byte at an offset.
    func outsider(
        at offset: Int, of bytes: some Sequence<UInt8>, as name: String, code: TC3SigningError.Code
    ) -> TC3SigningError {
        let byte = bytes.dropFirst(offset).first { _ in true } ?? 0
        let digits = String(byte, radix: 16)
        return TC3SigningError(
            code, "\(name) has the byte 0x\(digits.count < 2 ? "0" : "")\(digits) at offset \(offset)",
            hint: "only \(summary) may stand there")
    }
}

extension ByteSet {
    private static let letters =
        [UInt8](UInt8(ascii: "A")...UInt8(ascii: "Z")) + (UInt8(ascii: "a")...UInt8(ascii: "z"))
    private static let digits = [UInt8](UInt8(ascii: "0")...UInt8(ascii: "9"))

    /// 0x20 to 0x7e: what may stand in a header value.
    static let printable = ByteSet("printable ASCII", 0x20...0x7e)
    /// What may stand in a header value that arrives: a tab, too.
    static let headerValue = ByteSet("printable ASCII and tabs", [0x09] + Array(0x20...0x7e))
    /// What may stand between quotation marks.
    static let quotable = ByteSet(
        #"printable ASCII without " and \"#, (0x20...0x7e).filter { $0 != 0x22 && $0 != 0x5c })
    /// 0x21 to 0x7e: printable and no blank.
    static let visible = ByteSet("printable ASCII without blanks", 0x21...0x7e)
    /// What a secret ID may hold: `/` and `,` end it in a TC3 signature, and `&` in the older ones.
    static let secretID = ByteSet(
        "printable ASCII without blanks and / , &", (0x21...0x7e).filter { ![0x2f, 0x2c, 0x26].contains($0) })
    /// Actions, versions, regions, languages and services.
    static let word = ByteSet("letters, digits and - _ .", letters + digits + Array("-_.".utf8))
    /// Host names and IP addresses, with a port when there is one.
    static let host = ByteSet("letters, digits and - . : [ ]", letters + digits + Array("-.:[]".utf8))
    /// Header names: RFC 9110, section 5.6.2.
    static let headerName = ByteSet(
        "letters, digits and !#$%&'*+-.^_`|~", letters + digits + Array("!#$%&'*+-.^_`|~".utf8))
    /// What may stand in a query that is sent as it is; `#` would end it.
    static let query = ByteSet("printable ASCII without blanks and #", (0x21...0x7e).filter { $0 != 0x23 })
    /// An absolute path without a query.
    static let path = ByteSet("letters, digits and / - . _ ~", letters + digits + Array("/-._~".utf8))
    /// What a file ID may hold in a legacy signature, where `&` ends a field.
    static let fileID = ByteSet("printable ASCII without blanks and &", (0x21...0x7e).filter { $0 != 0x26 })
    /// Decimal digits.
    static let decimal = ByteSet("decimal digits", digits)
    /// What RFC 3986, section 2.3, never encodes.
    static let unreserved = ByteSet("letters, digits and - . _ ~", letters + digits + Array("-._~".utf8))
    /// A multipart boundary that needs no quotation marks: what RFC 2046, section 5.1.1, takes and
    /// RFC 2045, section 5.1, has in a token, without upper-case letters.
    static let boundary = ByteSet(
        "lower-case letters, digits and '+_-.",
        [UInt8](UInt8(ascii: "a")...UInt8(ascii: "z")) + digits + Array("'+_-.".utf8))
}
