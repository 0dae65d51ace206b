// SPDX-License-Identifier: Apache-2.0

/// A request file taken apart in the simplest way, apart from the parser that is under test.
struct RawRequest {
    /// Values by lower-cased name.
    let headers: [String: String]
    let body: [UInt8]

    init(_ bytes: [UInt8]) throws(NotUnderstood) {
        let end = Array("\r\n\r\n".utf8)
        guard let split = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else {
            throw NotUnderstood("has a request without an empty line")
        }
        var headers: [String: String] = [:]
        let lines = String(decoding: bytes[..<split], as: UTF8.self).split(separator: "\r\n")
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { throw NotUnderstood("has a header without a colon") }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].drop { $0 == " " }.description
        }
        self.headers = headers
        body = Array(bytes[(split + end.count)...])
    }
}
