// SPDX-License-Identifier: Apache-2.0

/// How many requests a second an action may start, kept on this side so that the service need not refuse any.
public struct RateLimits: Hashable, Sendable {
    /// Requests a second by action.
    public var perSecond: [String: Int]

    /// Sets limits; an action without one is not held back.
    public init(perSecond: [String: Int]) { self.perSecond = perSecond }

    /// What the APIs' pages say: 5 for DetectAIFakeFaces, 20 for GetLivenessResult, 100 for LivenessCompare and KMS's
    /// GenerateDataKey.
    public static let documented = RateLimits(perSecond: [
        "DetectAIFakeFaces": 5, "GetLivenessResult": 20, "LivenessCompare": 100, "GenerateDataKey": 100,
    ])

    /// No limits.
    public static let none = RateLimits(perSecond: [:])
}
