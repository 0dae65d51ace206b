// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream

/// What the bytes given to a sealing session are.
public struct BodyContent: Hashable, Sendable {
    /// The media's kind; `nil` when the bytes are the body itself.
    let mediaKind: MediaKind?

    /// The business parameters as JSON text, such as `{"FaceInput":"AAAAA","FaceInputType":1}`.
    public static let json = BodyContent(mediaKind: nil)

    /// The bytes of a media file, from which `{"FaceInput":"<base64>","FaceInputType":1|2}` is made.
    public static func media(_ kind: MediaKind) -> BodyContent { BodyContent(mediaKind: kind) }

    /// The plaintext before the given bytes.
    var head: [UInt8] { mediaKind == nil ? [] : Self.mediaHead }

    /// The plaintext after the given bytes.
    var tail: [UInt8] {
        guard let mediaKind else { return [] }
        return mediaKind == .image ? Self.imageTail : Self.videoTail
    }

    // Made once: a small request has few allocations beside its body.
    private static let mediaHead = Array(#"{"FaceInput":""#.utf8)
    private static let imageTail = tail(of: .image)
    private static let videoTail = tail(of: .video)

    private static func tail(of kind: MediaKind) -> [UInt8] {
        Array("\",\"FaceInputType\":\(kind.faceInputType)}".utf8)
    }

    /// The size of the plaintext that so many given bytes make.
    func plaintextByteCount(forContent byteCount: Int) -> Int {
        guard mediaKind != nil else { return byteCount }
        return head.count + Base64.encodedByteCount(forByteCount: byteCount) + tail.count
    }
}
