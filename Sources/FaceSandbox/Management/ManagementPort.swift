// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// The management port: JSON over HTTP on loopback, for the person who tests.
///
/// It shows no secret key and takes no file names. A page in a browser cannot use it, not even without reading the
/// answer: a `Host` that is no address of loopback is a name that was pointed here, and browsers say by `Origin` and
/// `Sec-Fetch-Site` what they send for another page (Fetch standard, section 3.2; Fetch Metadata, section 2.4).
struct ManagementPort: ExchangeHandler {
    let answers: ManagementAnswers

    /// The most that a scenario may have that comes this way.
    static let maximumBodyByteCount = 64 << 20

    func bodyLimit(for head: RequestHead) -> Int {
        // Nothing is kept of what is refused anyway, and the connection ends: no byte of a page's body is ever read as
        // another request.
        refusal(of: head) == nil ? Self.maximumBodyByteCount : 0
    }

    func answer(_ head: RequestHead, body: [UInt8]?) -> HandledExchange {
        let answer =
            if let refusal = refusal(of: head) {
                refusal
            } else if let body {
                answers.answer(head.method, head.path, body: body)
            } else {
                ManagementAnswers.Answer(status: 413, json: ["error": "the body is too large"])
            }
        return HandledExchange(
            reply: HTTPReply(status: answer.status, body: answer.json.serialized() + Array("\n".utf8)), now: now())
    }

    func now() -> Int64 { answers.service.now() }

    private func refusal(of head: RequestHead) -> ManagementAnswers.Answer? {
        guard head.values(of: "host").map(Self.isLoopback) == [true] else {
            return .init(status: 403, json: ["error": "the Host is not a loopback address"])
        }
        let sites: Set<String> = ["none", "same-origin"]
        guard head.values(of: "origin").isEmpty, head.values(of: "sec-fetch-site").allSatisfy(sites.contains) else {
            return .init(status: 403, json: ["error": "the request comes from a page in a browser"])
        }
        // A page may send this type to another site only after asking, and is not answered when it asks.
        if head.method == "POST", head.path == "/scenario", !Self.isJSON(head.values(of: "content-type")) {
            return .init(status: 415, json: ["error": "the Content-Type of a scenario is application/json"])
        }
        return nil
    }

    private static func isLoopback(_ host: String) -> Bool {
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
        return ["127.0.0.1", "localhost", "[::1]"].contains(name.lowercased())
    }

    private static func isJSON(_ types: [String]) -> Bool {
        types.count == 1 && types[0].prefix { $0 != ";" && $0 != " " }.lowercased() == "application/json"
    }
}
