// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@testable import FaceAPI

@Suite("What the two photo checks answer")
struct PhotoResultTests {
    private func accurate(_ members: String) throws(FaceAPIError) -> DetectLiveFaceAccurateResult {
        guard let response = try? response(#"{"Response":{\#(members)}}"#) else {
            throw FaceAPIError(.invalidRequest, "the test is wrong")
        }
        return try DetectLiveFaceAccurateResult(response: response)
    }

    private func legacy(_ text: String, status: Int = 200) throws(FaceAPIError) -> LiveDetectPictureResult {
        try LiveDetectPictureResult(content: Array(text.utf8), status: status)
    }

    @Test("the page's example has an integer for a float")
    func publishedExample() throws {
        let result = try accurate(
            #""Score": 99, "FaceModelVersion": "3.0", "RequestId": "048a5eb3-f7a9-4c1f-a982-00e90b6b892c""#)
        #expect(result.score == 99)
        #expect(result.faceModelVersion == "3.0")
        #expect(result.requestID == "048a5eb3-f7a9-4c1f-a982-00e90b6b892c")
    }

    @Test(
        "scores come as floats, integers and text",
        arguments: [("39.99", false), ("40", true), (#""87.5""#, true), ("4e1", true)])
    func scores(_ literal: String, _ isLive: Bool) throws {
        let result = try accurate(#""Score":\#(literal),"FaceModelVersion":3.0,"RequestId":"r""#)
        #expect(result.isLive() == isLive)
        #expect(result.faceModelVersion == "3.0")
    }

    @Test("the thresholds are the page's")
    func thresholds() {
        #expect(DetectLiveFaceAccurateResult.thresholds == [5, 10, 40, 70, 90])
        #expect(DetectLiveFaceAccurateResult.recommendedThreshold == 40)
    }

    @Test(
        "a score that is none is malformed",
        arguments: [
            "\"A\":1", "\"Score\":null", "\"Score\":101", "\"Score\":-0.1", "\"Score\":\"\"", "\"Score\":[1]",
            "\"Score\":true",
        ])
    func malformed(_ members: String) throws {
        let error = try #require(failure { () throws(FaceAPIError) in try accurate(members + #","RequestId":"r-5""#) })
        #expect(error.code == .malformedResponse)
        #expect(error.message.hasPrefix("DetectLiveFaceAccurate: Response.Score "))
        #expect(error.requestID == "r-5")
    }

    @Test("the legacy page's example is read with the comma that JSON forbids")
    func legacyExample() throws {
        #expect(try legacy("{\n\"data\":{\n\"score\":30,\n},\n\"code\":0,\n\"message\":\"OK\"\n}\n").score == 30)
        #expect(try legacy(#"{"data":{"score":88},"code":0,"message":"OK"}"#).isLive())
        #expect(try !legacy(#"{"data":{"score":87.9},"code":"0","message":null}"#).isLive())
    }

    @Test("a legacy code is an error with its meaning, whatever the status is", arguments: [200, 400, 403, 500])
    func legacyError(_ status: Int) throws {
        let error = try #require(
            failure { () throws(FaceAPIError) in try legacy(#"{"code":9,"message":"sign expired"}"#, status: status) })
        #expect(error.code == .serviceError)
        #expect(error.legacyCode == .signatureExpired)
        #expect(error.serviceMessage == "sign expired")
        #expect(error.message == "livedetectpicture: 9: sign expired")
        #expect(error.hint == LegacyErrorCode.signatureExpired.meaning)
        #expect(error.httpStatus == status)
    }

    @Test("every legacy code of the page is known, and an unknown one keeps its number")
    func legacyCodes() throws {
        for code in LegacyErrorCode.documented {
            let error = try #require(
                failure { () throws(FaceAPIError) in try legacy(#"{"code":\#(code.rawValue)}"#) })
            #expect(error.legacyCode == code)
            #expect(error.message == "livedetectpicture: \(code.rawValue): \(code.meaning ?? "?")")
        }
        let error = try #require(failure { () throws(FaceAPIError) in try legacy(#"{"code":-77777}"#) })
        #expect(error.legacyCode?.rawValue == -77777)
    }

    @Test(
        "what is no legacy answer is malformed, or an HTTP error",
        arguments: [
            ("", 200, FaceAPIError.Code.malformedResponse), ("<html>", 200, .malformedResponse),
            ("[]", 200, .malformedResponse), ("{}", 200, .malformedResponse),
            (#"{"code":0}"#, 200, .malformedResponse), (#"{"code":0,"data":{}}"#, 200, .malformedResponse),
            (#"{"code":0,"data":{"score":101}}"#, 200, .malformedResponse),
            (#"{"code":0.5,"data":{"score":1}}"#, 200, .malformedResponse),
            (#"{"code":0,"code":1,"data":{"score":1}}"#, 200, .malformedResponse),
            (#"{"data":{"score":1,,},"code":0}"#, 200, .malformedResponse),
            ("<html>", 502, .httpStatus), (#"{"message":"no"}"#, 404, .httpStatus),
        ])
    func legacyMalformed(_ text: String, _ status: Int, _ code: FaceAPIError.Code) throws {
        let error = try #require(failure { () throws(FaceAPIError) in try legacy(text, status: status) })
        #expect(error.code == code)
        #expect(error.httpStatus == status)
    }

    @Test(
        "trailing commas are taken out, and nothing else",
        arguments: [
            (#"{"a":1,}"#, #"{"a":1}"#), (#"[1 , ]"#, "[1  ]"), (#"{"a":",}"}"#, #"{"a":",}"}"#),
            (#"{"a":"\",}",}"#, #"{"a":"\",}"}"#), ("[,]", "[]"), ("[1,,]", "[1,]"),
            (#"{"a":1,"b":2}"#, #"{"a":1,"b":2}"#),
            ("[[1,],\n]", "[[1]\n]"), ("", ""),
        ])
    func trailingCommas(_ text: String, _ expected: String) {
        #expect(String(decoding: TrailingCommas.removed(from: Array(text.utf8)), as: UTF8.self) == expected)
    }
}
