// SPDX-License-Identifier: Apache-2.0

/// The page that documents an error code.
public struct ServiceErrorTopic: Hashable, Sendable, CustomStringConvertible {
    /// The page's title.
    public let name: String

    private init(_ name: String) { self.name = name }

    /// Codes that every API of the cloud may answer.
    public static let common = ServiceErrorTopic("Common error codes")
    /// Codes of requests that carry `Encryption`.
    public static let encryption = ServiceErrorTopic("Encryption")
    /// The DetectAIFakeFaces page.
    public static let detectAIFakeFaces = ServiceErrorTopic("DetectAIFakeFaces")
    /// The LivenessCompare page.
    public static let livenessCompare = ServiceErrorTopic("LivenessCompare")
    /// The GetLivenessResult page.
    public static let getLivenessResult = ServiceErrorTopic("GetLivenessResult")
    /// The DetectLiveFaceAccurate page.
    public static let detectLiveFaceAccurate = ServiceErrorTopic("DetectLiveFaceAccurate")

    /// The page's title.
    public var description: String { name }

    /// Where to look when the page itself does not list a code.
    var fallbacks: [ServiceErrorTopic] {
        switch self {
        case .common: []
        // Of the APIs here, this one alone takes `Encryption`.
        case .detectAIFakeFaces: [.encryption, .common]
        default: [.common]
        }
    }
}
