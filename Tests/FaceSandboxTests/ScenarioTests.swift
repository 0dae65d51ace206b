// SPDX-License-Identifier: Apache-2.0

import FaceSandbox
import Foundation
import ProgramRunner
import RequestDigests
import StrictJSON
import Testing

@Suite("Scenarios: what a model would decide")
struct ScenarioTests {
    private static func level(_ service: SandboxUnderTest, _ parameters: JSONValue? = nil) async throws -> String? {
        let answer = try await service.call(.detect, parameters ?? TestAction.detect.parameters)
        return answer?.code ?? answer?.response?["AttackRiskLevel"]?.string
    }

    @Test("a rule without conditions is for every call, and its members replace the default ones")
    func answer() async throws {
        let scenario = #"{"rules": [{"answer": {"AttackRiskLevel": "Mid", "New": [1, null]}, "comment": "all"}]}"#
        try await withSandbox(scenario: scenario) { service in
            let answer = try await service.call(.detect, TestAction.detect.parameters)
            #expect(answer?.response?["AttackRiskLevel"]?.string == "Mid")
            #expect(answer?.response?["AttackRiskDetailList"]?.array?.isEmpty == true)
            #expect(answer?.response?["New"]?.serializedText() == "[1,null]")
        }
    }

    @Test("rules are tried in their order, by action, digest and URL")
    func matching() async throws {
        let photo = try SampleMedia.bytes("face.jpg")
        let scenario = """
            {"rules": [
              {"match": {"action": "LivenessCompare"}, "error": {"code": "FailedOperation.UnKnown"}},
              {"match": {"mediaSHA256": "\(SHA256Hasher.hash(photo).hex.uppercased())"}, "answer": {"AttackRiskLevel": "High"}},
              {"match": {"mediaMD5": "\(ChangedMedia.md5(try SampleMedia.bytes("face.png")))"}, "answer": {"AttackRiskLevel": "Mid"}},
              {"match": {"url": "https://a.example/1.jpg"}, "answer": {"Score": 1}},
              {"match": {"token": "https://a.example/2.jpg"}, "answer": {"Score": 2}}]}
            """
        try await withSandbox(scenario: scenario) { service in
            #expect(try await Self.level(service) == "High")
            let png = TestAction.detect.parameters(("FaceInput", .string(TestAction.text("face.png"))))
            #expect(try await Self.level(service, png) == "Mid")
            let compared = try await service.call(.compare, TestAction.compare.parameters)
            #expect(compared?.code == "FailedOperation.UnKnown")
            #expect(compared?.message == "Unknown internal error.")
            for (number, score) in [(1, 1), (2, 2), (3, 99)] {
                let answer = try await service.call(
                    .accurate, ["Url": .string("https://a.example/\(number).jpg")])
                #expect(answer?.response?["Score"]?.int == score)
            }
        }
    }

    @Test("rules are for numbered calls of an action, and for so many times")
    func order() async throws {
        let scenario = """
            {"rules": [
              {"match": {"action": "DetectAIFakeFaces", "call": 1}, "answer": {"AttackRiskLevel": "1"}},
              {"match": {"action": "DetectAIFakeFaces", "calls": [3, 4]}, "answer": {"AttackRiskLevel": "3 or 4"}},
              {"match": {"action": "DetectAIFakeFaces"}, "times": 2, "answer": {"AttackRiskLevel": "twice"}}]}
            """
        try await withSandbox(scenario: scenario) { service in
            var levels: [String?] = []
            for _ in 0..<6 {
                // Another action's calls are counted apart, and refused ones not at all.
                _ = try await service.call(.result, TestAction.result.parameters)
                _ = try await service.call(.detect, ["FaceInputType": 9])
                levels.append(try await Self.level(service))
            }
            #expect(levels == ["1", "twice", "3 or 4", "3 or 4", "twice", "Low"])
        }
    }

