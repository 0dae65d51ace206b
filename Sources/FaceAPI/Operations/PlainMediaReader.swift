// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto
internal import StrictJSON

/// A media file as `{"FaceInput":"…","FaceInputType":1|2}` that is made while it is sent.
final class PlainMediaReader: RequestBodyReader {
    /// The exact bytes of the body.
    let byteCount: Int

    private let media: OpenedMedia
    private var encoder: Base64Encoder? = Base64Encoder()
    private let tail: String
    private var chunk: [UInt8] = []
    private var pending: [UInt8]
    private var position = 0

    init(_ content: MediaContent, kind: MediaKind) throws(RequestCryptoError) {
        media = try OpenedMedia(content)
        let head = #"{"FaceInput":""#
        tail = "\",\"FaceInputType\":\(kind.faceInputType)}"
        pending = Array(head.utf8)
        byteCount = head.utf8.count + BodyBudget.base64ByteCount(of: media.byteCount) + tail.utf8.count
    }

    func read(into buffer: inout OutputSpan<UInt8>) throws {
        while buffer.freeCapacity > 0 {
            if position == pending.count { try produce() }
            let count = min(buffer.freeCapacity, pending.count - position)
            guard count > 0 else { return }
            buffer.append(copying: pending.span.extracting(position..<position + count))
            position += count
        }
    }

    /// Makes the next piece of text; nothing when the body is complete.
    private func produce() throws {
        position = 0
        pending.removeAll(keepingCapacity: true)
        guard var encoder = encoder.take() else { return }
        if try media.read(into: &chunk) {
            let media = chunk
            pending.append(addingCapacity: Base64Encoder.maximumByteCount(forUpdate: media.count)) { output in
                encoder.update(media.span, into: &output)
            }
            self.encoder = consume encoder
        } else {
            // A group of four characters at most is left.
            var last: Base64Encoder? = consume encoder
            pending.append(addingCapacity: 4) { output in last.take()?.finish(into: &output) }
            pending += tail.utf8
        }
    }
}
