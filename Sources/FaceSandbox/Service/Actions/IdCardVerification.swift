// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// IdCardVerification: do a name and an identity number belong together; both may come encrypted.
///
/// Source: the models and error lists of the vendor's Go package, faceid v20180301.
struct IdCardVerification: ServiceAction {
    var description: ActionDescription {
        ActionDescription(
            service: "faceid", name: "IdCardVerification", version: "2018-03-01", requestsPerSecond: 100,
            parameters: [.string("IdCard", isRequired: true), .string("Name", isRequired: true), .encryption],
            encryption: .init(fields: ["IdCard", "Name"]))
    }

    func answer(_ parameters: Parameters, in environment: ActionEnvironment) throws(ServiceFailure) -> ActionAnswer {
        let (result, text) =
            if !IdentityNumber.isWellFormed(parameters.string("IdCard") ?? "") {
                ("-2", "非法身份证号(长度、校验位等不正确)")
            } else if !(1...60).contains(parameters.string("Name")?.count ?? 0) {
                ("-3", "非法姓名(长度、格式等不正确)")
            } else {
                ("0", "姓名和身份证号一致")
            }
        return ActionAnswer(
            members: [.init("Result", .string(result)), .init("Description", .string(text))],
            subject: ScenarioSubject(tokens: [parameters.string("IdCard") ?? ""]))
    }
}

/// An identity number of 18 characters (GB 11643-1999).
enum IdentityNumber {
    /// Whether it has 17 digits and the check character that belongs to them.
    static func isWellFormed(_ text: String) -> Bool {
        let characters = Array(text.utf8)
        guard characters.count == 18, characters.dropLast().allSatisfy({ (0x30...0x39).contains($0) }) else {
            return false
        }
        // ISO 7064, MOD 11-2: each step to the left doubles the weight.
        var sum = 0
        for digit in characters.dropLast() { sum = (sum + Int(digit - 0x30)) * 2 % 11 }
        let check = Array("0123456789X".utf8)[(12 - sum) % 11]
        return characters[17] == check || text.last == "x" && check == UInt8(ascii: "X")
    }
}