    @Test("seeded tokens have their results and files, and no others are taken")
    func tokens() async throws {
        let scenario = """
            {"tokens": [
              {"token": "good"}, {"token": "old", "expired": true},
              {"token": "bad", "result": "1002", "bestFrame": null, "video": {"base64": "AAEC"}},
              {"token": "own", "result": "5", "description": "own words"}]}
            """
        try await withSandbox(scenario: scenario) { service in
            func ask(_ token: String) async throws -> RawAnswer? {
                try await service.call(.result, ["SdkToken": .string(token)])
            }
            #expect(try await ask("good")?.response?["Result"]?.string == "0")
            let old = try await ask("old")
            #expect(old?.code == "InvalidParameterValue.BizTokenExpired")
            #expect(old?.message == "BizToken expired.")
            #expect(try await ask("other")?.code == "InvalidParameterValue.BizTokenIllegal")
            let bad = try await ask("bad")
            #expect(bad?.response?["Result"]?.string == "1002")
            #expect(bad?.response?["Description"]?.string == "Suspected spoofed recording")
            #expect(bad?.response?["BestFrame"]?.isNull == true)
            #expect(bad?.response?["Video"]?["Size"]?.int == 3)
            #expect(bad?.response?["Video"]?["MD5"]?.string == ChangedMedia.md5([0, 1, 2]))
            #expect(try await ask("own")?.response?["Description"]?.string == "own words")
            #expect(
                try await service.call(.outcome, ["FaceIdToken": "old"])?.code
                    == "InvalidParameterValue.BizTokenExpired")
        }
    }

    @Test("a result that a rule sets has its meaning, and a failed comparison all that goes with it")
    func completion() async throws {
        let scenario = """
            {"rules": [
              {"match": {"action": "GetLivenessResult", "token": "t"}, "answer": {"Result": "1004"}},
              {"match": {"action": "LivenessCompare"}, "answer": {"Result": "FailedOperation.ActionOpenMouth"}}]}
            """
        try await withSandbox(scenario: scenario) { service in
            let verdict = try await service.call(.result, ["SdkToken": "t"])
            #expect(verdict?.response?["Description"]?.string == "Face detection failed")
            let compared = try await service.call(.compare, TestAction.compare.parameters)
            #expect(compared?.response?["Description"]?.string == "No motions of mouth opening are detected.")
            #expect(compared?.response?["Sim"]?.int == 0)
            #expect(compared?.response?["BestFrameBase64"]?.isNull == true)
            // Media that are none leave nothing to decide.
            let broken = try await service.call(
                .compare, TestAction.compare.parameters(("VideoBase64", "AAAA")))
            #expect(broken?.response?["Result"]?.string == "FailedOperation.LipVideoInvalid")
        }
    }

    @Test(
        "what is not understood is an error with its line and its place",
        arguments: [
            ("{", "line 1"), (#"{"rule": []}"#, "rule"), (#"{"rules": {}}"#, "rules"),
            (#"{"rules": [{}]}"#, "rules[0]"),
            (#"{"rules": [{"answer": {}, "error": {"code": "a"}}]}"#, "rules[0]"),
            ("{\n\"rules\": [\n{\"match\": {\"action\": \"X\"}, \"answer\": {}}]}", "line 3, rules[0].match.action"),
            (#"{"rules": [{"match": {"actions": "X"}, "answer": {}}]}"#, "rules[0].match.actions"),
            (#"{"rules": [{"match": {"mediaMD5": "00"}, "answer": {}}]}"#, "rules[0].match.mediaMD5"),
            (#"{"rules": [{"match": {"call": 0}, "answer": {}}]}"#, "rules[0].match.call"),
            (#"{"rules": [{"match": {"calls": [1, "2"]}, "answer": {}}]}"#, "rules[0].match.calls[1]"),
            (#"{"rules": [{"match": {"calls": []}, "answer": {}}]}"#, "rules[0].match.calls"),
            (#"{"rules": [{"match": {"token": "a", "url": "b"}, "answer": {}}]}"#, "rules[0].match.url"),
            (#"{"rules": [{"match": {"url": "b", "token": "b"}, "answer": {}}]}"#, "rules[0].match.token"),
            (#"{"rules": [{"times": 0, "answer": {}}]}"#, "rules[0].times"),
            (#"{"rules": [{"answer": []}]}"#, "rules[0].answer"),
            (#"{"rules": [{"error": {"message": "m"}}]}"#, "rules[0].error"),
            (#"{"tokens": [{}]}"#, "tokens[0]"), (#"{"tokens": [{"token": "a"}, {"token": "a"}]}"#, "tokens[1].token"),
            (#"{"tokens": [{"token": "a", "video": {"base64": "A"}}]}"#, "tokens[0].video.base64"),
            (#"{"tokens": [{"token": "a", "video": {"file": "/etc/passwd"}}]}"#, "tokens[0].video.file"),
            (#"{"allowNonceReuse": 1}"#, "allowNonceReuse"), ("[]", "scenario"),
            (#"{"rules":[],"rules":[]}"#, "line 1"),
        ])
    func malformed(_ json: String, _ place: String) throws {
        let error = try #require(throws: SandboxError.self) { try Scenario(json: json.utf8.span) }
        #expect(error.code == .malformedScenario)
        #expect(error.message.contains(place), "\(error.message)")
    }

    @Test("a scenario file names media beside it")
    func file() async throws {
        let folder = try TemporaryFolder()
        try folder.write([1, 2, 3], to: "clip.mp4")
        try folder.write(
            Array(#"{"tokens": [{"token": "t", "video": {"file": "clip.mp4"}}], "rules": [{"answer": {}}]}"#.utf8),
            to: "scenario.json")
        let scenario = try Scenario.load(path: folder("scenario.json"))
        #expect(scenario.count == 2)
        try await withSandbox {
            $0.scenario = scenario
        } _: { service in
            let answer = try await service.call(.result, ["SdkToken": "t"])
            #expect(answer?.response?["Video"]?["MD5"]?.string == ChangedMedia.md5([1, 2, 3]))
        }
        try folder.write(Array(#"{"tokens": [{"token": "t", "video": {"file": "no.mp4"}}]}"#.utf8), to: "broken.json")
        for (name, code) in [
            ("broken.json", SandboxError.Code.unreadableScenario), ("missing.json", .unreadableScenario),
            ("clip.mp4", .malformedScenario), (".", .unreadableScenario),
        ] {
            let error = try #require(throws: SandboxError.self) { try Scenario.load(path: folder(name)) }
            #expect(error.code == code)
            #expect(error.message.contains(name == "." ? "regular" : String(name.prefix(4))) || name == "broken.json")
        }
    }

    @Test("a FIFO is no scenario and no media, and nobody waits for its writer", .timeLimit(.minutes(10)))
    func fifo() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder("pipe"), 0o600) == 0)
        try folder.write(Array(#"{"tokens": [{"token": "t", "video": {"file": "pipe"}}]}"#.utf8), to: "scenario.json")
        for name in ["pipe", "scenario.json"] {
            let error = try #require(throws: SandboxError.self) { try Scenario.load(path: folder(name)) }
            #expect(error.code == .unreadableScenario)
            #expect(error.message.contains("pipe is no regular file"))
        }
    }

    @Test("100,000 tokens are read as fast as they are many")
    func manyTokens() throws {
        let tokens = (0..<100_000).map { #"{"token":"\#($0)"}"# }.joined(separator: ",")
        let json = #"{"tokens":[\#(tokens)]}"#
        // Of this thread alone: other tests run meanwhile.
        func processorSeconds() -> Int {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Int(time.tv_sec)
        }
        let begin = processorSeconds()
        #expect(try Scenario(json: json.utf8.span).count == 100_000)
        // Comparing each with each took minutes.
        #expect(processorSeconds() - begin < 30)
    }
}
