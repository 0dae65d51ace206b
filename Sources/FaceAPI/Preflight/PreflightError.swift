// SPDX-License-Identifier: Apache-2.0

/// A request that was not sent, because the documentation says that the service will not take it.
public struct PreflightError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Every finding, with at least one refusal among them.
    public let findings: [PreflightFinding]

    /// Makes the error where at least one finding is a refusal.
    public init?(_ findings: [PreflightFinding]) {
        guard findings.contains(where: { $0.severity == .refusal }) else { return nil }
        self.findings = findings
    }

    /// The findings that stopped the request.
    public var refusals: [PreflightFinding] { findings.filter { $0.severity == .refusal } }

    /// The refusals, separated by semicolons.
    public var description: String {
        "the request was not sent: " + refusals.map(\.description).joined(separator: "; ")
    }
}
