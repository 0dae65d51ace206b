// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@testable import FaceAPI

/// Checks that fail inside a success, in calls of actions that have no types here.
struct FailedCheckTests {
    typealias Answer = ScriptedService.Answer

    private func call(_ answer: String, acceptsFailedChecks: Bool = false) async throws -> APIResponse {
        let service = try ScriptedService([.response(answer)])
        let response = try await service.client().call(
            action: "CheckIdCardInformation", version: "2018-03-01", service: "faceid",
            acceptsFailedChecks: acceptsFailedChecks)
        #expect(service.requests.count == 1)
        return response
    }

    private func failure(_ answer: String) async throws -> FaceAPIError? {
        let service = try ScriptedService([.response(answer)])
        let client = try service.client()
        do throws(FaceAPIError) {
            _ = try await client.call(
                action: "CheckIdCardInformation", version: "2018-03-01", service: "faceid")
            return nil
        } catch {
            #expect(service.requests.count == 1)
            return error
        }
    }

    @Test("a Result that is a code of FailedOperation is an error with everything the answer said")
    func failedCheck() async throws {
        let answer =
            #"{"Result":"FailedOperation.SilentDetectFail","Description":"no person","Sim":0,"RequestId":"r-3"}"#
        let error = try #require(try await failure(answer))
        #expect(error.code == .businessFailure)
        #expect(error.serviceCode == .failedOperationSilentDetectFail)
        #expect(error.serviceMessage == "no person")
        #expect(error.message == "CheckIdCardInformation: FailedOperation.SilentDetectFail: no person")
        #expect(error.hint == #"documented as "Real person detection failed""#)
        #expect(error.action == "CheckIdCardInformation")
        #expect(error.requestID == "r-3")
        #expect(error.attemptCount == 1)
    }

    @Test("without a description, and with a code that no page lists, it is one still")
    func unknownCode() async throws {
        let error = try #require(try await failure(#"{"Result":"FailedOperation.BrandNew","RequestId":"r"}"#))
        #expect(error.code == .businessFailure)
        #expect(error.serviceCode == "FailedOperation.BrandNew")
    }

    @Test("who takes failed checks gets the answer")
    func accepted() async throws {
        let answer = #"{"Result":"FailedOperation.SilentDetectFail","Sim":0,"RequestId":"r-3"}"#
        let response = try await call(answer, acceptsFailedChecks: true)
        #expect(response["Result"] == "FailedOperation.SilentDetectFail")
        #expect(response.requestID == "r-3")
    }

    @Test(
        "any other Result means something to its own API alone",
        arguments: [
            #"{"Result":"Success","RequestId":"r"}"#, #"{"Result":"1001","RequestId":"r"}"#,
            #"{"Result":"FailedOperationally","RequestId":"r"}"#, #"{"Result":{"Error":1},"RequestId":"r"}"#,
            #"{"RequestId":"r"}"#,
        ])
    func otherResults(_ answer: String) async throws {
        #expect(try await failure(answer) == nil)
    }

    @Test(
        "a message that says what the page says needs no hint, with a full stop or without",
        arguments: [
            ("Real person detection failed", nil), ("Real person detection failed.", nil),
            ("Real person detection failed..", #"documented as "Real person detection failed""#),
        ])
    func hints(message: String, hint: String?) async throws {
        let answer =
            #"{"Result":"FailedOperation.SilentDetectFail","Description":"\#(message)","RequestId":"r"}"#
        #expect(try #require(try await failure(answer)).hint == hint)
        let service = try ScriptedService([.error("FailedOperation.SilentDetectFail", message)])
        await #expect {
            try await service.client().call(action: "A", version: "1", service: "faceid")
        } throws: {
            ($0 as? FaceAPIError)?.code == .serviceError && ($0 as? FaceAPIError)?.hint == hint
        }
        #expect(service.requests.count == 1)
    }
}
