// SPDX-License-Identifier: Apache-2.0

/// The page of the vendor's documentation that a finding comes from.
public struct DocumentationPage: Hashable, Sendable, CustomStringConvertible {
    /// The page's title.
    public let title: String
    /// The page's number in the vendor's documentation, such as `intl 1061/64467`.
    public let reference: String

    /// Names a page.
    public init(title: String, reference: String) {
        self.title = title
        self.reference = reference
    }

    /// The DetectAIFakeFaces page.
    public static let detectAIFakeFaces = Self(title: "DetectAIFakeFaces", reference: "intl 1061/64467")
    /// The LivenessCompare page.
    public static let livenessCompare = Self(title: "LivenessCompare", reference: "intl 1061/36939")
    /// The GetLivenessResult page.
    public static let getLivenessResult = Self(title: "GetLivenessResult", reference: "intl 1061/49952")
    /// The DetectLiveFaceAccurate page.
    public static let detectLiveFaceAccurate = Self(title: "DetectLiveFaceAccurate", reference: "intl 1059/38513")
    /// The livedetectpicture page of the legacy face service.
    public static let liveDetectPicture = Self(title: "livedetectpicture", reference: "641/12558")
    /// The page on signature method v3, which limits the size of requests.
    public static let signatureV3 = Self(title: "Signature method v3", reference: "213/30654")

    /// Title and number.
    public var description: String { "\(title), \(reference)" }
}
