// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import StrictJSON

/// What the management port answers, apart from HTTP.
struct ManagementAnswers: Sendable {
    /// A status and a document.
    struct Answer: Sendable {
        var status = 200
        let json: JSONValue
    }

    let service: SandboxService
    let rsaPublicKey: WrappingKey
    let sm2PublicKey: WrappingKey
    let secretID: String
    let seed: UInt64

    private static let routes = [
        ("GET", "/health"), ("GET", "/keys"), ("GET", "/journal"), ("GET", "/faults"), ("POST", "/scenario"),
        ("POST", "/reset"),
    ]

    /// Answers a request.
    func answer(_ method: String, _ path: String, body: [UInt8]) -> Answer {
        switch (method, path) {
        case ("GET", "/health"): Answer(json: health)
        case ("GET", "/keys"): Answer(json: keys)
        case ("GET", "/journal"): Answer(json: journal)
        case ("GET", "/faults"): Answer(json: faults)
        case ("POST", "/scenario"): replaceScenario(body)
        case ("POST", "/reset"): reset()
        default: unknown(method, path)
        }
    }

    private var health: JSONValue {
        [
            "status": "ok", "endpoint": .string(service.endpoint), "exchanges": .number(service.journal.count),
            "scenarioEntries": .number(service.scenario.count), "clock": .number(service.now()),
            "judgesFaces": false,
        ]
    }

    private var keys: JSONValue {
        [
            "secretId": .string(secretID), "rsaPublicKey": .string(rsaPublicKey.pem()),
            "sm2PublicKey": .string(sm2PublicKey.pem()),
        ]
    }

    private var journal: JSONValue {
        ["exchanges": .array(service.journal.exchanges.map(\.json))]
    }

    private var faults: JSONValue {
        [
            // As text: most readers of JSON keep only 53 bits of a number.
            "seed": .string(String(seed)),
            "faults": .array(
                service.faults.counts.map { count in
                    [
                        "fault": .string(count.fault.description), "considered": .number(count.considered),
                        "struck": .number(count.struck),
                    ]
                }),
        ]
    }

    private func replaceScenario(_ body: [UInt8]) -> Answer {
        do throws(SandboxError) {
            let scenario = try Scenario(json: body.span)
            service.scenario.restart(with: scenario)
            return Answer(json: ["status": "ok", "scenarioEntries": .number(scenario.count)])
        } catch {
            var members: [JSONValue.Member] = [.init("error", .string(error.message))]
            if let hint = error.hint { members.append(.init("hint", .string(hint))) }
            return Answer(status: 400, json: .object(members))
        }
    }

    /// Forgets what happened; the keys, the scenario and the faults stay.
    private func reset() -> Answer {
        service.journal.removeAll()
        service.scenario.restart()
        service.limiter.reset()
        service.faults.reset()
        service.files.removeAll()
        return Answer(json: ["status": "ok"])
    }

    private func unknown(_ method: String, _ path: String) -> Answer {
        let isKnown = Self.routes.contains { $0.1 == path }
        let routes = Self.routes.map { JSONValue.string("\($0.0) \($0.1)") }
        return Answer(
            status: isKnown ? 405 : 404,
            json: ["error": .string("there is no \(method) \(path.prefix(80)) here"), "routes": .array(routes)])
    }
}

extension SandboxExchange {
    fileprivate var json: JSONValue {
        func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
        var mismatch = JSONValue.null
        if let found = signatureMismatch {
            mismatch = [
                "step": .string(found.step), "line": .number(found.line), "expected": text(found.expected),
                "hidesExpected": .bool(found.hidesExpected), "received": text(found.received),
                "explanation": .string(found.explanation),
            ]
        }
        return [
            "number": .number(number), "time": .number(time), "method": .string(method), "path": .string(path),
            "action": text(action), "requestId": text(requestID), "status": .number(status),
            "errorCode": text(errorCode), "explanation": text(explanation), "signatureMismatch": mismatch,
            "requestBytes": .number(requestByteCount), "responseBytes": .number(responseByteCount),
            "microseconds": .number(microseconds), "faults": .array(faults.map { .string($0) }),
        ]
    }
}
