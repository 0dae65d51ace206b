// SPDX-License-Identifier: Apache-2.0

import FaceSandbox
import RequestCrypto
import StrictJSON
import Synchronization
import TC3Signing
import Testing

@Suite("The management port and the journal")
struct ManagementTests {
    @Test("health and keys say what a client needs, and that no face is judged")
    func healthAndKeys() async throws {
        try await withSandbox { service in
            let health = try #require(await service.manage("GET", "/health")?.json)
            #expect(health["status"]?.string == "ok")
            #expect(health["endpoint"]?.string == service.sandbox.endpoint)
            #expect(health["judgesFaces"]?.bool == false)
            #expect(health["clock"]?.int == Int(SandboxUnderTest.now))
            let keys = try #require(await service.manage("GET", "/keys")?.json)
            #expect(keys["secretId"]?.string == service.sandbox.secretID)
            #expect(try WrappingKey(pem: keys["rsaPublicKey"]?.string ?? "") == service.sandbox.rsaPublicKey)
            #expect(try WrappingKey(pem: keys["sm2PublicKey"]?.string ?? "") == service.sandbox.sm2PublicKey)
        }
    }

    @Test("the journal has each exchange, with the first differing line of a signature that does not fit")
    func journal() async throws {
        try await withSandbox { service in
            let body = TestAction.detect.parameters.serialized()
            let good = try service.signed(.detect, body: body)
            _ = await service.send(good)
            var changed = good
            changed["Content-Type"] = "application/json; charset=utf-8"
            let refused = try #require(await service.send(changed))
            let exchanges = try #require(await service.manage("GET", "/journal")?.json?["exchanges"]?.array)
            #expect(exchanges.count == 2)
            #expect(exchanges[0]["action"]?.string == "DetectAIFakeFaces")
            #expect(exchanges[0]["errorCode"]?.isNull == true)
            #expect(exchanges[0]["requestBytes"]?.int == body.count)
            #expect(exchanges[0]["signatureMismatch"]?.isNull == true)
            #expect(exchanges[1]["requestId"]?.string == refused.requestID)
            let mismatch = try #require(exchanges[1]["signatureMismatch"])
            #expect(mismatch["step"]?.string == "canonical-request")
            #expect(mismatch["expected"]?.string == "content-type:application/json; charset=utf-8")
            #expect(mismatch["hidesExpected"]?.bool == false)
            #expect(mismatch["received"]?.string == "content-type:application/json")
            // Method, path and an empty query stand above it.
            #expect(mismatch["line"]?.int == 4)
        }
    }

    @Test("faults are listed with their counts, and the seed")
    func faults() async throws {
        try await withSandbox(faults: ["throttle:every=2", "delay:ms=0,action=Decrypt"]) { service in
            for _ in 0..<5 { _ = try await service.call(.result, TestAction.result.parameters) }
            let json = try #require(await service.manage("GET", "/faults")?.json)
            #expect(json["seed"]?.string == "1")
            let first = try #require(json["faults"]?[0])
            #expect(first["fault"]?.string == "throttle:every=2")
            #expect(first["considered"]?.int == 5)
            #expect(first["struck"]?.int == 2)
            #expect(json["faults"]?[1]?["considered"]?.int == 0)
        }
    }

    @Test("a scenario is replaced whole or not at all, and names no files from here")
    func scenario() async throws {
        try await withSandbox(scenario: #"{"rules": [{"answer": {"AttackRiskLevel": "Mid"}}]}"#) { service in
            func level() async throws -> String? {
                try await service.call(.detect, TestAction.detect.parameters)?.response?["AttackRiskLevel"]?.string
            }
            #expect(try await level() == "Mid")
            let broken = try #require(await service.manage("POST", "/scenario", body: #"{"rules": [{}]}"#))
            #expect(broken.status == 400)
            #expect(broken.json?["error"]?.string?.contains("rules[0]") == true)
            let file = #"{"tokens": [{"token": "t", "video": {"file": "/etc/hostname"}}]}"#
            #expect(await service.manage("POST", "/scenario", body: file)?.status == 400)
            #expect(try await level() == "Mid")
            let better = #"{"rules": [{"answer": {"AttackRiskLevel": "High"}}]}"#
            #expect(await service.manage("POST", "/scenario", body: better)?.json?["scenarioEntries"]?.int == 1)
            #expect(try await level() == "High")
        }
    }

