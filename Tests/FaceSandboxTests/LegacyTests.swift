// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import FaceSandbox
import ProgramRunner
import StrictJSON
import TC3Signing
import Testing

@Suite("The legacy service")
struct LegacyTests {
    private static let url = #"{"appid":"1000001","url":"https://a.example/b.jpg"}"#

    private static func request(
        _ service: SandboxUnderTest, body: [UInt8], contentType: String = "application/json",
        at time: Int64 = SandboxUnderTest.now, validFor seconds: Int64 = 300, credential: Credential? = nil
    ) throws -> RawRequest {
        let signer = try LegacySigner(credential: credential ?? service.sandbox.credential, appID: "1000001")
        let signature = try signer.signMultiUse(at: time, validFor: seconds, random: 7)
        return RawRequest(
            target: "/face/livedetectpicture",
            headers: [
                HeaderField(name: "Host", value: "recognition.image.myqcloud.com"),
                HeaderField(name: "Authorization", value: signature.authorization),
                HeaderField(name: "Content-Type", value: contentType),
            ], body: body)
    }

    static func good(_ service: SandboxUnderTest) throws -> RawRequest {
        try request(service, body: Array(url.utf8))
    }

    private static func form(_ parts: [(String, [UInt8])]) -> [UInt8] {
        var body: [UInt8] = []
        for (name, content) in parts {
            body += Array("--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n".utf8) + content + [13, 10]
        }
        return body + Array("--b--\r\n".utf8)
    }

