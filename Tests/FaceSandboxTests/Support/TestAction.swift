// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import ProgramRunner
import StrictJSON

/// An action with what a request to it has besides parameters, and parameters that it takes.
struct TestAction: Hashable, Sendable, CustomStringConvertible {
    var name: String
    var service = "faceid"
    var version = "2018-03-01"
    var region: String?
    let parameters: JSONValue

    static let detect = TestAction(
        name: "DetectAIFakeFaces", parameters: ["FaceInput": .string(photo), "FaceInputType": 1])
    static let compare = TestAction(
        name: "LivenessCompare",
        parameters: ["LivenessType": "SILENT", "ImageBase64": .string(photo), "VideoBase64": .string(video)])
    static let result = TestAction(
        name: "GetLivenessResult", region: "ap-singapore", parameters: ["SdkToken": "token-1"])
    static let accurate = TestAction(
        name: "DetectLiveFaceAccurate", service: "iai", version: "2020-03-03", region: "ap-singapore",
        parameters: ["Image": .string(photo)])
    static let identity = TestAction(
        name: "IdCardVerification", parameters: ["IdCard": "11010519491231002X", "Name": "示例"])
    static let phone = TestAction(
        name: "PhoneVerification",
        parameters: ["IdCard": "11010519491231002X", "Name": "示例", "Phone": "00000000000"])
    static let details = TestAction(
        name: "GetDetectInfoEnhanced", parameters: ["BizToken": "token-1", "RuleId": "1"])
    static let outcome = TestAction(name: "GetFaceIdResult", parameters: ["FaceIdToken": "token-1"])
    static let newKey = TestAction(
        name: "GenerateDataKey", service: "kms", version: "2019-01-18", region: "ap-singapore",
        parameters: ["KeyId": "key-1", "NumberOfBytes": 32])
    static let decrypt = TestAction(
        name: "Decrypt", service: "kms", version: "2019-01-18", region: "ap-singapore", parameters: [:])

    /// Those that succeed with their own parameters.
    static let working = [detect, compare, result, accurate, identity, phone, details, outcome, newKey]

    static let photo = text("face.jpg")
    static let video = text("liveness.mp4")

    /// A committed sample file in base64.
    static func text(_ name: String) -> String {
        guard let bytes = try? SampleMedia.bytes(name) else { return "" }
        return Base64.encodeToString(bytes.span)
    }

    var description: String { name }

    /// The parameters with some others in place of, or beside, them; null stands for a removed one.
    func parameters(_ changes: (String, JSONValue?)...) -> JSONValue {
        var members = parameters.object ?? []
        for (name, value) in changes {
            members.removeAll { $0.name == name }
            if let value { members.append(.init(name, value)) }
        }
        return .object(members)
    }
}
