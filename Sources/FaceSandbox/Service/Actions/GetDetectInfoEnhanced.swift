// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import StrictJSON

/// GetDetectInfoEnhanced: everything about a check, with personal data that may go encrypted, alone or with the rest.
///
/// The person in the default answer does not exist: the identity number fails its own check. Where its fields go
/// encrypted under SM4-GCM the answer has one of them, the identity number, and null in place of the others: several
/// would share a nonce, which the scenario has to allow.
///
/// Source: the models and error lists of the vendor's Go package, faceid v20180301.
struct GetDetectInfoEnhanced: ServiceAction {
    var description: ActionDescription {
        ActionDescription(
            service: "faceid", name: "GetDetectInfoEnhanced", version: "2018-03-01", requestsPerSecond: 100,
            parameters: [
                .string("BizToken", isRequired: true), .string("RuleId", isRequired: true), .string("InfoType"),
                .integer("BestFramesCount"), .boolean("IsCutIdCardImage"), .boolean("IsNeedIdCardAvatar"),
                .boolean("IsEncrypt"), .encryption, .boolean("IsEncryptResponse"), .boolean("IsReturnAllVideo"),
            ],
            encryption: .init(answers: true))
    }

    private static let personalData = [
        "Response.Text.IdCard", "Response.Text.Name", "Response.Text.OcrIdCard", "Response.Text.OcrName",
        "Response.Text.LivenessDetail[*].Idcard", "Response.Text.LivenessDetail[*].Name",
    ]

    func answer(_ parameters: Parameters, in environment: ActionEnvironment) throws(ServiceFailure) -> ActionAnswer {
        let token = parameters.text("BizToken") ?? ""
        _ = try environment.scenario.validToken(token)
        let encrypts: ReplyEncryption =
            if parameters.boolean("IsEncryptResponse") ?? false {
                .body
            } else if environment.replyAlgorithm != nil || parameters.boolean("IsEncrypt") ?? false {
                .fields(Self.personalData)
            } else {
                .nothing
            }
        return ActionAnswer(
            members: [
                .init("Text", Self.text(isOneField: isOneField(encrypts, in: environment))), .init("IdCardData", .null),
                .init("BestFrame", ["BestFrame": .string(StandIns.photoText), "BestFrames": []]),
                .init("VideoData", .null), .init("IntentionVerifyData", .null),
            ],
            subject: ScenarioSubject(tokens: [token]), encrypts: encrypts)
    }

    private func isOneField(_ encrypts: ReplyEncryption, in environment: ActionEnvironment) -> Bool {
        guard case .fields = encrypts, environment.replyAlgorithm?.isAuthenticated ?? false else { return false }
        return !environment.scenario.allowsNonceReuse
    }

    private static func text(isOneField: Bool) -> JSONValue {
        let name: JSONValue = isOneField ? .null : .string(FictionalPerson.name)
        let number: JSONValue = isOneField ? .null : .string(FictionalPerson.identityNumber)
        return [
            "ErrCode": 0, "ErrMsg": "成功", "IdCard": .string(FictionalPerson.identityNumber), "Name": name,
            "OcrNation": .null, "OcrAddress": .null, "OcrBirth": .null, "OcrAuthority": .null, "OcrValidDate": .null,
            "OcrName": name, "OcrIdCard": number, "OcrGender": .null, "LiveStatus": 0, "LiveMsg": "成功",
            "Comparestatus": 0, "Comparemsg": "成功", "Sim": "89.88", "Location": .null, "Extra": "",
            "LivenessDetail": [
                [
                    "ReqTime": "1700000000000", "Seq": "00000000-0000-4000-8000-000000000001", "Idcard": number,
                    "Name": name, "Sim": "89.88", "IsNeedCharge": true, "Errcode": 0, "Errmsg": "成功",
                    "Livestatus": 0, "Livemsg": "成功", "Comparestatus": 0, "Comparemsg": "成功",
                    "CompareLibType": "权威库",
                ]
            ],
            "Mobile": "",
        ]
    }
}

/// Whom default answers are about.
enum FictionalPerson {
    static let name = "示例"
    /// Of the right length, with a date that no calendar has and a wrong check character.
    static let identityNumber = "990000199913320000"
}
