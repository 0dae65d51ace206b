// SPDX-License-Identifier: Apache-2.0

/// The header, metadata and, where these leave something open, the tags of an FLV (FLV 10.1, Annex E).
enum FLVHeader {
    static func inspect(_ reader: inout MediaReader) throws(MediaError) -> MediaInfo {
        let flags = try reader.byte(at: 4)
        let dataOffset = Int(try reader.uint32(at: 5))
        guard dataOffset >= 9 else { throw MediaError(.malformed, "the FLV claims a header of \(dataOffset) bytes") }
        guard dataOffset + 4 <= reader.byteCount else {
            throw MediaError(.truncated, "the FLV ends after \(reader.byteCount) bytes, before its first tag")
        }
        var metadata: AMF0Metadata?
        var tags = FLVTags()
        var offset = dataOffset + 4
        // The metadata stands first; without it, or with gaps in it, the tags tell.
        while let tag = try FLVTags.Tag(at: offset, &reader) {
            if tag.type == 18, metadata == nil {
                metadata = try AMF0Metadata(tag.content, &reader)
            } else {
                try tags.add(tag, &reader)
                if isEnough(metadata, tags) { break }
            }
            offset = tag.next
        }
        let endsWhole = try FLVTags.endsWithWholeTag(dataOffset: dataOffset, &reader)
        let isComplete = tags.reachesEnd || endsWhole
        var size: MediaInfo.PixelSize?
        if let width = metadata?.width, let height = metadata?.height, width >= 1, height >= 1,
            width < 100_000, height < 100_000
        {
            size = MediaInfo.PixelSize(width: Int(width), height: Int(height))
        }
        let claimsMore = (metadata?.fileByteCount).map { $0 > Double(reader.byteCount) } ?? false
        return MediaInfo(
            format: .flv, byteCount: reader.byteCount, pixelSize: size,
            durationSeconds: metadata?.duration ?? tags.durationSeconds,
            frameRate: metadata?.frameRate ?? tags.frameRate,
            videoCodec: tags.codec ?? metadata?.videoCodec,
            hasAudio: tags.hasAudio || metadata?.hasAudioCodec ?? false || flags & 0x04 != 0,
            isTruncated: !isComplete || claimsMore)
    }

    /// Whether the metadata and the tags so far answer everything.
    private static func isEnough(_ metadata: AMF0Metadata?, _ tags: FLVTags) -> Bool {
        guard let metadata else { return false }
        return metadata.duration != nil && metadata.frameRate != nil && (metadata.videoCodec ?? tags.codec) != nil
    }
}
