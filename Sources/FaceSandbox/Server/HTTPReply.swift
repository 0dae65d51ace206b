// SPDX-License-Identifier: Apache-2.0

internal import TC3Signing

/// A response before it is sent.
struct HTTPReply: Sendable {
    var status = 200
    var contentType = "application/json"
    /// Headers besides `Date`, `Server`, `Content-Type`, `Content-Length` and `Connection`.
    var headers: [HeaderField] = []
    var body: [UInt8] = []
    /// Whether the body is announced and left out, as a `HEAD` asks for.
    var omitsBody = false

    /// The response as bytes.
    ///
    /// - Parameter now: the server's clock, for `Date`, in seconds since 1970
    func bytes(at now: Int64, keepsConnection: Bool) -> [UInt8] {
        var head = "HTTP/1.1 \(status) \(Self.phrase(of: status))\r\n"
        head += "Server: tcface-sandbox\r\nDate: \(HTTPDateText(unixSeconds: now))\r\n"
        if !body.isEmpty { head += "Content-Type: \(contentType)\r\n" }
        head += "Content-Length: \(body.count)\r\nConnection: \(keepsConnection ? "keep-alive" : "close")\r\n"
        for header in headers { head += "\(header.name): \(header.value)\r\n" }
        return Array((head + "\r\n").utf8) + (omitsBody ? [] : body)
    }

    private static func phrase(of status: Int) -> String {
        switch status {
        case 200: "OK"
        case 400: "Bad Request"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 411: "Length Required"
        case 413: "Content Too Large"
        case 415: "Unsupported Media Type"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        default: "Status"
        }
    }
}
