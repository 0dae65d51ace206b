// SPDX-License-Identifier: Apache-2.0

/// The actions of API 3.0 that the sandbox serves.
enum ActionTable {
    static let all: [any ServiceAction] = [
        DetectAIFakeFaces(), LivenessCompare(), GetLivenessResult(), DetectLiveFaceAccurate(),
        IdCardVerification(), PhoneVerification(), GetDetectInfoEnhanced(), GetFaceIdResult(),
        GenerateDataKey(), Decrypt(),
    ]

    /// Their names, in alphabetical order.
    static let names = all.map(\.description.name).sorted()

    /// The action of a name and a version.
    ///
    /// - Throws: `InvalidAction` for a name, and `NoSuchVersion` for a version, that is not served.
    static func action(named name: String, version: String) throws(ServiceFailure) -> any ServiceAction {
        guard let action = all.first(where: { $0.description.name == name }) else {
            throw ServiceFailure("InvalidAction", "The request action=`\(name.prefix(80))` is invalid.")
        }
        guard action.description.version == version else {
            throw ServiceFailure(
                "NoSuchVersion", "The request version=`\(version.prefix(40))` of the action does not exist.")
        }
        return action
    }
}
