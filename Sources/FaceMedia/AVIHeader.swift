// SPDX-License-Identifier: Apache-2.0

/// The header list of an AVI (RIFF; `avih`, `strh`, `strf` as in the Windows multimedia reference).
enum AVIHeader {
    static func inspect(_ reader: inout MediaReader) throws(MediaError) -> MediaInfo {
        let claimed = Int(try reader.littleEndian(4, at: 4))
        // A recorder that was stopped hard leaves zero or all ones.
        let isKnown = claimed != 0 && claimed != 0xFFFF_FFFF
        let end = isKnown ? min(8 + claimed, reader.byteCount) : reader.byteCount
        var offset = 12
        while let chunk = try Chunk(at: offset, limit: end, &reader) {
            if chunk.name == fourCC("LIST"), chunk.content.count >= 4,
                try reader.has("hdrl", at: chunk.content.lowerBound)
            {
                guard !chunk.isCut else { break }
                var streams = AVIStreams()
                try streams.read((chunk.content.lowerBound + 4)..<chunk.content.upperBound, &reader)
                return streams.info(byteCount: reader.byteCount, isTruncated: isKnown && claimed > reader.byteCount - 8)
            }
            offset = chunk.next
        }
        throw MediaError(
            .truncated, "the AVI ends before its header list",
            hint: "the recording was not finished or the file was cut short; copy or record it again")
    }

    /// One RIFF chunk, clipped to what encloses it.
    struct Chunk {
        let name: UInt32
        let content: Range<Int>
        let isCut: Bool

        /// Reads the chunk at an offset, or nothing where fewer than 8 bytes are left.
        init?(at offset: Int, limit: Int, _ reader: inout MediaReader) throws(MediaError) {
            guard limit - offset >= 8 else { return nil }
            try reader.step()
            name = try reader.uint32(at: offset)
            let size = Int(try reader.littleEndian(4, at: offset + 4))
            isCut = size > limit - offset - 8
            content = (offset + 8)..<(isCut ? limit : offset + 8 + size)
        }

        /// Where the next chunk begins: on an even byte.
        var next: Int { content.upperBound + content.count & 1 }
    }
}
