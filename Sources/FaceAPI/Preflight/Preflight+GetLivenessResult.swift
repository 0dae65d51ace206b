// SPDX-License-Identifier: Apache-2.0

extension Preflight {
    /// A GetLivenessResult request.
    public struct GetLivenessResult: PreflightRequest {
        /// The token of the check, from ApplyLivenessToken.
        public var sdkToken: String?
        /// The region to ask; required.
        public var region: String?

        /// Describes a request.
        public init(sdkToken: String?, region: String?) {
            self.sdkToken = sdkToken
            self.region = region
        }

        /// The regions that serve this API.
        public static let regions = ["ap-hongkong", "ap-jakarta", "ap-singapore"]

        /// The GetLivenessResult page.
        public static let page = DocumentationPage.getLivenessResult

        /// Everything the page says against the request.
        public func findings() -> [PreflightFinding] {
            var list = FindingList(page: Self.page)
            list.checkRegion(region, isOneOf: Self.regions)
            list.checkToken("SdkToken", sdkToken, hint: "give the token that ApplyLivenessToken answered")
            return list.findings
        }
    }
}
