// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import Testing

/// The numeric codes: those of the legacy service and the eKYC verdicts.
struct ServiceErrorNumberTests {
    static let legacy = [
        3, 4, 5, 6, 9, 10, 11, 12, 13, 14, 15, 16, 21, 23, 107, 108, 213, -4006, -4007, -4009, -4010, -4015, -4016,
        -4017, -4018, -5001, -5002, -5005, -5007, -5008, -5009, -5010, -5011, -5012, -5013, -5014, -5015, -5801, -5802,
        -5803, -5804, -5805, -5806, -5807,
    ]

    static let verdicts = [
        "0", "1", "2", "3", "4", "8", "9", "10", "11", "14", "15", "16", "202", "1001", "1002", "1003", "1004", "1005",
        "1101", "1102", "1103", "1104", "1105", "1106", "1107", "1108", "1109", "1201", "1202", "1409", "1410", "2004",
        "2012", "2013", "2014", "2015", "2016", "2017", "-999",
    ]

    @Test("the 44 numbers of the livedetectpicture page are known")
    func legacyCodes() {
        #expect(Self.legacy.count == 44)
        #expect(LegacyErrorCode.documented.map(\.rawValue) == Self.legacy)
        #expect(LegacyErrorCode.documented.allSatisfy { $0.meaning?.isEmpty == false })
        #expect(LegacyErrorCode.bodyTooLarge.meaning == "The body is too large")
        #expect(LegacyErrorCode.tooFrequent.retryAdvice == .backOff)
        #expect(LegacyErrorCode.signatureExpired.retryAdvice == .signAgain)
    }

    @Test("an unknown legacy number stays readable")
    func unknownLegacyCode() {
        let code = LegacyErrorCode(rawValue: -9999)
        #expect(code.meaning == nil)
        #expect(code.description == "-9999")
        #expect(code.retryAdvice == .never)
        #expect(LegacyErrorCode(rawValue: 16).description == "16: The bucket does not exist")
    }

    @Test("the 39 verdicts of the eKYC table are known")
    func verdictCodes() {
        #expect(Self.verdicts.count == 39)
        #expect(LivenessResultCode.documented.map(\.rawValue) == Self.verdicts)
        #expect(LivenessResultCode.success.isSuccess)
        #expect(LivenessResultCode("1001").meaning == "Failed to call the liveness engine")
        #expect(!LivenessResultCode.notFinished.isSuccess)
    }

    @Test("an unknown verdict stays readable and is no success", arguments: ["", "00", "1.0", "Success", "7777"])
    func unknownVerdict(text: String) {
        let code = LivenessResultCode(rawValue: text)
        #expect(code.meaning == nil)
        #expect(code.description == text)
        #expect(!code.isSuccess)
    }
}
