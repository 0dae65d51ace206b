// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// PhoneVerification: do a name, an identity number and a telephone number belong together.
///
/// The one action whose encryption is described beside the parameters, as in the days of KMS; AES-256-CBC only.
///
/// Source: the models and error lists of the vendor's Go package, faceid v20180301.
struct PhoneVerification: ServiceAction {
    var description: ActionDescription {
        ActionDescription(
            service: "faceid", name: "PhoneVerification", version: "2018-03-01", requestsPerSecond: 100,
            parameters: [
                .string("IdCard", isRequired: true), .string("Name", isRequired: true),
                .string("Phone", isRequired: true), .string("VerifyMode"), .string("CiphertextBlob"),
                .strings("EncryptList"), .string("Iv"),
            ],
            encryption: .init(fields: ["IdCard", "Name", "Phone"], isTopLevel: true))
    }

    func answer(_ parameters: Parameters, in environment: ActionEnvironment) throws(ServiceFailure) -> ActionAnswer {
        let phone = parameters.string("Phone") ?? ""
        let (result, text) =
            if phone.utf8.count != 11 || !phone.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                ("-6", "手机号码不合法")
            } else if !IdentityNumber.isWellFormed(parameters.string("IdCard") ?? "") {
                ("-7", "身份证号码有误")
            } else {
                ("0", "三要素信息一致")
            }
        return ActionAnswer(
            members: [.init("Result", .string(result)), .init("Description", .string(text)), .init("Isp", "")],
            subject: ScenarioSubject(tokens: [phone]))
    }
}
