// SPDX-License-Identifier: Apache-2.0

/// What the gateway knows of an action before its parameters are read.
struct ActionDescription: Sendable {
    /// Where the action may be called.
    enum Regions: Sendable {
        /// `X-TC-Region` is not looked at.
        case any
        /// `X-TC-Region` is required; where the page lists regions it is one of them.
        case required([String]?)
    }

    /// What of a request may come encrypted, and what of the answer may go so.
    struct Encryption: Sendable {
        /// `EncryptedBody` in place of all parameters.
        var takesWholeBody = false
        /// The parameters that may be named in `EncryptList`.
        var fields: [String] = []
        /// The description stands beside the parameters, without an `Encryption` object.
        var isTopLevel = false
        /// The answer may be encrypted.
        var answers = false

        /// Whether an `Encryption` means anything to the action.
        var isTaken: Bool { takesWholeBody || !fields.isEmpty || answers }
    }

    let service: String
    let name: String
    let version: String
    var regions = Regions.any
    /// Requests that may come in a second; nil where the page does not say.
    var requestsPerSecond: Int?
    var parameters: [ParameterRule]
    var encryption = Encryption()

    /// What is checked before a request has been opened: whether its members are known and of the right types.
    ///
    /// A required parameter may still be inside an envelope, and an encrypted one is text whatever it was before.
    var beforeOpening: ActionDescription {
        var copy = self
        for index in copy.parameters.indices { copy.parameters[index].isRequired = false }
        return copy
    }

    /// The code for too many requests, which iai spells in its own way.
    var throttled: ServiceFailure { throttled(count: (requestsPerSecond ?? 0) + 1, limit: requestsPerSecond ?? 0) }

    /// The code for too many requests, with the numbers.
    func throttled(count: Int, limit: Int) -> ServiceFailure {
        guard service != "iai" else {
            return ServiceFailure("FailedOperation.RequestLimitExceeded", "The request frequency exceeds the limit.")
        }
        return ServiceFailure(
            "RequestLimitExceeded",
            "Your current request times equals to `\(count)` in a second, which exceeds the frequency limit "
                + "`\(limit)` for a second. Please reduce the frequency of calls.")
    }
}

/// What the gateway knows of a parameter.
struct ParameterRule: Sendable {
    enum Kind: Sendable {
        case string, integer, boolean, object, strings, objects
    }

    let name: String
    var kind = Kind.string
    var isRequired = false

    static func string(_ name: String, isRequired: Bool = false) -> Self { Self(name: name, isRequired: isRequired) }
    static func integer(_ name: String, isRequired: Bool = false) -> Self {
        Self(name: name, kind: .integer, isRequired: isRequired)
    }
    static func boolean(_ name: String) -> Self { Self(name: name, kind: .boolean) }
    static func object(_ name: String) -> Self { Self(name: name, kind: .object) }
    static func strings(_ name: String) -> Self { Self(name: name, kind: .strings) }
    static func objects(_ name: String) -> Self { Self(name: name, kind: .objects) }
    static let encryption = Self.object("Encryption")
}
