// SPDX-License-Identifier: Apache-2.0

import TC3Signing
import Testing

@Suite("TC3 verifier")
struct TC3VerifierTests {
    private static let body = Array(#"{"FaceInput":"AA/A","FaceInputType":1}"#.utf8)
    private static let host = "faceid.tencentcloudapi.com"

    /// A signed request whose parts can be changed after signing.
    struct Sent {
        var method = "POST"
        var target = "/"
        var headers: [HeaderField]
        var body: [UInt8]

        init(_ signature: TC3Signature, body: [UInt8]) {
            headers = signature.headers
            self.body = body
        }

        mutating func set(_ name: String, _ value: String) {
            headers = headers.map { $0.isNamed(name) ? HeaderField(name: $0.name, value: value) : $0 }
        }

        var message: HTTPRequestMessage {
            get throws { try HTTPRequestMessage(method: method, target: target, headers: headers, body: body) }
        }
    }

    private static func request(
        host: String = host, contentType: String? = nil, signedHeaders: SignedHeaders = .standard
    ) throws -> TC3Request {
        try TC3Request(
            host: host, action: "DetectAIFakeFaces", version: "2018-03-01", contentType: contentType,
            signedHeaders: signedHeaders)
    }

    private static func sent(_ request: TC3Request? = nil, body: [UInt8] = body) throws -> Sent {
        let signature = try Published.signer(service: "faceid").sign(
            request ?? self.request(), body: body, at: Published.timestamp)
        return Sent(signature, body: body)
    }

    private static func verifier(_ valueCase: TC3Verifier.ValueCase = .either) throws -> TC3Verifier {
        TC3Verifier(credentials: [try Published.credential()], valueCase: valueCase)
    }

    private static func verify(_ sent: Sent, at now: Int64? = nil) throws -> VerificationReport {
        try verifier().verify(sent.message, at: now)
    }

    @Test("accepts what the signer signs", arguments: [SignedHeaders.standard, .minimal])
    func accepts(signedHeaders: SignedHeaders) throws {
        let report = try Self.verify(Self.sent(Self.request(signedHeaders: signedHeaders)), at: Published.timestamp)
        #expect(report.matches)
        #expect(report.warnings.count == (signedHeaders == .minimal ? 1 : 0))
        #expect(report.step == nil)
        #expect(report.firstDifference == nil)
    }

    @Test("accepts an unsigned payload, whatever the body")
    func acceptsUnsignedPayload() throws {
        let signature = try Published.signer(service: "faceid").signUnsignedPayload(
            Self.request(), content: .plain, at: Published.timestamp)
        #expect(try Self.verify(Sent(signature, body: Self.body)).matches)
        #expect(try Self.verify(Sent(signature, body: [])).matches)
    }

    @Test(
        "takes a clock up to 300 s away",
        arguments: [(Int64, Bool)](
            arrayLiteral: (0, true), (299, true), (300, true), (301, false), (-299, true), (-300, true), (-301, false),
            (86_400, false), (.max - 1_551_113_065, false)
        ))
    func clock(skew: Int64, isAccepted: Bool) throws {
        let report = try Self.verify(Self.sent(), at: Published.timestamp + skew)
        #expect(report.matches == isAccepted)
        if !isAccepted { #expect(report.findings.map(\.cause) == [.clock]) }
    }

    @Test("finds the scope's date wrong at the first and right at the last second of a day")
    func midnight() throws {
        for timestamp in [Int64](arrayLiteral: 1_551_052_800, 1_551_139_199) {
            let signature = try Published.signer(service: "faceid").sign(Self.request(), body: Self.body, at: timestamp)
            #expect(try Self.verify(Sent(signature, body: Self.body), at: timestamp).matches)
            var other = Sent(signature, body: Self.body)
            other.set("Authorization", signature.authorization.replacing("2019-02-25", with: "2019-02-24"))
            let report = try Self.verify(other)
            #expect(report.findings.map(\.cause) == [.scope])
        }
    }

    /// The page's own example code lower-cases the action and leaves the content type as it is.
    @Test("takes values in either letter case, and warns where they are not in lower case")
    func eitherCase() throws {
        let contentType = "application/json; charset=UTF-8"
        let sentCase = try Self.sent(
            Self.request(
                host: "FaceID.tencentcloudapi.com", contentType: contentType,
                signedHeaders: .standard.withValuesAsSent()))
        let report = try Self.verify(sentCase)
        #expect(report.matches)
        #expect(report.warnings.count == 3)
        #expect(try #require(report.canonicalRequest).contains("content-type:\(contentType)\n"))
        #expect(try !Self.verifier(.lowerCased).verify(sentCase.message).matches)

        var mixed = try Self.sent(Self.request(signedHeaders: .standard.withValuesAsSent()))
        // Signed with the action in lower case: as if the sender had lower-cased that one itself.
        let lowered = try TC3Request(
            host: Self.host, action: "detectaifakefaces", version: "2018-03-01", contentType: contentType,
            signedHeaders: .standard.withValuesAsSent())
        mixed = try Self.sent(lowered)
        mixed.set("X-TC-Action", "DetectAIFakeFaces")
        let mixedReport = try Self.verify(mixed)
        #expect(mixedReport.matches)
        #expect(mixedReport.warnings.count == 1)
    }

    @Test("is not led to accept a value by its letter case alone")
    func caseIsNotContent() throws {
        var other = try Self.sent()
        other.set("X-TC-Action", "detectAIFAKEfaces")
        #expect(try Self.verify(other).matches)
        other.set("X-TC-Action", "DetectAIFakeFace")
        #expect(try !Self.verify(other).matches)
    }

    @Test("refuses every change of a signed request", arguments: 0..<7)
    func changes(kind: Int) throws {
        var other = try Self.sent()
        switch kind {
        case 0: other.method = "GET"
        case 1: other.target = "/?a=b"
        case 2: other.target = "/v2"
        case 3: other.set("Host", "iai.tencentcloudapi.com")
        case 4: other.set("X-TC-Timestamp", "1551113066")
        case 5: other.body.append(0x20)
        default: other.set("Content-Type", "application/json;charset=utf-8")
        }
        #expect(try !Self.verify(other).matches)
    }

    @Test("refuses every changed byte of the body and every changed digit of the signature")
    func everyByte() throws {
        let sent = try Self.sent()
        let verifier = try Self.verifier()
        for index in Self.body.indices {
            var other = sent
            other.body[index] ^= 1
            #expect(try !verifier.verify(other.message, explains: false).matches)
        }
        let authorization = try #require(sent.headers.last?.value)
        for offset in 1...64 {
            var digits = Array(authorization.utf8)
            let index = digits.count - offset
            digits[index] = digits[index] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
            var other = sent
            other.set("Authorization", String(decoding: digits, as: UTF8.self))
            let report = try verifier.verify(other.message, explains: false)
            #expect(!report.matches)
            #expect(!"\(report)".contains(authorization.suffix(64)))
        }
    }

    @Test("names two mistakes that were made together")
    func pairs() throws {
        var other = try Self.sent()
        other.set("Content-Type", "application/json; charset=utf-8")
        other.body.append(0x0a)
        let report = try Self.verify(other)
        #expect(Set(report.findings.map(\.cause)) == [.header, .payload])
        #expect(report.firstDifference?.line == 4)
        #expect(report.firstDifference?.received == "content-type:application/json")
        #expect(report.findings.last?.difference.line == 9)
    }

    @Test("names a wrong scope and another mistake together")
    func scopeAndMistake() throws {
        let signature = try Published.signer(service: "iai").sign(
            Self.request(), body: Self.body, at: Published.timestamp)
        var other = Sent(signature, body: Self.body)
        other.set("Host", Self.host + ":443")
        let report = try Self.verify(other)
        #expect(Set(report.findings.map(\.cause)) == [.header, .scope])
    }

    /// What JSON libraries make of one document; the second of each pair is sent, the first was
    /// signed.
    @Test(
        "recognises a body that was written anew",
        arguments: [
            (#"{"a":"x/y","b":[1,2]}"#, #"{"a": "x/y", "b": [1, 2]}"#),
            (#"{"a": "x/y", "b": [1, 2]}"#, #"{"a":"x/y","b":[1,2]}"#),
            (#"{"a":"x/y"}"#, #"{"a":"x\/y"}"#), (#"{"a":"x\/y"}"#, #"{"a":"x/y"}"#),
            (#"{"a":"脸😀"}"#, #"{"a": "\u8138\ud83d\ude00"}"#),
            (#"{"a":"\u8138\ud83d\ude00 \" \\ \u000a"}"#, #"{"a": "脸😀 \" \\ \u000a"}"#),
            (#"{"a":1}"#, "{\n  \"a\" : 1\n}\n"),
            (#"{"a": 1,"b": 2}"#, #"{"a":1,"b":2}"#),
        ])
    func respelledBodies(signed: String, sent: String) throws {
        var other = try Self.sent(body: Array(signed.utf8))
        other.body = Array(sent.utf8)
        let report = try Self.verify(other)
        #expect(report.findings.map(\.cause) == [.payload])
        #expect(try #require(report.explanation).contains("written anew"))
    }

    @Test(
        "says that the request is not signed, or how Authorization is malformed",
        arguments: [
            "SKIP", "", "TC3-HMAC-SHA256",
            "TC3-HMAC-SHA256 Credential=a/b/c/tc3_request,SignedHeaders=host,Signature=0",
            "TC3-HMAC-SHA256 Credential=a/2019-02-25/faceid/tc3_request, SignedHeaders=, Signature=0",
            "TC3-HMAC-SHA256 Credential=a//faceid/tc3_request, SignedHeaders=h, Signature=0",
            "TC3-HMAC-SHA256 SignedHeaders=h, Credential=a/2019-02-25/faceid/tc3_request, Signature=0",
            "TC3-HMAC-SHA256 Credential=a/2019-02-25/faceid/tc3_request, SignedHeaders=h, Signature=0, X=1",
            "tc3-hmac-sha256 Credential=a/2019-02-25/faceid/tc3_request, SignedHeaders=h, Signature=0",
        ])
    func malformedAuthorization(value: String) throws {
        var other = try Self.sent()
        other.set("Authorization", value)
        let report = try Self.verify(other)
        #expect(report.findings.first?.cause == .authorization)
        #expect(report.step == .request)
        #expect(report.canonicalRequest == nil)
    }

    @Test(
        "refuses a header that is there twice, which could be read in two ways",
        arguments: [
            "Host", "content-type", "X-TC-Timestamp", "Authorization", "X-TC-Action", "X-TC-Content-SHA256",
        ])
    func twice(name: String) throws {
        var other = try Self.sent()
        if name == "X-TC-Content-SHA256" { other.headers.append(HeaderField(name: name, value: "UNSIGNED-PAYLOAD")) }
        let value = try #require(other.headers.first { $0.isNamed(name) }?.value)
        other.headers.append(HeaderField(name: name, value: value))
        let report = try Self.verify(other)
        #expect(report.findings.contains { $0.cause == .header && $0.step == .request })
    }

    @Test(
        "refuses a timestamp that is no plain number of seconds",
        arguments: [
            "", "1551113065000", "+1551113065", "01551113065", "1551113065.0", "-1", "2019-02-25T16:44:25Z",
            "99999999999999999999",
        ])
    func timestamps(value: String) throws {
        var other = try Self.sent()
        other.set("X-TC-Timestamp", value)
        let report = try Self.verify(other)
        #expect(report.findings.map(\.cause) == [.timestamp])
    }

    @Test("does not know every secret ID")
    func secretIDs() throws {
        let verifier = TC3Verifier(credentials: [try Published.credential(id: "AKIDother")])
        let report = verifier.verify(try Self.sent().message)
        #expect(report.findings.map(\.cause) == [.secretID])
        #expect(report.firstDifference?.expected == "AKIDother")
        #expect(report.canonicalRequest != nil)
        let both = TC3Verifier(credentials: [try Published.credential(id: "AKIDother"), try Published.credential()])
        #expect(try both.verify(Self.sent().message).matches)
    }

    @Test("takes the service from the vendor's hosts, and the scope's elsewhere")
    func services() throws {
        #expect(try Self.verify(Self.sent(Self.request(host: "127.0.0.1:8080"))).matches)
        #expect(try Self.verify(Self.sent(Self.request(host: "localhost"))).matches)
        #expect(try Self.verify(Self.sent(Self.request(host: "faceid.ap-guangzhou.tencentcloudapi.com"))).matches)
        let report = try Self.verify(Self.sent(Self.request(host: "iai.tencentcloudapi.com")))
        #expect(report.findings.map(\.cause) == [.scope])
        let named = TC3Verifier(credentials: [try Published.credential()], service: "iai")
        #expect(try named.verify(Self.sent(Self.request(host: "localhost")).message).findings.map(\.cause) == [.scope])
    }

    @Test("refuses what API 3.0 does not take, however well it is signed")
    func wellSignedNonsense() throws {
        var other = try Self.sent()
        other.headers.append(HeaderField(name: "X-TC-Content-SHA256", value: "unsigned-payload"))
        #expect(try Self.verify(other).findings.map(\.cause) == [.payload])
        var elsewhere = try Self.sent()
        elsewhere.target = "/v2/index.php"
        #expect(try Self.verify(elsewhere).findings.map(\.cause) == [.path])
    }

    @Test(
        "refuses an action that is missing or there twice, signed or not", arguments: ["X-TC-Action", "X-TC-Version"])
    func unsignedHeaders(name: String) throws {
        let signed = try Self.sent(Self.request(signedHeaders: .minimal))
        var missing = signed
        missing.headers.removeAll { $0.isNamed(name) }
        #expect(try Self.verify(missing).findings.map(\.cause) == [.header])
        var twice = signed
        twice.headers.append(HeaderField(name: name, value: "Other"))
        #expect(try Self.verify(twice).findings.map(\.cause) == [.header])
    }

    @Test("takes at most 100 names in the list of Authorization, as a request has no more headers")
    func longLists() throws {
        let names = (0..<97).map { "x-\($0)" }
        var other = try Self.sent()
        let authorization = try #require(other.headers.last?.value)
        for (names, findings) in [(names, 97), (names + ["x-97"], 1), ([String](repeating: "x", count: 20_000), 1)] {
            let list = (SignedHeaders.standard.names + names).joined(separator: ";")
            other.set("Authorization", authorization.replacing(SignedHeaders.standard.list, with: list))
            let report = try Self.verify(other)
            #expect(report.findings.count == findings)
            #expect(report.findings.allSatisfy { $0.cause == .signedHeaders })
        }
        #expect(try Self.verify(other).firstDifference?.received == "20003")
    }

    @Test("warns of a payload that is not signed")
    func unsignedPayloadWarning() throws {
        let signature = try Published.signer(service: "faceid").signUnsignedPayload(
            Self.request(), content: .plain, at: Published.timestamp)
        #expect(try Self.verify(Sent(signature, body: Self.body)).warnings.count == 1)
    }

    @Test("compares the steps of a sender who signs values as sent with the steps as the sender took them")
    func comparesEitherCase() throws {
        let request = try Self.request(signedHeaders: .standard.withValuesAsSent())
        let signature = try Published.signer(service: "faceid").sign(request, body: Self.body, at: Published.timestamp)
        let message = try Sent(signature, body: Self.body).message
        let steps = SigningSteps(
            canonicalRequest: signature.canonicalRequest, stringToSign: signature.stringToSign,
            signature: signature.signature)
        #expect(try Self.verifier().compare(message, with: steps).matches)
        #expect(try Self.verifier(.lowerCased).compare(message, with: steps).firstDifference?.line == 6)
    }

    @Test("does not look for mistakes when it is not asked to")
    func noExplanation() throws {
        var other = try Self.sent()
        other.body.append(0x0a)
        let report = try Self.verifier().verify(other.message, explains: false)
        #expect(report.findings.map(\.cause) == [.signature])
    }

    @Test("never shows a key or the right signature")
    func nothingSecret() throws {
        var other = try Self.sent()
        let right = try #require(other.headers.last?.value.suffix(64))
        other.body = Array("{}".utf8)
        let report = try Self.verify(other)
        var dumped = ""
        dump(report, to: &dumped)
        // The signature that was sent is shown; the one that belongs to the changed body is not.
        let belonging = try Published.signer(service: "faceid").sign(
            Self.request(), body: Array("{}".utf8), at: Published.timestamp
        ).signature
        #expect(dumped.contains(right))
        #expect(!dumped.contains(belonging))
        // There is one, though it is not shown.
        #expect(report.firstDifference?.hidesExpected == true)
        #expect("\(report)".contains("expected: not shown"))
        #expect(!dumped.contains(Published.secretKey))
    }
}
