// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON
internal import TC3Signing

/// One signature case, one file a step.
struct GeneratedStepFolder {
    private let path: String
    private(set) var files: [GeneratedFile] = []

    init(_ path: String, context: [JSONValue.Member]) {
        self.path = path
        files = [GeneratedFile("\(path)/context.json", json: .object(context))]
    }

    mutating func add(_ name: String, _ text: String) {
        files.append(GeneratedFile("\(path)/\(name)", text: text))
    }

    /// A raw request; a `POST` gets its `Content-Length`, which stands before `Authorization`.
    mutating func add(
        _ name: String, _ method: TC3Request.Method, target: String, headers: [HeaderField], body: [UInt8]
    ) {
        var lines = headers
        if method == .post {
            let place = lines.firstIndex { $0.isNamed("Authorization") } ?? lines.count
            lines.insert(HeaderField(name: "Content-Length", value: String(body.count)), at: place)
        }
        let head = lines.map { "\($0.name): \($0.value)\r\n" }.joined()
        files.append(
            GeneratedFile("\(path)/\(name)", Array("\(method.rawValue) \(target) HTTP/1.1\r\n\(head)\r\n".utf8) + body))
    }

    /// A number with three digits, so that folders stand in order.
    static func name(_ kind: String, _ index: Int) -> String {
        let digits = String(index)
        return "\(kind)-\(String(repeating: "0", count: max(0, 3 - digits.count)))\(digits)"
    }
}

extension SeededStream {
    /// A secret ID and key in the vendor's form, which nobody has.
    mutating func credentials() -> (secretID: String, secretKey: String) {
        ("AKIDtcface\(word(22))", word(pick([32, 32, 32, number(in: 1...100)])))
    }

    /// Seconds from 1970 to the end of 2099.
    mutating func timestamp() -> Int64 { Int64(below(4_102_444_800)) }
}
