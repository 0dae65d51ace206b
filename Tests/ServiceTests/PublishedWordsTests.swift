// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import StrictJSON
import Testing

@testable import FaceSandbox

/// The codes that the client knows against those that the sandbox has words for: two readings of the same pages.
@Suite("The pages' codes and words, in client and sandbox")
struct PublishedWordsTests {
    private static func withoutFullStop(_ text: String) -> Substring {
        text.hasSuffix(".") ? text.dropLast() : text[...]
    }

    @Test("every code that a page lists, and every common one, has words in the sandbox")
    func everyCode() {
        let codes = Set(ServiceErrorDocumentation.all.map(\.code.rawValue))
        #expect(codes.count > 150)
        let missing = codes.filter { PublishedMessages.english(for: $0) == nil }.sorted()
        #expect(missing.isEmpty, "\(missing)")
        // Nor has the sandbox words for a code that no page lists.
        let tables = [PublishedMessages.english, PublishedMessages.common, PublishedMessages.encryption]
        let unknown = Set(tables.flatMap(\.keys)).subtracting(codes).sorted()
        #expect(unknown.isEmpty, "\(unknown)")
    }

    @Test(
        "a page's words are the same on both sides, but for the full stop",
        arguments: [
            ServiceErrorTopic.detectAIFakeFaces, .livenessCompare, .getLivenessResult, .detectLiveFaceAccurate,
        ])
    func samePage(_ topic: ServiceErrorTopic) {
        let entries = ServiceErrorDocumentation.all.filter { $0.topic == topic }
        #expect(!entries.isEmpty)
        for entry in entries {
            // The page says "Video decoding abnormality", which the client puts in plainer words.
            let meaning =
                entry.code == "FailedOperation.VideoDecodeFailed" ? "Video decoding abnormality" : entry.meaning
            let words = PublishedMessages.english[entry.code.rawValue] ?? ""
            #expect(Self.withoutFullStop(words) == meaning, "\(entry.code)")
        }
    }

    @Test("every number of the legacy service has words, and no other has")
    func legacyNumbers() {
        #expect(LegacyFailure.published.keys.sorted() == LegacyErrorCode.documented.map(\.rawValue).sorted())
        #expect(!LegacyFailure.published.values.contains(""))
    }

    @Test("a liveness result means the same to both")
    func livenessResults() {
        for result in LivenessResultCode.documented {
            #expect(LivenessVerdicts.text(of: result.rawValue) == result.meaning, "\(result.rawValue)")
        }
    }

    @Test(
        "a scenario that names only a code answers with its words",
        arguments: [
            ("FailedOperation.SearchFacesExceed", "The number of faces searched for exceeds the limit."),
            ("InvalidParameterValue.PersonGenderIllegal", nil),
            ("IpNotInWhitelist", "Your IP is not in uin IP whitelist."),
        ])
    func scenario(_ code: String, _ words: String?) async throws {
        let rules = #"{"rules": [{"match": {"action": "DetectLiveFaceAccurate"}, "error": {"code": "\#(code)"}}]}"#
        try await withPair(scenario: rules) { pair in
            let error = try #require(
                await failure { () async throws(FaceAPIError) in
                    try await pair.client.detectLiveFaceAccurate(
                        DetectLiveFaceAccurateRequest(url: "https://a.example/b.jpg", region: "ap-singapore"))
                })
            #expect(error.serviceCode?.rawValue == code)
            #expect(error.serviceMessage == (words ?? PublishedMessages.english[code]))
        }
    }
}
