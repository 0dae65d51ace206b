// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import FaceMedia

extension PreflightRequest {
    /// The findings as `refusal code parameter`, for comparison.
    var summary: [String] {
        findings().map { "\($0.severity) \($0.code) \($0.parameter ?? "-")" }
    }
}

extension MediaInfo {
    /// A photo without anything to find fault with.
    static func photo(
        _ format: MediaFormat = .jpeg, byteCount: Int = 100_000, width: Int = 480, height: Int = 640,
        isAnimated: Bool = false, isTruncated: Bool = false
    ) -> MediaInfo {
        MediaInfo(
            format: format, byteCount: byteCount, pixelSize: .init(width: width, height: height),
            isAnimated: isAnimated, isTruncated: isTruncated)
    }

    /// A video without anything to find fault with.
    static func video(
        _ format: MediaFormat = .mp4, byteCount: Int = 500_000, width: Int = 480, height: Int = 640,
        seconds: Double? = 4, frameRate: Double? = 30, codec: VideoCodec? = .h264, hasAudio: Bool = true
    ) -> MediaInfo {
        MediaInfo(
            format: format, byteCount: byteCount, pixelSize: .init(width: width, height: height),
            durationSeconds: seconds, frameRate: frameRate, videoCodec: codec, hasAudio: hasAudio)
    }
}
