// SPDX-License-Identifier: Apache-2.0

import TC3Signing

/// A request of which every byte can be changed before it is sent.
struct RawRequest: Sendable {
    var method = "POST"
    var target = "/"
    var headers: [HeaderField] = []
    var body: [UInt8] = []
    /// Whether a `Content-Length` is added.
    var announcesLength = true

    /// The value of the first header of a name; setting nil removes all of them.
    subscript(name: String) -> String? {
        get { headers.first { $0.isNamed(name) }?.value }
        set {
            guard let newValue else { return headers.removeAll { $0.isNamed(name) } }
            if let index = headers.firstIndex(where: { $0.isNamed(name) }) {
                headers[index] = HeaderField(name: name, value: newValue)
            } else {
                headers.append(HeaderField(name: name, value: newValue))
            }
        }
    }

    /// The request as it goes out; the connection is closed after it unless it says otherwise.
    func bytes(keepsConnection: Bool = false) -> [UInt8] {
        var head = "\(method) \(target) HTTP/1.1\r\n"
        for header in headers { head += "\(header.name): \(header.value)\r\n" }
        if announcesLength { head += "Content-Length: \(body.count)\r\n" }
        if !keepsConnection { head += "Connection: close\r\n" }
        return Array((head + "\r\n").utf8) + body
    }
}
