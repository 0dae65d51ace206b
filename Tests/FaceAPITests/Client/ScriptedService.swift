// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import TC3Signing

@testable import FaceAPI

/// A server that answers the requests of one client in the order of a script, and keeps what came.
final class ScriptedService: Sendable {
    /// One answer.
    struct Answer: Sendable {
        var status = "200 OK"
        var headers = ""
        var body: String
        /// Drops the connection instead of answering, after reading the request or before.
        var drops: Drop?

        enum Drop { case beforeReading, afterReading }

        static func response(_ json: String) -> Answer { Answer(body: #"{"Response":\#(json)}"#) }

        static func error(_ code: String, _ message: String = "no", id: String = "r-1", headers: String = "") -> Answer
        {
            Answer(
                headers: headers,
                body: #"{"Response":{"Error":{"Code":"\#(code)","Message":"\#(message)"},"RequestId":"\#(id)"}}"#)
        }

        static let success = response(#"{"Answer":42,"RequestId":"r-ok"}"#)
        static let lost = Answer(body: "", drops: .afterReading)
    }

    private let server: FaultServer
    private let received: Mutexed

    /// What came, under a lock, shared with the threads that serve.
    private final class Mutexed: Sendable {
        let requests = Mutex<[LoopbackConnection.Request]>([])
    }

    /// Serves the answers one after the other, and the last of them for ever.
    init(_ answers: [Answer]) throws {
        let received = Mutexed()
        self.received = received
        server = try FaultServer { connection in
            while true {
                guard let request = connection.request() else { return }
                let index = received.requests.withLock { requests in
                    requests.append(request)
                    return requests.count - 1
                }
                let answer = answers[min(index, answers.count - 1)]
                if answer.drops != nil { return connection.reset() }
                connection.answer(answer.body, status: answer.status, headers: answer.headers)
            }
        }
    }

    var requests: [LoopbackConnection.Request] { received.requests.withLock { $0 } }

    var endpoint: Endpoint { get throws { try Endpoint(server.url("")) } }

    /// A client of this service that does not wait long.
    func client(_ change: (inout ClientConfiguration) -> Void = { _ in }) throws -> FaceClient {
        var configuration = ClientConfiguration()
        configuration.endpoints = .single(try endpoint)
        configuration.retry = RetryPolicy(baseDelay: .milliseconds(5), maximumDelay: .milliseconds(20))
        change(&configuration)
        return try FaceClient(
            credentials: try StaticCredential(secretID: "AKIDexample", secretKey: "KeyOfTheTest"),
            configuration: configuration)
    }
}

extension LoopbackConnection.Request {
    /// The value of a header.
    func header(_ name: String) -> String? {
        head.split(separator: "\r\n").dropFirst().first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
            .map { $0.drop { $0 != ":" }.dropFirst().trimmingCharacters(in: .whitespaces) }
    }

    /// Whether the signature fits the bytes that came.
    func isSigned(at timestamp: Int64? = nil) throws -> Bool {
        let now = timestamp ?? Int64(header("X-TC-Timestamp") ?? "") ?? 0
        let message = try HTTPRequestMessage(parsing: Array((head + "\r\n\r\n").utf8) + body)
        let credential = try Credential(secretID: "AKIDexample", secretKey: "KeyOfTheTest")
        return TC3Verifier(credentials: [credential], service: "faceid").verify(message, at: now).matches
    }
}
