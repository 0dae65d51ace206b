// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@testable import FaceAPI

@Suite("What DetectAIFakeFaces answers")
struct DetectAIFakeFacesResultTests {
    private func read(_ members: String) throws -> DetectAIFakeFacesResult {
        try DetectAIFakeFacesResult(response: response(#"{"Response":{\#(members),"RequestId":"r-1"}}"#))
    }

    private func refusal(_ members: String) throws -> FaceAPIError? {
        let answer = try response(#"{"Response":{\#(members),"RequestId":"r-1"}}"#)
        return failure { () throws(FaceAPIError) in try DetectAIFakeFacesResult(response: answer) }
    }

    @Test("the page's example is read")
    func publishedExample() throws {
        let result = try DetectAIFakeFacesResult(
            response: response(
                #"""
                {"Response": {"AttackRiskDetailList": [{"Type": "SuspectedWatermark"}], "AttackRiskLevel": "High",
                 "RequestId": "2dd93e6f-5121-4bac-8c64-d6ad646663d2"}}
                """#))
        #expect(result.attackRiskLevel == .high)
        #expect(result.attackTypes == [.watermark])
        #expect(result.knownAttacks.isEmpty)
        #expect(result.requestID == "2dd93e6f-5121-4bac-8c64-d6ad646663d2")
    }

    @Test("only Low and Mid pass, and a level that is not known does not")
    func advice() {
        #expect(!AttackRiskLevel.low.isBlockingAdvised)
        #expect(!AttackRiskLevel.mid.isBlockingAdvised)
        #expect(AttackRiskLevel.high.isBlockingAdvised)
        for text in ["low", "LOW", "", "Critical"] { #expect(AttackRiskLevel(rawValue: text).isBlockingAdvised) }
    }

    @Test("the older spelling of a type is the current type, and an unknown one keeps its text")
    func types() throws {
        let result = try read(
            #""AttackRiskLevel":"Mid","AttackRiskDetailList":[{"Type":"SuspectedeAnomalyAttack"},{"Type":"SuspectedMoonlight"}]"#
        )
        #expect(result.attackTypes == [.anomalyAttack, AttackType(rawValue: "SuspectedMoonlight")])
        #expect(result.attackTypes.map(\.description) == ["SuspectedAnomalyAttack", "SuspectedMoonlight"])
    }

    @Test(
        "null and absent lists are empty",
        arguments: [
            #""AttackRiskLevel":"Low""#, #""AttackRiskLevel":"Low","AttackRiskDetailList":null,"ExtraInfo":null"#,
            #""AttackRiskLevel":"Low","AttackRiskDetailList":[],"ExtraInfo":{}"#,
            #""AttackRiskLevel":"Low","ExtraInfo":{"RetrievalLivenessExtraInfo":null},"Unknown":[[]]"#,
        ])
    func nothingFound(_ members: String) throws {
        let result = try read(members)
        #expect(result.attackTypes.isEmpty && result.knownAttacks.isEmpty)
    }

    @Test("known attacks are read, with integers for scores and whatever is null")
    func knownAttacks() throws {
        let result = try read(
            #"""
            "AttackRiskLevel":"High","ExtraInfo":{"RetrievalLivenessExtraInfo":[
             {"HitGroup":"Common","SimilarityScore":0.25,"HitTemplate":"t-1"},
             {"HitGroup":null,"SimilarityScore":1,"HitTemplate":null},{"SimilarityScore":"0.5"}]}
            """#)
        #expect(result.knownAttacks.map(\.similarityScore) == [0.25, 1, 0.5])
        #expect(result.knownAttacks.map(\.hitGroup) == ["Common", nil, nil])
        #expect(result.knownAttacks.map(\.hitTemplate) == ["t-1", nil, nil])
    }

    @Test(
        "what is missing or of another type is named by its path, and never by its content",
        arguments: [
            (#""A":1"#, "Response.AttackRiskLevel is missing"),
            (#""AttackRiskLevel":null"#, "Response.AttackRiskLevel is missing"),
            (#""AttackRiskLevel":["secret"]"#, "Response.AttackRiskLevel is a list, not text"),
            (#""AttackRiskLevel":true"#, "Response.AttackRiskLevel is true or false, not text"),
            (
                #""AttackRiskLevel":"Low","AttackRiskDetailList":"secret""#,
                "Response.AttackRiskDetailList is text, not a list"
            ),
            (
                #""AttackRiskLevel":"Low","AttackRiskDetailList":[{"Type":"a"},{}]"#,
                "Response.AttackRiskDetailList[1].Type is missing"
            ),
            (
                #""AttackRiskLevel":"Low","AttackRiskDetailList":[null]"#,
                "Response.AttackRiskDetailList[0] is null, not an object"
            ),
            (#""AttackRiskLevel":"Low","ExtraInfo":7"#, "Response.ExtraInfo is a number, not an object"),
            (
                #""AttackRiskLevel":"Low","ExtraInfo":{"RetrievalLivenessExtraInfo":[{"SimilarityScore":"secret"}]}"#,
                "Response.ExtraInfo.RetrievalLivenessExtraInfo[0].SimilarityScore is text, not a number"
            ),
            (
                #""AttackRiskLevel":"Low","ExtraInfo":{"RetrievalLivenessExtraInfo":[{"SimilarityScore":1e999}]}"#,
                "Response.ExtraInfo.RetrievalLivenessExtraInfo[0].SimilarityScore is a number, not a number"
            ),
        ])
    func malformed(_ members: String, _ message: String) throws {
        let error = try #require(try refusal(members))
        #expect(error.code == .malformedResponse)
        #expect(error.message == "DetectAIFakeFaces: \(message)")
        #expect(error.requestID == "r-1")
        #expect(error.action == "DetectAIFakeFaces")
        #expect(!error.description.contains("secret"))
    }

    @Test(
        "an answer without RequestId, or that is no object, is malformed", arguments: [JSONValue.null, [], ["a": 1], 3])
    func noRequestID(_ answer: JSONValue) throws {
        let error = try #require(failure { () throws(FaceAPIError) in try DetectAIFakeFacesResult(response: answer) })
        #expect(error.code == .malformedResponse)
    }
}
