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
    var head: [UInt8] { mediaKind == nil ? [] : Array(#"{"FaceInput":""#.utf8) }

    /// The plaintext after the given bytes.
    var tail: [UInt8] { mediaKind.map { Array("\",\"FaceInputType\":\($0.faceInputType)}".utf8) } ?? [] }

    /// The size of the plaintext that so many given bytes make.
    func plaintextByteCount(forContent byteCount: Int) -> Int {
        guard mediaKind != nil else { return byteCount }
        return head.count + Base64.encodedByteCount(forByteCount: byteCount) + tail.count
    }
}