    @Test("a reset forgets what happened, and keeps keys, scenario and faults")
    func reset() async throws {
        let scenario = #"{"rules": [{"times": 1, "answer": {"Result": "16"}}]}"#
        try await withSandbox(scenario: scenario, faults: ["throttle:count=1,after=1"]) { service in
            func codes() async throws -> [String?] {
                var codes: [String?] = []
                for _ in 0..<3 {
                    let answer = try await service.call(.result, TestAction.result.parameters)
                    codes.append(answer?.code ?? answer?.response?["Result"]?.string)
                }
                return codes
            }
            let first = try await codes()
            #expect(first == ["16", "RequestLimitExceeded", "0"])
            let keys = await service.manage("GET", "/keys")?.text
            #expect(await service.manage("POST", "/reset")?.json?["status"]?.string == "ok")
            #expect(await service.sandbox.journal().isEmpty)
            #expect(try await codes() == first)
            #expect(await service.manage("GET", "/keys")?.text == keys)
            #expect(await service.sandbox.journal().first?.number == 1)
        }
    }

    @Test("other paths and methods are refused with a list of those that are there")
    func unknown() async throws {
        try await withSandbox { service in
            #expect(await service.manage("GET", "/secrets")?.status == 404)
            let wrong = try #require(await service.manage("POST", "/health"))
            #expect(wrong.status == 405)
            #expect(wrong.json?["routes"]?.array?.count == 6)
        }
    }

    @Test(
        "a name that somebody pointed at this machine is not answered",
        arguments: ["evil.example", "127.0.0.1.evil.example", "0.0.0.0"])
    func rebinding(_ host: String) async throws {
        try await withSandbox { service in
            #expect(await service.manage("GET", "/keys", host: host)?.status == 403)
        }
    }

    @Test(
        "what a page in a browser sends changes nothing",
        arguments: [
            [("Origin", "https://evil.example")], [("Origin", "null")], [("Origin", "http://127.0.0.1:1")],
            [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")], [("sec-fetch-site", "")],
            [("Sec-Fetch-Site", "none"), ("Sec-Fetch-Site", "cross-site")],
            [("Host", "evil.example")],
            [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "same-origin")],
        ])
    func pages(_ headers: [(String, String)]) async throws {
        try await withSandbox { service in
            _ = try await service.call(.result, TestAction.result.parameters)
            let fields = headers.map { HeaderField(name: $0.0, value: $0.1) }
            let scenario = #"{"rules": [{"answer": {}}]}"#
            for type in ["application/json", "text/plain", nil] {
                for (method, path) in [("POST", "/reset"), ("POST", "/scenario"), ("GET", "/journal")] {
                    let answer = await service.manage(
                        method, path, body: method == "POST" ? scenario : "", type: type, additional: fields)
                    #expect(answer?.status == 403)
                }
            }
            #expect(await service.manage("GET", "/health")?.json?["scenarioEntries"]?.int == 0)
            #expect(await service.sandbox.journal().count == 1)
        }
    }

