// SPDX-License-Identifier: Apache-2.0

/// What a photo or video says about itself in its headers.
///
/// The values are claims of the file: they are read, never checked against decoded pixels. Nothing
/// here is secret beyond what a file's size and shape tell.
public struct MediaInfo: Hashable, Sendable {
    /// A width and a height in pixels.
    public struct PixelSize: Hashable, Sendable, CustomStringConvertible {
        /// Columns.
        public let width: Int
        /// Rows.
        public let height: Int

        /// Makes a size.
        public init(width: Int, height: Int) {
            self.width = width
            self.height = height
        }

        /// The larger of width and height.
        public var longSide: Int { max(width, height) }
        /// The smaller of width and height.
        public var shortSide: Int { min(width, height) }
        /// Width and height, such as `480x640`.
        public var description: String { "\(width)x\(height)" }
    }

    /// The format, told by content.
    public let format: MediaFormat
    /// The length of the whole file in bytes.
    public let byteCount: Int
    /// The stored pixels, turned as a viewer shows them; nil where the header does not tell.
    public let pixelSize: PixelSize?
    /// By how many degrees clockwise a viewer turns the stored pixels: 0, 90, 180 or 270.
    public let rotation: Int
    /// How long a video plays; nil for photos, and where the headers do not tell.
    public let durationSeconds: Double?
    /// A video's average frames per second; nil for photos, and where the headers do not tell.
    public let frameRate: Double?
    /// A video's codec; nil for photos and for files without a video track.
    public let videoCodec: VideoCodec?
    /// Whether a video file has an audio track.
    public let hasAudio: Bool
    /// Whether a picture format holds an animation (APNG, animated WebP).
    public let isAnimated: Bool
    /// Whether an MP4 or MOV keeps its samples in fragments (`moof`).
    public let isFragmented: Bool
    /// Whether the content ends before its format says it should.
    public let isTruncated: Bool

    /// Makes a description; what a format does not have stays at its default.
    public init(
        format: MediaFormat, byteCount: Int, pixelSize: PixelSize? = nil, rotation: Int = 0,
        durationSeconds: Double? = nil, frameRate: Double? = nil, videoCodec: VideoCodec? = nil,
        hasAudio: Bool = false, isAnimated: Bool = false, isFragmented: Bool = false, isTruncated: Bool = false
    ) {
        self.format = format
        self.byteCount = byteCount
        self.pixelSize = pixelSize
        self.rotation = rotation
        self.durationSeconds = durationSeconds
        self.frameRate = frameRate
        self.videoCodec = videoCodec
        self.hasAudio = hasAudio
        self.isAnimated = isAnimated
        self.isFragmented = isFragmented
        self.isTruncated = isTruncated
    }

    /// Whether the format holds photos or videos.
    public var kind: MediaFormat.Kind { format.kind }
}
