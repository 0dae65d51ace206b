// SPDX-License-Identifier: Apache-2.0

extension SigningMistake {
    /// The method, the path and the query.
    static func targetMistakes(for request: ReceivedRequest, steps: SenderSteps) -> [SigningMistake] {
        let sent = steps.canonical.query
        let queries: [(String, String)] = [
            (
                sent.split(separator: "&").sorted().joined(separator: "&"),
                "the query was signed sorted and sent unsorted"
            ),
            (replacing("+", by: "%20", in: sent), "the query was signed with %20 and sent with +"),
            (replacing("%20", by: "+", in: sent), "the query was signed with + and sent with %20"),
            (percentDigits(of: sent, upperCase: false), "the query was signed with lower-case percent digits"),
            (percentDigits(of: sent, upperCase: true), "the query was signed with upper-case percent digits"),
            (PercentEncoding.decode(sent), "the query was signed before it was encoded"),
            ("", "the query was not signed"),
            ("?" + sent, "the query was signed with its question mark"),
        ]
        var seen: Set = [sent]
        var mistakes = queries.filter { seen.insert($0.0).inserted }.map { signed, explanation in
            SigningMistake(.query, explanation + ": sign it exactly as it is sent") { $0.canonical.query = signed }
        }
        // A sorted query may have been in any order when it was signed.
        let parameters = sent.split(separator: "&").map(String.init)
        for order in orders(of: parameters).map({ $0.joined(separator: "&") }) where seen.insert(order).inserted {
            mistakes.append(
                SigningMistake(.query, "the query was signed in another order: sign it exactly as it is sent") {
                    $0.canonical.query = order
                })
        }
        for index in parameters.indices where parameters.count <= maximumSingledOutCount {
            let fewer = (parameters[..<index] + parameters[(index + 1)...]).joined(separator: "&")
            guard seen.insert(fewer).inserted else { continue }
            mistakes.append(
                SigningMistake(.query, "the parameter \(parameters[index]) was added after the query was signed") {
                    $0.canonical.query = fewer
                })
        }
        let other = steps.canonical.method == "GET" ? "POST" : "GET"
        mistakes.append(
            SigningMistake(.method, "the request was signed as a \(other)") { $0.canonical.method = other })
        mistakes.append(
            SigningMistake(.method, "the method was signed in lower case") {
                $0.canonical.method = ASCII.lowerCased($0.canonical.method)
            })
        for path in unique(["", request.message.path, request.message.target, "/v2/index.php"], except: ["/"]) {
            mistakes.append(
                SigningMistake(.path, "the path was signed as \"\(path)\": API 3.0 always signs /") {
                    $0.canonical.uri = path
                })
        }
        return mistakes
    }

    private static func replacing(_ old: String, by new: String, in text: String) -> String {
        text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }

    private static func percentDigits(of text: String, upperCase: Bool) -> String {
        var digits = 0
        let bytes = text.utf8.map { byte in
            guard byte != UInt8(ascii: "%") else {
                digits = 2
                return byte
            }
            defer { digits = max(0, digits - 1) }
            guard digits > 0 else { return byte }
            return upperCase ? ASCII.upperCased(byte) : ASCII.lowerCased(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
