// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@testable import FaceAPI

@Suite("What LivenessCompare answers")
struct LivenessCompareResultTests {
    private func read(_ text: String) throws(FaceAPIError) -> LivenessCompareResult {
        guard let response = try? response(text) else { throw FaceAPIError(.invalidRequest, "the test is wrong") }
        return try LivenessCompareResult(response: response)
    }

    @Test("the page's example is read; its frames are no base64, which shows only when they are looked at")
    func publishedExample() throws {
        let result = try read(
            #"""
            {"Response": {"Result": "Success", "Description": "Success", "BestFrameBase64": "Imagebase64",
             "BestFrameList": ["Imagebase64"], "Sim": 89.88, "RequestId": "f904f4cf-75db-4f8f-a5ec-dc4f942c7f7a"}}
            """#)
        #expect(result.similarity == 89.88)
        #expect(result.resultDescription == "Success")
        #expect(result.bestFrameBase64 == "Imagebase64")
        #expect(result.bestFrameListBase64 == ["Imagebase64"])
        let single = try #require(failure { () throws(FaceAPIError) in try result.bestFrame() })
        #expect(single.code == .malformedResponse)
        #expect(single.message.hasPrefix("LivenessCompare: Response.BestFrameBase64 is not base64"))
        #expect(single.requestID == "f904f4cf-75db-4f8f-a5ec-dc4f942c7f7a")
        let list = try #require(failure { () throws(FaceAPIError) in try result.bestFrameList() })
        #expect(list.message.hasPrefix("LivenessCompare: Response.BestFrameList[0] is not base64"))
    }

    @Test("frames are decoded, and none is none")
    func frames() throws {
        let result = try read(
            #"{"Response":{"Result":"Success","Sim":70,"BestFrameBase64":"/9j/","BestFrameList":["/9j/","AA=="],"RequestId":"r"}}"#
        )
        #expect(try result.bestFrame() == [0xFF, 0xD8, 0xFF])
        #expect(try result.bestFrameList() == [[0xFF, 0xD8, 0xFF], [0]])
        let bare = try read(
            #"{"Response":{"Result":"Success","Sim":"70.00","BestFrameBase64":null,"BestFrameList":null,"RequestId":"r"}}"#
        )
        #expect(bare.similarity == 70)
        #expect(try bare.bestFrame() == nil)
        #expect(try bare.bestFrameList().isEmpty)
    }

    @Test("the vendor's command line shows a failure inside a success, which is an error here")
    func failureInSuccess() throws {
        let text =
            #"{"Response":{"Result":"FailedOperation.SilentDetectFail","Description":"实人检测失败","Sim":0,"BestFrameBase64":"","BestFrameList":[],"RequestId":"r-2"}}"#
        let error = try #require(failure { () throws(FaceAPIError) in try read(text) })
        #expect(error.code == .businessFailure)
        #expect(error.serviceCode == "FailedOperation.SilentDetectFail")
        #expect(error.serviceMessage == "实人检测失败")
        #expect(error.hint == #"documented as "Real person detection failed""#)
        #expect(error.requestID == "r-2")
        #expect(error.action == "LivenessCompare")
    }

    @Test(
        "every Result but Success is a failure, whatever the similarity says",
        arguments: ["success", "SUCCESS", "", "0", "FailedOperation.Unheard", "Success "])
    func nothingElsePasses(_ result: String) throws {
        let text = #"{"Response":{"Result":"\#(result)","Sim":99.9,"RequestId":"r"}}"#
        let error = try #require(failure { () throws(FaceAPIError) in try read(text) })
        #expect(error.code == .businessFailure)
        #expect(error.serviceCode?.rawValue == result)
    }

    @Test("every code of the page that stands in Result has its meaning there")
    func documentedCodes() throws {
        let codes = ServiceErrorDocumentation.all.filter { $0.topic == .livenessCompare }
        #expect(codes.count > 40)
        for entry in codes {
            let text = #"{"Response":{"Result":"\#(entry.code)","Sim":0,"RequestId":"r"}}"#
            let error = try #require(failure { () throws(FaceAPIError) in try read(text) })
            #expect(error.serviceCode == entry.code)
            #expect(error.message == "LivenessCompare: \(entry.code): \(entry.meaning)")
        }
    }

    @Test(
        "a success without a similarity from 0 to 100 is no success",
        arguments: [
            (#""Result":"Success""#, "Sim is missing"), (#""Result":"Success","Sim":null"#, "Sim is missing"),
            (#""Result":"Success","Sim":100.01"#, "Sim is outside of 0 to 100"),
            (#""Result":"Success","Sim":-1"#, "Sim is outside of 0 to 100"),
            (#""Result":"Success","Sim":"high""#, "Sim is text, not a number"),
            (#""Result":"Success","Sim":" 7""#, "Sim is text, not a number"),
            (#""Result":"Success","Sim":"0x10""#, "Sim is text, not a number"),
            (#""Result":"Success","Sim":"nan""#, "Sim is text, not a number"),
            (#""Sim":90"#, "Result is missing"), (#""Result":null,"Sim":90"#, "Result is missing"),
            (#""Result":{"a":1},"Sim":90"#, "Result is an object, not text"),
            (#""Result":"Success","Sim":90,"BestFrameList":"x""#, "BestFrameList is text, not a list"),
            (#""Result":"Success","Sim":90,"BestFrameList":["x",null]"#, "BestFrameList[1] is null, not text"),
        ])
    func malformed(_ members: String, _ message: String) throws {
        let text = #"{"Response":{\#(members),"RequestId":"r-3"}}"#
        let error = try #require(failure { () throws(FaceAPIError) in try read(text) })
        #expect(error.code == .malformedResponse)
        #expect(error.message == "LivenessCompare: Response.\(message)")
        #expect(error.requestID == "r-3")
    }

    @Test("the threshold of 70 counts as the same person", arguments: [(69.99, false), (70, true), (100, true)])
    func threshold(_ similarity: Double, _ isSame: Bool) throws {
        let result = try read(#"{"Response":{"Result":"Success","Sim":\#(similarity),"RequestId":"r"}}"#)
        #expect(result.isSamePerson() == isSame)
        #expect(!result.isSamePerson(threshold: 100.5))
    }
}
