// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@testable import FaceAPI

@Suite("What GetLivenessResult answers")
struct LivenessResultTests {
    private func read(_ members: String) throws(FaceAPIError) -> LivenessResult {
        guard let response = try? response(#"{"Response":{\#(members),"RequestId":"r-1"}}"#) else {
            throw FaceAPIError(.invalidRequest, "the test is wrong")
        }
        return try LivenessResult(response: response)
    }

    @Test("the page's example is a failed check with two files")
    func publishedExample() throws {
        let result = try LivenessResult(
            response: response(
                #"""
                {"Response": {"Video": {"Url": "https://intl-reflect-h5-1257237511.cos.ap-guangzhou.myqcloud.com",
                 "MD5": "682e24b207acf1825286c1fceef5631c", "Size": 9430792},
                 "BestFrame": {"Url": "https://intl-reflect-h5-1257237511.cos.ap-guangzhou.myqcloud.com",
                 "MD5": "667c2448b10b09ee9ec14ab2b0d36608", "Size": 232267},
                 "Description": "Failed to call the liveness engine",
                 "RequestId": "b8cb2269-08b2-426c-8be8-c7142c7e64e4", "Result": "1001"}}
                """#))
        #expect(result.code == .engineCallFailed)
        #expect(result.video?.byteCount == 9_430_792)
        #expect(result.video?.md5 == "682e24b207acf1825286c1fceef5631c")
        #expect(result.bestFrame?.byteCount == 232_267)
        #expect(result.bestFrame?.url == "https://intl-reflect-h5-1257237511.cos.ap-guangzhou.myqcloud.com")
        let error = try #require(result.failure)
        #expect(error.code == .businessFailure)
        #expect(error.livenessCode == .engineCallFailed)
        #expect(error.message == "GetLivenessResult: 1001: Failed to call the liveness engine")
        #expect(error.requestID == "b8cb2269-08b2-426c-8be8-c7142c7e64e4")
    }

    @Test("0 alone is a success", arguments: [#""0""#, "0"])
    func success(_ value: String) throws {
        let result = try read(#""Result":\#(value),"Description":"成功","BestFrame":null,"Video":{}"#)
        #expect(result.failure == nil)
        #expect(result.bestFrame == nil && result.video == nil)
    }

    @Test(
        "everything else is a failure that keeps its text",
        arguments: ["1", "00", "Success", "-999", "", "1004", "9999", "0.0"])
    func failures(_ text: String) throws {
        let error = try #require(try read(#""Result":"\#(text)""#).failure)
        #expect(error.livenessCode?.rawValue == text)
        #expect(error.code == .businessFailure)
    }

    @Test("a verdict in the service's language comes with its documented meaning")
    func meaning() throws {
        let error = try #require(try read(#""Result":1002,"Description":"疑似翻拍""#).failure)
        #expect(error.hint == "Suspected spoofed recording")
        #expect(error.serviceMessage == "疑似翻拍")
        #expect(error.livenessCode == .suspectedSpoofing)
    }

    @Test("a file without MD5 or size is a file, and MD5s are compared in lower case")
    func fileParts() throws {
        let result = try read(
            #""Result":"0","Video":{"Url":"https://example.com/v","MD5":null,"Size":null},"BestFrame":{"Url":"https://example.com/f","MD5":"667C2448B10B09EE9EC14AB2B0D36608","Size":"12"}"#
        )
        #expect(result.video?.md5 == nil && result.video?.byteCount == nil)
        #expect(result.bestFrame?.md5 == "667c2448b10b09ee9ec14ab2b0d36608")
        #expect(result.bestFrame?.byteCount == 12)
        #expect(result.video?.description == "unknown size, no MD5")
        #expect(!(result.bestFrame?.description.contains("example.com") ?? true))
    }

    @Test(
        "what is no such file is malformed",
        arguments: [
            (#""Video":1"#, "Response.Video is a number, not an object"),
            (#""Video":{"Url":7.5e0,"Size":-1}"#, "Response.Video.Size is not a whole number"),
            (#""Video":{"Url":"u","Size":1.5}"#, "Response.Video.Size is not a whole number"),
            (#""Video":{"Url":"u","Size":1e40}"#, "Response.Video.Size is not a whole number"),
            (#""Video":{"Url":"u","MD5":"abc"}"#, "Response.Video.MD5 is not 32 hexadecimal digits"),
            (
                #""Video":{"Url":"u","MD5":"zz2c2448b10b09ee9ec14ab2b0d36608"}"#,
                "Response.Video.MD5 is not 32 hexadecimal digits"
            ),
            (#""Video":{"Url":["u"]}"#, "Response.Video.Url is a list, not text"),
        ])
    func malformed(_ members: String, _ message: String) throws {
        let error = try #require(
            failure { () throws(FaceAPIError) in try read(#""Result":"0",\#(members)"#) })
        #expect(error.code == .malformedResponse)
        #expect(error.message == "GetLivenessResult: \(message)")
        #expect(error.requestID == "r-1")
    }

    @Test("an answer without a verdict is malformed", arguments: [#""A":1"#, #""Result":null"#, #""Result":[]"#])
    func noVerdict(_ members: String) throws {
        let error = try #require(failure { () throws(FaceAPIError) in try read(members) })
        #expect(error.code == .malformedResponse)
    }
}
