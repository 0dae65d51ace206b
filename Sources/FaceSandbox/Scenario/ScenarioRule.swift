// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// One rule of a scenario: when it applies, and what the answer is then.
struct ScenarioRule: Hashable, Sendable {
    /// The action it is for; nil for all.
    var action: String?
    /// Lower-case hexadecimal digits of a photo's or video's digest.
    var mediaSHA256: String?
    var mediaMD5: String?
    /// The token, or the URL of a photo or video.
    var token: String?
    /// The numbers of the calls it is for, counted for each action from 1; empty for all.
    var calls: Set<Int> = []
    /// How often it applies; nil without end.
    var times: Int?
    var outcome: ScenarioOutcome

    /// Whether the rule is for this call.
    func applies(to action: String, _ subject: ScenarioSubject, call: Int) -> Bool {
        func fits<Value: Equatable>(_ wanted: Value?, _ isFound: (Value) -> Bool) -> Bool {
            wanted.map(isFound) ?? true
        }
        return fits(self.action) { $0 == action }
            && fits(mediaSHA256) { wanted in subject.media.contains { $0.sha256 == wanted } }
            && fits(mediaMD5) { wanted in subject.media.contains { $0.md5 == wanted } }
            && fits(token) { subject.tokens.contains($0) }
            && (calls.isEmpty || calls.contains(call))
    }
}

/// What a rule answers.
enum ScenarioOutcome: Hashable, Sendable {
    /// Members of `Response`, which replace and complete the default ones.
    case answer([JSONValue.Member])
    /// `Response.Error`; a legacy code and its message for livedetectpicture.
    case error(code: String, message: String?)
}
