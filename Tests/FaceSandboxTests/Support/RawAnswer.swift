// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// An HTTP answer as it came.
struct RawAnswer: Hashable, Sendable {
    let status: Int
    /// Names in lower case.
    let headers: [String: String]
    let body: [UInt8]

    /// The whole answers in what a connection gave.
    static func all(in bytes: [UInt8]) -> [RawAnswer] {
        var answers: [RawAnswer] = []
        var rest = bytes[...]
        while let (answer, end) = first(in: rest) {
            answers.append(answer)
            rest = rest[end...]
        }
        return answers
    }

    /// What API 3.0 answers with.
    var response: JSONValue? { (try? JSONValue(reading: body))?["Response"] }
    /// `Response.Error.Code`; nil for a success.
    var code: String? { response?["Error"]?["Code"]?.string }
    /// `Response.Error.Message`.
    var message: String? { response?["Error"]?["Message"]?.string }
    var requestID: String? { response?["RequestId"]?.string }
    var json: JSONValue? { try? JSONValue(reading: body) }
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body with the one thing taken out that differs in any two answers.
    var textWithoutRequestID: String {
        requestID.map { text.replacing($0, with: "") } ?? text
    }

    private static func first(in bytes: ArraySlice<UInt8>) -> (RawAnswer, Int)? {
        guard let headEnd = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<headEnd.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        let count = status == 100 ? 0 : Int(headers["content-length"] ?? "") ?? 0
        let end = headEnd.upperBound + count
        guard end <= bytes.endIndex else { return nil }
        return (RawAnswer(status: status, headers: headers, body: Array(bytes[headEnd.upperBound..<end])), end)
    }
}
