// SPDX-License-Identifier: Apache-2.0

internal import FlyingFox
internal import FlyingSocks
internal import Foundation
internal import RequestCrypto
internal import StrictJSON
internal import Synchronization

/// The management port: JSON over HTTP on loopback, for the person who tests.
///
/// It shows no secret key and takes no file names. A page in a browser cannot use it: the `Host` has to be an
/// address of loopback, which a name that was pointed here is not.
final class ManagementServer: Sendable {
    private let answers: ManagementAnswers
    private let running = Mutex<(server: HTTPServer, task: Task<Void, any Error>)?>(nil)

    private static let maximumScenarioByteCount = 64 << 20

    init(
        service: SandboxService, rsaPublicKey: WrappingKey, sm2PublicKey: WrappingKey, secretID: String, seed: UInt64
    ) {
        answers = ManagementAnswers(
            service: service, rsaPublicKey: rsaPublicKey, sm2PublicKey: sm2PublicKey, secretID: secretID, seed: seed)
    }

    /// Listens on 127.0.0.1.
    ///
    /// - Returns: the port
    /// - Throws: ``SandboxError`` with `cannotListen`.
    func start(port: UInt16) async throws(SandboxError) -> UInt16 {
        let answers = answers
        do {
            let server = HTTPServer(
                address: try .inet(ip4: "127.0.0.1", port: port), timeout: 15, pool: EventLoop(),
                logger: .disabled,
                handler: ClosureHTTPHandler { request in await Self.response(to: request, answers) })
            let task = Task { try await server.run() }
            running.withLock { $0 = (server, task) }
            // `run` ends early when the port is taken; waiting for it to listen would last until its timeout.
            let listening = Task { try await server.waitUntilListening(timeout: 10) }
            let watch = Task {
                if case .failure = await task.result { listening.cancel() }
            }
            defer { watch.cancel() }
            do { try await listening.value } catch {
                // What ended the server is the reason; where nothing did, that it never listened is.
                task.cancel()
                try await task.value
                throw error
            }
            switch await server.listeningAddress {
            case .ip4(_, let port)?, .ip6(_, let port)?: return port
            default: throw SocketError.disconnected
            }
        } catch {
            await stop()
            throw .cannotListen(port: port, error)
        }
    }

    /// Stops to listen.
    func stop() async {
        let current = running.withLock { running in
            defer { running = nil }
            return running
        }
        guard let current else { return }
        // Not by the server's own way to stop, which closes its port while the event loop still waits for it.
        current.task.cancel()
        _ = await current.task.result
    }

    private static func response(to request: HTTPRequest, _ answers: ManagementAnswers) async -> HTTPResponse {
        guard isLoopback(request.headers[.host]) else {
            return response(.init(status: 403, json: ["error": "the Host is not a loopback address"]))
        }
        guard request.bodySequence.count ?? 0 <= maximumScenarioByteCount, let body = try? await request.bodyData
        else { return response(.init(status: 413, json: ["error": "the body is too large"])) }
        return response(answers.answer(request.method.rawValue, request.path, body: Array(body)))
    }

    private static func isLoopback(_ host: String?) -> Bool {
        guard let host else { return false }
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
        return ["127.0.0.1", "localhost", "[::1]"].contains(String(name))
    }

    private static func response(_ answer: ManagementAnswers.Answer) -> HTTPResponse {
        HTTPResponse(
            statusCode: HTTPStatusCode(answer.status, phrase: answer.status == 200 ? "OK" : "Error"),
            headers: [.contentType: "application/json"],
            body: Data(answer.json.serialized() + Array("\n".utf8)))
    }
}