    @Test("a page cannot hide a request of its own in the body of one that is refused")
    func hiddenRequest() async throws {
        try await withSandbox { service in
            _ = try await service.call(.result, TestAction.result.parameters)
            let hidden = Array("POST /reset HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8)
            // Beyond what any reader takes in one go, and beyond what is read to its end.
            for filling in [0, 5_000, 3 << 20, 65 << 20] {
                var request = RawRequest(
                    target: "/reset", headers: [HeaderField(name: "Host", value: "127.0.0.1")],
                    body: [UInt8](repeating: 0x0a, count: filling) + hidden)
                request["Origin"] = "https://evil.example"
                let outcome = await RawConnection.run(
                    port: service.managementPort, [.send(request.bytes(keepsConnection: true)), .endSending])
                #expect(outcome.answers.map(\.status) == [403] || filling > 64 << 20 && outcome.answers.count <= 1)
            }
            #expect(await service.sandbox.journal().count == 1)
        }
    }

    @Test("a scenario says that it is JSON", arguments: ["text/plain", "application/jsonx", "text/json", nil])
    func contentType(_ type: String?) async throws {
        try await withSandbox { service in
            let scenario = #"{"rules": [{"answer": {}}]}"#
            #expect(await service.manage("POST", "/scenario", body: scenario, type: type)?.status == 415)
            let good = await service.manage(
                "POST", "/scenario", body: scenario, type: "Application/JSON; charset=utf-8",
                additional: [HeaderField(name: "Sec-Fetch-Site", value: "none")])
            #expect(good?.status == 200)
        }
    }

    @Test("a body is at most 64 MiB, and says its length before it is read")
    func bodyLimit() async throws {
        try await withSandbox { service in
            var request = RawRequest(
                target: "/scenario",
                headers: [
                    HeaderField(name: "Host", value: "127.0.0.1"),
                    HeaderField(name: "Content-Type", value: "application/json"),
                ])
            request.announcesLength = false
            func status(_ additional: String, _ value: String, body: String = "") async -> [Int] {
                var request = request
                request[additional] = value
                request.body = Array(body.utf8)
                return await RawConnection.run(
                    port: service.managementPort, [.send(request.bytes()), .receive(answers: 1)]
                ).answers.map(\.status)
            }
            #expect(await status("Content-Length", String((64 << 20) + 1)) == [413])
            // Refused at the head: of a body that never ends, nothing is read.
            #expect(await status("Transfer-Encoding", "chunked", body: "4000000\r\n") == [411])
            #expect(await service.manage("POST", "/scenario", body: "{}")?.status == 200)
        }
    }

    @Test("neither the journal, nor the log, nor any answer of the management port has a secret or a person in it")
    func noSecrets() async throws {
        let lines = Mutex<[String]>([])
        let credential = try Credential(
            secretID: "AKIDofThisTest", secretKey: "SecretKeyOfThisTest", token: "TokenOfThisTest")
        try await withSandbox { configuration in
            configuration.credential = credential
            configuration.log = { line in lines.withLock { $0.append(line) } }
        } _: { service in
            var request = try service.signed(
                .identity, body: TestAction.identity.parameters.serialized(),
                headers: SignedHeaders.standard.adding("x-tc-token"))
            _ = await service.send(request)
            request["X-TC-Token"] = "TokenOfAnother"
            _ = await service.send(request)
            _ = try await service.call(.newKey, TestAction.newKey.parameters)
            _ = try await service.call(.detect, TestAction.detect.parameters)
            var shown = lines.withLock { $0 }
            for path in ["/health", "/keys", "/journal", "/faults"] {
                shown.append(try #require(await service.manage("GET", path)?.text))
            }
            for text in shown {
                for secret in [
                    "SecretKeyOfThisTest", "TokenOfThisTest", "TokenOfAnother", "11010519491231002X", "示例",
                    "PRIVATE", TestAction.photo,
                ] {
                    #expect(!text.contains(secret))
                }
            }
            #expect(lines.withLock { $0.count } == 4)
            #expect(!"\(service.sandbox)".contains("SecretKeyOfThisTest"))
        }
    }

    @Test("the journal keeps the newest entries")
    func bounded() async throws {
        try await withSandbox {
            $0.journalCapacity = 3
        } _: { service in
            for _ in 0..<10 { _ = try await service.call(.result, TestAction.result.parameters) }
            #expect(await service.sandbox.journal().map(\.number) == [8, 9, 10])
        }
    }
}
