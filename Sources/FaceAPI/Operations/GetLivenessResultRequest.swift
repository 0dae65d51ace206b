// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// What GetLivenessResult is asked.
public struct GetLivenessResultRequest: Sendable {
    /// The token of the check, as ApplyLivenessToken answered it.
    public var sdkToken: String
    /// The region to ask: `ap-hongkong`, `ap-jakarta` or `ap-singapore`.
    public var region: String?
    /// Whether a check that failed is an answer like any other, whose files can be fetched, and not an
    /// error.
    public var acceptsFailedChecks: Bool

    /// Describes a request.
    public init(sdkToken: String, region: String, acceptsFailedChecks: Bool = false) {
        self.sdkToken = sdkToken
        self.region = region
        self.acceptsFailedChecks = acceptsFailedChecks
    }

    /// What the page says against the request.
    public func preflightFindings() -> [PreflightFinding] { described().findings() }

    /// Builds the body.
    func json() -> [UInt8] {
        let body: JSONValue = ["SdkToken": .string(sdkToken)]
        return body.serialized()
    }
}
