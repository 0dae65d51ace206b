// SPDX-License-Identifier: Apache-2.0

/// The codec of a video track.
public struct VideoCodec: Hashable, Sendable, CustomStringConvertible {
    /// A short lower-case name, such as `h264`; the container's own code where no name is known.
    public let name: String

    /// Makes a codec from its name.
    public init(name: String) { self.name = name }

    /// H.264 / AVC (ITU-T H.264).
    public static let h264 = VideoCodec(name: "h264")
    /// H.265 / HEVC (ITU-T H.265).
    public static let hevc = VideoCodec(name: "hevc")
    /// MPEG-4 part 2, also known as Xvid and DivX.
    public static let mpeg4 = VideoCodec(name: "mpeg4")
    /// Motion JPEG.
    public static let motionJPEG = VideoCodec(name: "mjpeg")
    /// AV1.
    public static let av1 = VideoCodec(name: "av1")
    /// VP9.
    public static let vp9 = VideoCodec(name: "vp9")
    /// Sorenson H.263, the first codec of FLV.
    public static let sorensonH263 = VideoCodec(name: "flv1")
    /// On2 VP6.
    public static let vp6 = VideoCodec(name: "vp6")
    /// H.263, as 3GP files carry it.
    public static let h263 = VideoCodec(name: "h263")

    /// The codec's name.
    public var description: String { name }

    /// A codec from the four-character code of an MP4, MOV, AVI or enhanced FLV file.
    ///
    /// Codes differ in case between writers. A code without a name here is kept as it is; bytes that
    /// are no printable ASCII are written in hexadecimal.
    init(fourCC: UInt32) {
        let text = Self.text(of: fourCC)
        switch Self.lowercased(text) {
        case "avc1", "avc2", "avc3", "avc4", "h264", "x264", "davc": self = .h264
        case "hvc1", "hev1", "hvc2", "hev2", "hevc", "h265", "x265": self = .hevc
        case "mp4v", "xvid", "divx", "dx50", "fmp4", "3iv2", "mp4s", "m4s2": self = .mpeg4
        case "mjpg", "mjpa", "mjpb", "jpeg", "avrn", "dmb1": self = .motionJPEG
        case "av01": self = .av1
        case "vp09", "vp90": self = .vp9
        case "flv1": self = .sorensonH263
        case "vp60", "vp61", "vp62", "vp6f", "vp6a": self = .vp6
        case "s263", "h263": self = .h263
        default: self.init(name: text)
        }
    }

    /// A codec from the `CodecID` of an FLV video tag (FLV 10.1, E.4.3.1).
    init(flashCodec number: Int) {
        switch number {
        case 2: self = .sorensonH263
        case 4, 5: self = .vp6
        case 7: self = .h264
        case 12: self = .hevc
        default: self.init(name: "flv-codec-\(number)")
        }
    }

    private static func text(of fourCC: UInt32) -> String {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: fourCC >> UInt32(24 - 8 * $0)) }
        guard bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            let digits = String(fourCC, radix: 16)
            return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func lowercased(_ text: String) -> String {
        String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
