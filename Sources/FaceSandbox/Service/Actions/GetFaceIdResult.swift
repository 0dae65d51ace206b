// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import StrictJSON

/// GetFaceIdResult: the outcome of a check in the app SDK, whose answer may go encrypted as a whole.
///
/// Source: the models and error lists of the vendor's Go package, faceid v20180301.
struct GetFaceIdResult: ServiceAction {
    var description: ActionDescription {
        ActionDescription(
            service: "faceid", name: "GetFaceIdResult", version: "2018-03-01", requestsPerSecond: 100,
            parameters: [
                .string("FaceIdToken", isRequired: true), .boolean("IsNeedVideo"), .boolean("IsNeedBestFrame"),
                .boolean("IsEncryptResponse"), .encryption,
            ],
            encryption: .init(answers: true))
    }

    func answer(_ parameters: Parameters, in environment: ActionEnvironment) throws(ServiceFailure) -> ActionAnswer {
        let text = parameters.text("FaceIdToken") ?? ""
        let token = try environment.scenario.validToken(text)
        func base64(_ content: [UInt8], _ isWanted: String) -> JSONValue {
            guard parameters.boolean(isWanted) ?? false, !content.isEmpty else { return .null }
            return .string(Base64.encodeToString(content.span))
        }
        return ActionAnswer(
            members: [
                .init("IdCard", .string(FictionalPerson.identityNumber)),
                .init("Name", .string(FictionalPerson.name)), .init("Result", .string(token.result)),
                .init("Description", .string(token.resultDescription ?? LivenessVerdicts.text(of: token.result))),
                .init("Similarity", .number(token.result == "0" ? "89.88" : "0")),
                .init("VideoBase64", base64(token.video ?? StandIns.video, "IsNeedVideo")),
                .init("BestFrameBase64", base64(token.bestFrame ?? StandIns.photo, "IsNeedBestFrame")),
                .init("Extra", ""),
            ],
            subject: ScenarioSubject(tokens: [text]),
            encrypts: parameters.boolean("IsEncryptResponse") ?? false ? .body : .nothing)
    }
}
