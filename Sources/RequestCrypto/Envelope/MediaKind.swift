// SPDX-License-Identifier: Apache-2.0

/// What a media file holds, as `FaceInputType` numbers it.
///
/// Source: DetectAIFakeFaces, input parameters (Tencent Cloud API 1061/64467).
public struct MediaKind: Hashable, Sendable, CustomStringConvertible {
    /// The value of `FaceInputType`.
    public let faceInputType: Int

    /// A picture: `FaceInputType` 1.
    public static let image = MediaKind(faceInputType: 1)
    /// A clip: `FaceInputType` 2.
    public static let video = MediaKind(faceInputType: 2)

    /// The kind that a word names.
    ///
    /// - Parameter name: `image` or `video`; anything else gives `nil`.
    public init?(name: String) {
        switch name {
        case "image": self = .image
        case "video": self = .video
        default: return nil
        }
    }

    private init(faceInputType: Int) { self.faceInputType = faceInputType }

    /// `image` or `video`.
    public var description: String { self == .image ? "image" : "video" }
}