    @Test("a URL, a photo in a form and a photo in JSON are answered with a score")
    func good() async throws {
        try await withSandbox { service in
            let photo = try SampleMedia.bytes("face.jpg")
            let text = Base64.encodeToString(photo.span)
            for request in [
                try Self.good(service),
                try Self.request(
                    service, body: Self.form([("appid", Array("1000001".utf8)), ("image", photo)]),
                    contentType: "multipart/form-data; boundary=b"),
                try Self.request(service, body: Array(#"{"appid":1000001,"image":"\#(text)"}"#.utf8)),
                // The URL wins.
                try Self.request(
                    service, body: Array(#"{"appid":"1000001","image":"AAAA","url":"http://a.example/b"}"#.utf8)),
            ] {
                let answer = try #require(await service.send(request))
                #expect(answer.status == 200)
                #expect(answer.json?["code"]?.int == 0)
                #expect(answer.json?["data"]?["score"]?.int == 95)
            }
        }
    }

    @Test("each thing that is wrong has its number")
    func refusals() async throws {
        try await withSandbox { service in
            let body = Array(Self.url.utf8)
            let good = try Self.good(service)
            let other = try Credential(secretID: "AKIDsomebodyElse", secretKey: "NotTheKeyOfThisRun")
            let wrongKey = try Credential(secretID: service.sandbox.secretID, secretKey: "NotTheKeyOfThisRun")
            var unsigned = good
            unsigned["Authorization"] = nil
            var garbled = good
            garbled["Authorization"] = "nonsense"
            var get = good
            get.method = "GET"
            func json(_ text: String) throws -> RawRequest { try Self.request(service, body: Array(text.utf8)) }
            for (what, request, code) in [
                ("no signature", unsigned, 4), ("no base64", garbled, 5),
                ("another key ID", try Self.request(service, body: body, credential: other), 11),
                ("another key", try Self.request(service, body: body, credential: wrongKey), 14),
                (
                    "an expired signature",
                    try Self.request(service, body: body, at: SandboxUnderTest.now - 301, validFor: 300), 9
                ),
                ("a GET", get, 3), ("no JSON", try json("{"), 21), ("a list", try json("[]"), 21),
                ("no AppID", try json(#"{"url":"http://a.example/b"}"#), 10),
                ("another AppID", try json(#"{"appid":"1","url":"http://a.example/b"}"#), 6),
                ("nothing to look at", try json(#"{"appid":"1000001"}"#), -5805),
                ("no URL", try json(#"{"appid":"1000001","url":"b.jpg"}"#), -5805),
                ("no photo", try json(#"{"appid":"1000001","image":"AAAA"}"#), -4016),
                (
                    "a form without its end",
                    try Self.request(
                        service, body: Array(Self.form([("appid", [49])]).dropLast(4)),
                        contentType: "multipart/form-data; boundary=b"), 3
                ),
                (
                    "another boundary",
                    try Self.request(
                        service, body: Self.form([("appid", [49])]), contentType: "multipart/form-data; boundary=c"), 3
                ),
                ("plain text", try Self.request(service, body: body, contentType: "text/plain"), 3),
                (
                    "a body of 6 MiB and a byte",
                    try Self.request(service, body: [UInt8](repeating: 0x20, count: 6 << 20 | 1)), 23
                ),
            ] {
                let answer = try #require(await service.send(request), "\(what)")
                #expect(answer.json?["code"]?.int == code, "\(what): \(answer.text)")
                #expect(answer.json?["message"]?.string?.isEmpty == false)
                #expect(answer.json?["data"] == nil)
            }
        }
    }

    @Test("a multi-use signature is good for many requests, and a single-use one for none")
    func singleUse() async throws {
        try await withSandbox { service in
            let good = try Self.good(service)
            for _ in 0..<3 { #expect(await service.send(good)?.json?["code"]?.int == 0) }

            let signer = try LegacySigner(credential: service.sandbox.credential, appID: "1000001", bucket: "faces")
            let single = try signer.signSingleUse(
                fileID: signer.fileID(path: "b.jpg"), at: SandboxUnderTest.now, random: 7)
            var request = good
            request["Authorization"] = single.authorization
            // Nothing was accepted the first time, so the second is no replay (13) either.
            for _ in 0..<2 {
                let answer = try #require(await service.send(request))
                #expect(answer.json?["code"]?.int == 5, "\(answer.text)")
                #expect(answer.json?["message"]?.string?.contains("multi-use") == true)
                #expect(answer.json?["data"] == nil)
            }
            let exchange = await service.sandbox.journal().last
            #expect(exchange?.explanation?.contains("multi-use") == true)

            // Whether it is authentic is looked at first: a stranger learns nothing more.
            let wrongKey = try Credential(secretID: service.sandbox.secretID, secretKey: "NotTheKeyOfThisRun")
            let forged = try LegacySigner(credential: wrongKey, appID: "1000001")
                .signSingleUse(fileID: "/1000001/faces/b.jpg", at: SandboxUnderTest.now, random: 7)
            request["Authorization"] = forged.authorization
            #expect(await service.send(request)?.json?["code"]?.int == 14)
        }
    }

    @Test("a scenario has its numbers, and finds a photo by its digest")
    func scenario() async throws {
        let scenario = """
            {"rules": [
              {"match": {"action": "livedetectpicture", "mediaMD5": "\(try Self.md5())"}, "answer": {"score": 3}},
              {"match": {"action": "livedetectpicture", "url": "https://a.example/b.jpg"}, "error": {"code": -5011}},
              {"match": {"action": "livedetectpicture"}, "error": {"code": 213, "message": "as you like it"}}]}
            """
        try await withSandbox(scenario: scenario) { service in
            let photo = TestAction.photo
            let image = try Self.request(service, body: Array(#"{"appid":"1000001","image":"\#(photo)"}"#.utf8))
            #expect(await service.send(image)?.json?["data"]?["score"]?.int == 3)
            let url = try #require(await service.send(try Self.good(service)))
            #expect(url.json?["code"]?.int == -5011)
            #expect(url.json?["message"]?.string == "liveness detection failed")
            let other = try Self.request(service, body: Array(#"{"appid":"1000001","url":"http://c.example/"}"#.utf8))
            #expect(await service.send(other)?.json?["message"]?.string == "as you like it")
        }
    }

    private static func md5() throws -> String { ChangedMedia.md5(try SampleMedia.bytes("face.jpg")) }
}
