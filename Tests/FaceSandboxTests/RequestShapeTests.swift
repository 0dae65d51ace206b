// SPDX-License-Identifier: Apache-2.0

import FaceSandbox
import StrictJSON
import TC3Signing
import Testing

@Suite("Requests that are none, before any signature is looked at")
struct RequestShapeTests {
    private static let shapes: [(what: String, code: String, change: @Sendable (inout RawRequest) -> Void)] = [
        ("DELETE", "UnsupportedProtocol", { $0.method = "DELETE" }),
        ("a path", "InvalidRequest", { $0.target = "/v2/index.php" }),
        ("no content type", "InvalidRequest", { $0["Content-Type"] = nil }),
        ("a form", "InvalidRequest", { $0["Content-Type"] = "application/x-www-form-urlencoded" }),
        ("plain text", "InvalidRequest", { $0["Content-Type"] = "text/plain" }),
        ("multipart", "InvalidRequest", { $0["Content-Type"] = "multipart/form-data; boundary=a" }),
        (
            "two content types", "InvalidRequest",
            { $0.headers.append(HeaderField(name: "content-type", value: "text/plain")) }
        ),
        ("no action", "MissingParameter", { $0["X-TC-Action"] = nil }),
        ("two actions", "InvalidRequest", { $0.headers.append(HeaderField(name: "x-tc-action", value: "Decrypt")) }),
        ("an unknown action", "InvalidAction", { $0["X-TC-Action"] = "DetectAIGCContent" }),
        ("an action in lower case", "InvalidAction", { $0["X-TC-Action"] = "detectaifakefaces" }),
        ("no version", "MissingParameter", { $0["X-TC-Version"] = nil }),
        ("an unknown version", "NoSuchVersion", { $0["X-TC-Version"] = "2020-03-03" }),
        ("no timestamp", "MissingParameter", { $0["X-TC-Timestamp"] = nil }),
        ("a timestamp of letters", "InvalidParameterValue", { $0["X-TC-Timestamp"] = "now" }),
        ("a timestamp with a zero", "InvalidParameterValue", { $0["X-TC-Timestamp"] = "01700000000" }),
        ("a timestamp with a sign", "InvalidParameterValue", { $0["X-TC-Timestamp"] = "-1" }),
        (
            "a GET with a body", "InvalidRequest",
            {
                $0.method = "GET"
                $0["Content-Type"] = "application/x-www-form-urlencoded"
            }
        ),
        (
            "a long query", "RequestSizeLimitExceeded",
            {
                $0.target = "/?" + String(repeating: "a", count: 32 << 10 | 1)
            }
        ),
    ]

    @Test("each has the code of its kind, HTTP status 200 and a RequestId")
    func shapes() async throws {
        try await withSandbox { service in
            let good = try service.signed(.detect, body: TestAction.detect.parameters.serialized())
            for (what, code, change) in Self.shapes {
                var request = good
                change(&request)
                let answer = try #require(await service.send(request), "\(what)")
                #expect(answer.code == code, "\(what): \(answer.message ?? "")")
                #expect(answer.status == 200, "\(what)")
                #expect(answer.requestID?.utf8.count == 36, "\(what)")
                #expect(answer.message?.isEmpty == false, "\(what)")
            }
        }
    }

    @Test("bodies that are no JSON object, or not of the action's parameters, have the gateway's codes")
    func parameters() async throws {
        try await withSandbox { service in
            for (body, code) in [
                ("", "InvalidParameter"), ("{", "InvalidParameter"), ("[]", "InvalidParameter"),
                ("{} ", "MissingParameter"), (#"{"SdkToken":1}"#, "InvalidParameter"),
                (#"{"SdkToken":null}"#, "MissingParameter"), (#"{"SdkToken":"a","SdkToken":"b"}"#, "InvalidParameter"),
                (#"{"SdkToken":"a","Other":1}"#, "UnknownParameter"), ("\u{feff}{}", "InvalidParameter"),
                (#"{"SdkToken":"\ud800"}"#, "InvalidParameter"),
            ] {
                let answer = await service.send(try service.signed(.result, body: Array(body.utf8)))
                #expect(answer?.code == code, "\(body)")
            }
        }
    }

    @Test("a region is asked for, and has to be one of the page's")
    func regions() async throws {
        try await withSandbox { service in
            for (action, wrong) in [(TestAction.accurate, "ap-hongkong"), (.result, "ap-beijing")] {
                for (region, code) in [
                    (nil, "MissingParameter"), (wrong, "UnsupportedRegion"), ("AP-SINGAPORE", "UnsupportedRegion"),
                ] {
                    var changed = action
                    changed.region = region
                    let answer = try await service.call(changed, action.parameters)
                    #expect(answer?.code == code)
                }
            }
            var keys = TestAction.newKey
            keys.region = nil
            let answer = try await service.call(keys, keys.parameters)
            #expect(answer?.code == "MissingParameter")
        }
    }

    @Test("messages come in Chinese to those who ask for them, with the same code")
    func language() async throws {
        try await withSandbox { service in
            let body = Array("{}".utf8)
            let english = await service.send(try service.signed(.result, body: body, language: "en-US"))
            let chinese = await service.send(try service.signed(.result, body: body, language: "zh-CN"))
            #expect(english?.code == "MissingParameter")
            #expect(chinese?.code == "MissingParameter")
            #expect(chinese?.message == "缺少参数。")
            #expect(english?.message != chinese?.message)
        }
    }

    @Test("the documented rates are kept, and refused requests do not count")
    func rates() async throws {
        try await withSandbox {
            $0.rateLimits = .documented
        } _: { service in
            // Over one connection, so that all of them come within a second.
            let refused = try service.signed(.detect, body: Array(#"{"FaceInputType":3}"#.utf8))
            let good = try service.signed(.detect, body: TestAction.detect.parameters.serialized())
            let requests = [refused, refused, refused] + [RawRequest](repeating: good, count: 6)
            let outcome = await RawConnection.run(
                port: service.port,
                [.send(requests.flatMap { $0.bytes(keepsConnection: true) }), .receive(answers: requests.count)])
            let codes = outcome.answers.map(\.code)
            #expect(
                codes == [String?](repeating: "InvalidParameter", count: 3) + [nil, nil, nil, nil, nil]
                    + ["RequestLimitExceeded"])
            try await Task.sleep(for: .milliseconds(1_100))
            #expect(await service.send(good)?.code == nil)
        }
        try await withSandbox {
            $0.rateLimits = .perSecond(["DetectLiveFaceAccurate": 1])
        } _: { service in
            let request = try service.signed(.accurate, body: TestAction.accurate.parameters.serialized())
            let bytes = request.bytes(keepsConnection: true)
            let outcome = await RawConnection.run(port: service.port, [.send(bytes + bytes), .receive(answers: 2)])
            // iai has a spelling of its own.
            #expect(outcome.answers.map(\.code) == [nil, "FailedOperation.RequestLimitExceeded"])
        }
    }
}
