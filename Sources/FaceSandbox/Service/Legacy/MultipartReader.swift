// SPDX-License-Identifier: Apache-2.0

/// Reads a `multipart/form-data` body (RFC 7578), with CR LF as the only line end.
struct MultipartReader {
    struct Part {
        let name: String
        let content: ArraySlice<UInt8>
    }

    private(set) var parts: [Part] = []

    private static let maximumParts = 64

    init(body: [UInt8], contentType: String) throws(LegacyFailure) {
        guard let boundary = Self.boundary(in: contentType) else { throw .badRequest }
        let delimiter = Array("--\(boundary)".utf8)
        guard body.starts(with: delimiter) else { throw .badRequest }
        var position = delimiter.count
        while true {
            let after = body[position...].prefix(2)
            if after.elementsEqual("--".utf8) { return }
            guard after.elementsEqual("\r\n".utf8), parts.count < Self.maximumParts else { throw .badRequest }
            position += 2
            guard let headEnd = Self.find(Array("\r\n\r\n".utf8), in: body, from: position),
                let end = Self.find(Array("\r\n".utf8) + delimiter, in: body, from: headEnd + 4)
            else { throw .badRequest }
            guard let name = Self.name(in: String(decoding: body[position..<headEnd], as: UTF8.self)),
                !parts.contains(where: { $0.name == name })
            else { throw .badRequest }
            parts.append(Part(name: name, content: body[(headEnd + 4)..<end]))
            position = end + 2 + delimiter.count
        }
    }

    private static func boundary(in contentType: String) -> String? {
        for parameter in contentType.split(separator: ";").dropFirst() {
            let text = parameter.drop { $0 == " " }
            guard text.lowercased().hasPrefix("boundary=") else { continue }
            let value = text.dropFirst("boundary=".count)
            let boundary = value.hasPrefix("\"") ? value.dropFirst().prefix { $0 != "\"" } : value[...]
            return (1...70).contains(boundary.utf8.count) ? String(boundary) : nil
        }
        return nil
    }

    /// The `name` of `Content-Disposition: form-data; name="appid"`.
    private static func name(in head: String) -> String? {
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-disposition:") {
            for parameter in line.split(separator: ";").dropFirst() {
                let text = parameter.drop { $0 == " " }
                guard text.lowercased().hasPrefix("name=") else { continue }
                return String(text.dropFirst(5).filter { $0 != "\"" })
            }
        }
        return nil
    }

    private static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard start <= bytes.count else { return nil }
        return bytes.withUnsafeBufferPointer { all in
            var index = start
            while index + pattern.count <= all.count {
                if all[index] == pattern[0],
                    (1..<pattern.count).allSatisfy({ all[index + $0] == pattern[$0] })
                {
                    return index
                }
                index += 1
            }
            return nil
        }
    }
}
