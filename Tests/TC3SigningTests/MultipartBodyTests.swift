// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import TC3Signing
import Testing

@Suite("Multipart body")
struct MultipartBodyTests {
    private static let boundary = "0123456789abcdef0123456789abcdef"
    private static let binary: [UInt8] = [0x00, 0x01] + Array("bin".utf8)

    /// Made by running the vendor's Python SDK with its clock and its boundary stopped.
    @Test("is what the vendor's Python SDK sends, and signs as it does")
    func pythonBody() throws {
        var body = try MultipartBody(boundary: Self.boundary)
        try body.append(text: "k", as: "KeyId")
        try body.append(binary: Self.binary.span, as: "Plaintext")
        let contentType = body.contentType
        let bytes = body.finish()
        #expect(
            bytes
                == Array(
                    "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"KeyId\"\r\n\r\nk\r\n".utf8)
                + Array(
                    ("--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"Plaintext\"; "
                        + "filename=\"Plaintext\"\r\n\r\n").utf8)
                + Self.binary + Array("\r\n--\(Self.boundary)--\r\n".utf8))
        let request = try TC3Request(
            host: "kms.tencentcloudapi.com", action: "Encrypt", version: "2019-01-18", contentType: contentType,
            signedHeaders: .minimal)
        let signature = try Published.signer(service: "kms").sign(request, body: bytes, at: Published.timestamp)
        #expect(signature.signature == "c1c4cbc43c124d16b9ac4aadceb1f4be454f3661c44ed1685c54a55253dcd38e")
    }

    @Test("names the type of a JSON part and of a file")
    func typedParts() throws {
        var body = try MultipartBody(boundary: "b")
        try body.append(json: "[1, 2]", as: "List")
        try body.append(file: Self.binary.span, as: "image", fileName: "face.jpg", contentType: "image/jpeg")
        #expect(
            body.finish()
                == Array(
                    ("--b\r\nContent-Disposition: form-data; name=\"List\"\r\nContent-Type: application/json\r\n\r\n"
                        + "[1, 2]\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"face.jpg\"\r\n"
                        + "Content-Type: image/jpeg\r\n\r\n").utf8)
                + Self.binary + Array("\r\n--b--\r\n".utf8))
    }

    @Test("has no bytes without parts")
    func emptyBody() throws {
        #expect(try MultipartBody(boundary: "b").finish() == [])
    }

    @Test("takes 32 random lower-case digits as its boundary")
    func randomBoundary() throws {
        let body = try MultipartBody()
        #expect(Hex.decode(body.boundary)?.count == 16)
        #expect(body.boundary == body.boundary.lowercased())
        #expect(body.contentType == "multipart/form-data; boundary=\(body.boundary)")
        #expect(try MultipartBody().boundary != body.boundary)
    }

    @Test(
        "refuses a boundary with upper-case letters, blanks, line ends or the wrong length",
        arguments: ["", "A", "a b", "a\r\nb", "a\"", "界", String(repeating: "a", count: 71)])
    func badBoundaries(boundary: String) {
        #expect(throws: TC3SigningError(.invalidBoundary, "")) { try MultipartBody(boundary: boundary) }
    }

    /// Those of RFC 2046, section 5.1.1, that RFC 2045 does not let stand in a parameter without quotation marks.
    @Test("refuses a boundary that would need quotation marks", arguments: Array("(),/:=? ").map { "a\($0)b" })
    func quotedBoundaries(boundary: String) {
        #expect(throws: TC3SigningError(.invalidBoundary, "")) { try MultipartBody(boundary: boundary) }
    }

    @Test("takes every other byte of a boundary as it is")
    func plainBoundaries() throws {
        let boundary = "az09'+_-."
        #expect(try MultipartBody(boundary: boundary).contentType == "multipart/form-data; boundary=\(boundary)")
    }

    @Test("refuses a part that holds its boundary", arguments: ["--b", "x--b", "--b--", "\r\n--b\r\n"])
    func boundaryInside(text: String) throws {
        var body = try MultipartBody(boundary: "b")
        #expect(throws: TC3SigningError(.invalidBoundary, "")) { try body.append(text: text, as: "A") }
        try body.append(text: "-b", as: "A")
    }

    @Test("refuses a name twice, and a name or file name that would end its header")
    func badNames() throws {
        var body = try MultipartBody(boundary: "b")
        try body.append(text: "x", as: "A")
        #expect(throws: TC3SigningError(.invalidParameter, "")) { try body.append(text: "y", as: "A") }
        for name in ["", "a\"", "a\r\nb", "a b", "名"] {
            #expect(throws: TC3SigningError(.invalidField, "")) { try body.append(text: "x", as: name) }
        }
        for fileName in ["", "a\"b", "a\\b", "a\nb", "脸.jpg"] {
            #expect(throws: TC3SigningError(.invalidField, "")) {
                try body.append(file: Self.binary.span, as: "F", fileName: fileName, contentType: "image/png")
            }
        }
        for contentType in ["", "image/png\r\nX: y", "image/脸"] {
            #expect(throws: TC3SigningError(.invalidField, "")) {
                try body.append(file: Self.binary.span, as: "F", fileName: "f", contentType: contentType)
            }
        }
        // Quotation marks belong to a content type's parameters.
        try body.append(file: Self.binary.span, as: "F", fileName: "f", contentType: #"text/plain; charset="utf-8""#)
    }

    @Test("cannot be sent with a GET")
    func noGET() throws {
        #expect(throws: TC3SigningError(.unsupportedContentType, "")) {
            try TC3Request(
                method: .get, host: "h", action: "A", version: "1",
                contentType: try MultipartBody(boundary: "b").contentType)
        }
    }
}
