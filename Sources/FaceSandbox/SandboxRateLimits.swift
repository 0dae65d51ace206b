// SPDX-License-Identifier: Apache-2.0

/// How many requests an action takes in a second.
public struct SandboxRateLimits: Hashable, Sendable {
    private enum Base: Hashable { case documented, off, perSecond([String: Int]) }

    private let base: Base

    private init(_ base: Base) { self.base = base }

    /// What the pages say: 5 for DetectAIFakeFaces, 20 for GetLivenessResult, 100 for
    /// LivenessCompare, GenerateDataKey and the rest of KMS; none where a page says nothing.
    public static let documented = SandboxRateLimits(.documented)
    /// No limits.
    public static let off = SandboxRateLimits(.off)

    /// Limits for single actions by their names, and none for the others.
    public static func perSecond(_ limits: [String: Int]) -> SandboxRateLimits { SandboxRateLimits(.perSecond(limits)) }

    func limit(for action: ActionDescription) -> Int? {
        switch base {
        case .documented: action.requestsPerSecond
        case .off: nil
        case .perSecond(let limits): limits[action.name]
        }
    }
}
