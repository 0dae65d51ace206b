// SPDX-License-Identifier: Apache-2.0

import TC3Signing
import Testing

/// A wrong signature is free to send, so what it costs to explain must not grow with the request.
@Suite("Explanation budget")
struct ExplanationBudgetTests {
    private typealias Sent = TC3VerifierTests.Sent

    private static let host = "faceid.tencentcloudapi.com"
    /// What the verifier says when it has tried everything, and when it has not.
    private static let triedAll = "no known mistake explains the signature"
    private static let triedSome = "no mistake that was tried explains the signature, and trying all"

    /// A request under another secret key than the verifier's, so that no mistake explains it.
    private static func wronglySigned(
        query: String = "", body: String = "{}", headerCount: Int = 0, secretKey: String = "AnotherKey"
    ) throws -> Sent {
        let additional = (0..<headerCount).map { HeaderField(name: "X-H\($0)", value: "A\($0)") }
        let request = try TC3Request(
            method: query.isEmpty ? .post : .get, host: host, action: "DetectAIFakeFaces", version: "2018-03-01",
            query: query, signedHeaders: SignedHeaders(names: SignedHeaders.standard.names + additional.map(\.name)),
            additionalHeaders: additional)
        let bytes = query.isEmpty ? Array(body.utf8) : []
        var sent = Sent(
            try Published.signer(secretKey, service: "faceid").sign(request, body: bytes, at: Published.timestamp),
            body: bytes)
        if !query.isEmpty {
            sent.method = "GET"
            sent.target = "/?\(query)"
        }
        return sent
    }

    private static func explanation(
        of message: HTTPRequestMessage, _ budget: ExplanationBudget = .standard
    ) throws -> String {
        let verifier = TC3Verifier(credentials: [try Published.credential()], explanationBudget: budget)
        let report = verifier.verify(message)
        #expect(report.findings.map(\.cause) == [.signature])
        return try #require(report.explanation)
    }

    @Test("is enough for everything in a usual request")
    func usualRequests() throws {
        let json = #"{"FaceInput":"\#(String(repeating: "A", count: 4000))","FaceInputType":1}"#
        for sent in [
            try Self.wronglySigned(), try Self.wronglySigned(body: json), try Self.wronglySigned(headerCount: 13),
            try Self.wronglySigned(query: (0..<16).map { "p\($0)=a%20b+c" }.joined(separator: "&")),
        ] {
            #expect(try Self.explanation(of: sent.message).hasPrefix(Self.triedAll))
        }
    }

    /// Each parameter or header that is singled out costs about a hundred trials, in pairs with the other mistakes.
    @Test("does not grow with the number of parameters or signed headers", arguments: [16, 60])
    func singledOut(count: Int) throws {
        let usual = ExplanationBudget(trialCount: 6000, hashedByteCount: 1 << 30)
        let query = (0..<count).map { "p\($0)=1" }.joined(separator: "&")
        let parameters = try Self.wronglySigned(query: query).message
        #expect(try Self.explanation(of: parameters, usual).hasPrefix(Self.triedAll))
        let headers = try Self.wronglySigned(headerCount: count - 3).message
        #expect(try Self.explanation(of: headers, usual).hasPrefix(Self.triedAll))
    }

    @Test("goes into the single parameter that was added where there are up to 16", arguments: [16, 17])
    func limitOfSinglingOut(count: Int) throws {
        var parameters = try Self.wronglySigned(
            query: (0..<count - 1).map { "p\($0)=1" }.joined(separator: "&"), secretKey: Published.secretKey)
        parameters.target += "&added=1"
        let verifier = TC3Verifier(credentials: [try Published.credential()])
        let report = try verifier.verify(parameters.message)
        #expect(report.findings.map(\.cause) == [count == 16 ? .query : .signature])
    }

    /// These took minutes and hundreds of megabytes before there was a budget.
    @Test("ends the search in a request of 12,000 parameters", .timeLimit(.minutes(1)))
    func manyParameters() throws {
        // Longer than a signer lets a query be: what arrives is the sender's to choose.
        var sent = try Self.wronglySigned(query: "a=1")
        sent.target = "/?" + (0..<12_000).map { "\($0)" }.joined(separator: "&")
        #expect(sent.target.utf8.count > 44_000)
        let message = try sent.message
        let begin = ContinuousClock.now
        #expect(try Self.explanation(of: message).hasPrefix(Self.triedSome))
        #expect(ContinuousClock.now - begin < .seconds(20))
    }

    @Test("counts a query whose every parameter is empty or the same", .timeLimit(.minutes(1)))
    func degenerateQueries() throws {
        for query in [String(repeating: "&", count: 60_000), String(repeating: "%2", count: 30_000)] {
            var sent = try Self.wronglySigned(query: "a=1")
            sent.target = "/?" + query
            let message = try sent.message
            let budget = ExplanationBudget(trialCount: 16_384, hashedByteCount: 8 << 20)
            #expect(try Self.explanation(of: message, budget).hasPrefix(Self.triedSome))
        }
    }

    @Test("pays for a body in other spellings")
    func largeBodies() throws {
        let body = "[" + String(repeating: "1, ", count: 20_000) + "1]"
        let message = try Self.wronglySigned(body: body).message
        let small = ExplanationBudget(trialCount: 16_384, hashedByteCount: 1 << 20)
        #expect(try Self.explanation(of: message, small).hasPrefix(Self.triedSome))
        // The sender's own key explains nothing, and a spelling that fits does while it can be paid for.
        var sent = try Self.wronglySigned(body: body, secretKey: Published.secretKey)
        sent.body.removeAll { $0 == UInt8(ascii: " ") }
        let verifier = TC3Verifier(credentials: [try Published.credential()])
        #expect(try verifier.verify(sent.message).findings.map(\.cause) == [.payload])
    }

    @Test("of nothing explains nothing, and decides the same")
    func nothing() throws {
        var sent = try Self.wronglySigned(secretKey: Published.secretKey)
        let none = ExplanationBudget(trialCount: 0, hashedByteCount: 0)
        let verifier = TC3Verifier(credentials: [try Published.credential()], explanationBudget: none)
        #expect(try verifier.verify(sent.message).matches)
        sent.body.append(0x0a)
        #expect(try Self.explanation(of: sent.message, none).hasPrefix(Self.triedSome))
        let negative = ExplanationBudget(trialCount: -1, hashedByteCount: -1)
        #expect(try Self.explanation(of: sent.message, negative).hasPrefix(Self.triedSome))
    }

    @Test("is a limit of signatures and of bytes, either of which ends the search")
    func limits() throws {
        var sent = try Self.wronglySigned(secretKey: Published.secretKey)
        sent.set("Content-Type", "application/json; charset=utf-8")
        let message = try sent.message
        func isExplained(_ trialCount: Int, _ hashedByteCount: Int) throws -> Bool {
            let budget = ExplanationBudget(trialCount: trialCount, hashedByteCount: hashedByteCount)
            return TC3Verifier(credentials: [try Published.credential()], explanationBudget: budget)
                .verify(message).findings.map(\.cause) == [.header]
        }
        // The first mistake that is tried is the one that was made, over about 300 bytes.
        #expect(try isExplained(1, 1000))
        #expect(try !isExplained(0, 1000))
        #expect(try !isExplained(1, 200))
    }
}
