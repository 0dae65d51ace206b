// SPDX-License-Identifier: Apache-2.0

import TC3Signing
import Testing

@Suite("Query parameters")
struct QueryParametersTests {
    @Test("flatten lists and objects, counted from 0, in the order written")
    func flattening() throws {
        var parameters = QueryParameters()
        try parameters.append("Limit", 1)
        try parameters.append(
            "Filters", [["Values": ["未命名", "a b&c=d/~"], "Name": "instance-name"], ["Name": "x", "Exact": true]])
        #expect(
            parameters.encoded
                == "Limit=1&Filters.0.Values.0=%E6%9C%AA%E5%91%BD%E5%90%8D&Filters.0.Values.1=a%20b%26c%3Dd%2F~"
                + "&Filters.0.Name=instance-name&Filters.1.Name=x&Filters.1.Exact=true")
    }

    @Test("leave nothing behind for an empty list, and keep an empty text")
    func emptyValues() throws {
        var parameters = QueryParameters()
        try parameters.append("A", [])
        try parameters.append("B", "")
        #expect(parameters.encoded == "B=")
    }

    @Test("are refused twice under one flattened name, and then leave nothing behind")
    func duplicates() throws {
        var parameters = QueryParameters()
        try parameters.append("A.0", "x")
        #expect(throws: TC3SigningError(.invalidParameter, "")) { try parameters.append("A", ["y", "z"]) }
        #expect(parameters.encoded == "A.0=x")
    }

    @Test("are refused under a name that could not be sent as it is", arguments: ["", "a b", "a&b", "a=b", "名", "a\n"])
    func badNames(name: String) {
        var parameters = QueryParameters()
        #expect(throws: TC3SigningError(.invalidField, "")) { try parameters.append(name, "x") }
    }

    @Test("encode every byte by RFC 3986")
    func everyByte() {
        let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".unicodeScalars)
        for value in UInt8(0)...127 {
            let scalar = Unicode.Scalar(value)
            let digits = String(value, radix: 16, uppercase: true)
            let expected = kept.contains(scalar) ? String(scalar) : "%" + (value < 16 ? "0" : "") + digits
            #expect(PercentEncoding.encode(String(scalar)) == expected)
        }
        #expect(PercentEncoding.encode("é平😀") == "%C3%A9%E5%B9%B3%F0%9F%98%80")
        #expect(PercentEncoding.encodePath("/a b/c") == "/a%20b/c")
    }
}
