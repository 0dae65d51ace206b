// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TC3Signing
import Testing

@testable import FaceAPI

/// What a call sends besides the headers of its own.
struct CallHeadersTests {
    private func call(_ client: FaceClient, _ options: CallOptions) async throws(FaceAPIError) {
        _ = try await client.call(action: "A", version: "2018-03-01", service: "faceid", options: options)
    }

    private func failure(_ change: (inout CallOptions) -> Void) async throws -> (FaceAPIError?, sent: Int) {
        let service = try ScriptedService([.success])
        let client = try service.client { $0.requestClient = "test" }
        var options = CallOptions()
        change(&options)
        do throws(FaceAPIError) {
            try await call(client, options)
            return (nil, service.requests.count)
        } catch {
            return (error, service.requests.count)
        }
    }

    @Test("the caller's headers are sent, and the signature leaves them out")
    func unsigned() async throws {
        let service = try ScriptedService([.success])
        var options = CallOptions()
        options.additionalHeaders = ["X-Tenant": "one", "X-Empty": ""]
        try await call(try service.client(), options)
        let request = try #require(service.requests.first)
        #expect(request.header("X-Tenant") == "one")
        #expect(request.header("X-Empty") == "")
        #expect(request.header("Authorization")?.contains("SignedHeaders=content-type;host;x-tc-action,") == true)
        #expect(try request.isSigned())
    }

    @Test("they are signed where that is asked for, in each attempt")
    func signed() async throws {
        let service = try ScriptedService([.error("RequestLimitExceeded"), .success])
        var options = CallOptions()
        options.additionalHeaders = ["X-Tenant": "One Two", "A-First": "1"]
        options.signsAdditionalHeaders = true
        try await call(try service.client(), options)
        #expect(service.requests.count == 2)
        for request in service.requests {
            let signed = "SignedHeaders=a-first;content-type;host;x-tc-action;x-tenant,"
            #expect(request.header("Authorization")?.contains(signed) == true)
            #expect(try request.isSigned())
        }
    }

    @Test("a header that the configuration signs is looked for among the caller's")
    func signedByConfiguration() async throws {
        let service = try ScriptedService([.success])
        let names = try SignedHeaders.minimal.adding("X-Tenant")
        let client = try service.client { $0.signedHeaders = names }
        var options = CallOptions()
        options.additionalHeaders = ["X-Tenant": "one"]
        options.signsAdditionalHeaders = true
        try await call(client, options)
        #expect(try #require(service.requests.first).isSigned())
        await #expect(throws: FaceAPIError(.invalidRequest, "")) { try await call(client, CallOptions()) }
        #expect(service.requests.count == 1)
    }

    @Test(
        "what the signer or the transport writes, what stands there twice and what is no header is refused unsent",
        arguments: [
            ["Host": "other.example"], ["authorization": "x"], ["x-tc-action": "Other"], ["X-TC-Token": "t"],
            ["X-A": "1", "x-a": "2"], ["X-TC-RequestClient": "other"], ["Content-Length": "1"], ["Connection": "close"],
            ["X-A": "1\r\nX-B: 2"], ["X A": "1"], ["": "1"], ["X-A": " 1"], ["X-A": "\u{E4}"],
        ] as [HTTPHeaders], [false, true])
    func refused(_ headers: HTTPHeaders, isSigned: Bool) async throws {
        let (error, sent) = try await failure { options in
            options.additionalHeaders = headers
            options.signsAdditionalHeaders = isSigned
        }
        #expect(error?.code == .invalidRequest, "\(headers)")
        #expect(sent == 0)
    }

    @Test("each call has a random trace ID of its own, the same in all its attempts")
    func randomTraceID() async throws {
        let service = try ScriptedService([.error("RequestLimitExceeded"), .success])
        let entries = Mutex<[RequestLogEntry]>([])
        let client = try service.client { configuration in
            configuration.log = { entry in entries.withLock { $0.append(entry) } }
        }
        try await call(client, CallOptions())
        try await call(client, CallOptions())
        let sent = service.requests.map { $0.header("X-TC-TraceId") ?? "" }
        #expect(sent.count == 3)
        #expect(sent[0] == sent[1] && sent[1] != sent[2])
        let uuid = #/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/#
        #expect(try sent.allSatisfy { try uuid.wholeMatch(in: $0) != nil }, "\(sent)")
        #expect(entries.withLock { $0.map { $0.headers["X-TC-TraceId"] } } == sent)
    }

    @Test("the caller may name the trace, in one place")
    func givenTraceID() async throws {
        for inHeaders in [false, true] {
            let service = try ScriptedService([.success])
            var options = CallOptions()
            if inHeaders { options.additionalHeaders = ["x-tc-traceid": "mine"] } else { options.traceID = "mine" }
            try await call(try service.client(), options)
            #expect(service.requests.first?.header("X-TC-TraceId") == "mine")
        }
        let (both, sent) = try await failure { options in
            options.traceID = "mine"
            options.additionalHeaders = ["X-TC-TraceId": "other"]
        }
        #expect(both?.code == .invalidRequest)
        #expect(sent == 0)
        let (bad, _) = try await failure { $0.traceID = "mine\r\nX-B: 1" }
        #expect(bad?.code == .invalidRequest)
    }

    @Test("the legacy service gets the caller's headers, and no trace ID")
    func legacy() async throws {
        let service = try ScriptedService([ScriptedService.Answer(body: #"{"code":0,"data":{"score":99}}"#)])
        let request = LiveDetectPictureRequest(
            appID: "1000001", image: .bytes(Array("not looked at".utf8)))
        var options = CallOptions()
        options.skipsPreflight = true
        options.retry = RetryPolicy.none
        options.additionalHeaders = ["X-Tenant": "one"]
        _ = try? await service.client().liveDetectPicture(request, options: options)
        let sent = try #require(service.requests.first)
        #expect(sent.header("X-Tenant") == "one")
        #expect(sent.header("X-TC-TraceId") == nil)
        options.additionalHeaders = ["content-type": "text/plain"]
        await #expect(throws: FaceAPIError(.invalidRequest, "")) {
            try await service.client().liveDetectPicture(request, options: options)
        }
        #expect(service.requests.count == 1)
    }
}
