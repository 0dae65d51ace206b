// SPDX-License-Identifier: Apache-2.0

/// A photo or video format, told by content and never by a file's name.
///
/// More formats are recognised than the service takes, so that a refusal can name what was found.
public struct MediaFormat: Hashable, Sendable, CustomStringConvertible {
    /// Whether a format holds photos or videos.
    public enum Kind: Hashable, Sendable {
        /// A still picture, or a picture that may be animated (GIF, APNG, WebP).
        case image
        /// A video container.
        case video
    }

    private enum Base: String {
        case jpeg = "JPEG"
        case png = "PNG"
        case bmp = "BMP"
        case gif = "GIF"
        case webP = "WebP"
        case heif = "HEIF"
        case avif = "AVIF"
        case mp4 = "MP4"
        case threeGP = "3GP"
        case mov = "MOV"
        case avi = "AVI"
        case flv = "FLV"
        case matroska = "Matroska/WebM"
    }

    private let base: Base

    private init(_ base: Base) { self.base = base }

    /// JPEG (ITU-T T.81).
    public static let jpeg = MediaFormat(.jpeg)
    /// PNG (W3C PNG, third edition), also when animated.
    public static let png = MediaFormat(.png)
    /// Windows bitmap.
    public static let bmp = MediaFormat(.bmp)
    /// GIF87a or GIF89a.
    public static let gif = MediaFormat(.gif)
    /// WebP (RFC 9649), also when animated.
    public static let webP = MediaFormat(.webP)
    /// HEIF or HEIC (ISO/IEC 23008-12), as recent phones store photos.
    public static let heif = MediaFormat(.heif)
    /// AVIF.
    public static let avif = MediaFormat(.avif)
    /// MP4 and its ISO base media relatives (ISO/IEC 14496-12).
    public static let mp4 = MediaFormat(.mp4)
    /// 3GP (3GPP TS 26.244).
    public static let threeGP = MediaFormat(.threeGP)
    /// QuickTime movie.
    public static let mov = MediaFormat(.mov)
    /// AVI (RIFF), also with OpenDML extensions.
    public static let avi = MediaFormat(.avi)
    /// Flash video (Adobe FLV file format 10.1).
    public static let flv = MediaFormat(.flv)
    /// Matroska or WebM.
    public static let matroska = MediaFormat(.matroska)

    /// Whether the format holds photos or videos.
    public var kind: Kind {
        switch base {
        case .jpeg, .png, .bmp, .gif, .webP, .heif, .avif: .image
        case .mp4, .threeGP, .mov, .avi, .flv, .matroska: .video
        }
    }

    /// The format's usual name, such as `JPEG`.
    public var name: String { base.rawValue }

    /// The format's usual name.
    public var description: String { name }
}
