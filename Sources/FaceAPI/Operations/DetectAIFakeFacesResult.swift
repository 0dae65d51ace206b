// SPDX-License-Identifier: Apache-2.0

public import StrictJSON

/// What DetectAIFakeFaces found.
public struct DetectAIFakeFacesResult: Hashable, Sendable {
    /// How likely the photo or video is an attack.
    public let attackRiskLevel: AttackRiskLevel
    /// The traces that were found; empty when there are none.
    ///
    /// For reference: judge by the level.
    public let attackTypes: [AttackType]
    /// Known attacks that the photo or video resembles; empty unless the account has this check.
    public let knownAttacks: [KnownAttack]
    /// What the service calls the request.
    public let requestID: String

    /// Reads the object under `Response`.
    ///
    /// - Throws: ``FaceAPIError`` with `malformedResponse` and the path of the field when
    ///   `AttackRiskLevel`, the `Type` of a trace or `RequestId` is missing, or a field has another type
    ///   than the page says.
    public init(response: JSONValue) throws(FaceAPIError) {
        let fields = try AnswerFields(response: response, of: .detectAIFakeFaces)
        requestID = fields.requestID
        attackRiskLevel = AttackRiskLevel(rawValue: try fields.text("AttackRiskLevel"))
        var types: [AttackType] = []
        for detail in try fields.objects("AttackRiskDetailList") {
            types.append(AttackType(rawValue: try detail.text("Type")))
        }
        attackTypes = types
        var known: [KnownAttack] = []
        for info in try fields.optionalObject("ExtraInfo")?.objects("RetrievalLivenessExtraInfo") ?? [] {
            known.append(try KnownAttack(info))
        }
        knownAttacks = known
    }
}
