// SPDX-License-Identifier: Apache-2.0

/// The boxes of an MP4, MOV or HEIF file that say what it holds (ISO/IEC 14496-12).
///
/// The walk follows one fixed path downwards (moov, trak, mdia, minf, stbl), so nesting costs nothing.
enum MovieHeader {
    private static let maximumFragmentCount = 20_000

    static func inspect(_ reader: inout MediaReader) throws(MediaError) -> MediaInfo {
        var format = MediaFormat.mov
        var movie: Movie?
        var fragments: [Range<Int>] = []
        var isCut = false
        var offset = 0
        while let box = try topLevelBox(at: offset, &reader) {
            isCut = isCut || box.isCut
            switch box.name {
            case fourCC("ftyp") where offset == 0:
                format = try brand(of: box.content, &reader)
            case fourCC("moov") where movie == nil:
                movie = try Movie(box.content, isCut: box.isCut, &reader)
            case fourCC("moof") where fragments.count < maximumFragmentCount:
                fragments.append(box.content)
            default:
                break
            }
            offset = box.content.upperBound
        }
        if format.kind == .image {
            return MediaInfo(format: format, byteCount: reader.byteCount, isTruncated: isCut)
        }
        guard let movie else {
            throw MediaError(
                .missingMovieHeader, "the \(format) file has no moov box",
                hint: "the recording was not finished or the file was cut short; copy or record it again")
        }
        return try movie.info(format: format, fragments: fragments, isCut: isCut, &reader)
    }

    /// Bytes after the last whole box that are no box themselves end the walk quietly, as players do.
    private static func topLevelBox(at offset: Int, _ reader: inout MediaReader) throws(MediaError) -> BoxHeader? {
        do {
            return try BoxHeader(at: offset, limit: reader.byteCount, &reader)
        } catch {
            guard error.code == .malformed, offset > 0 else { throw error }
            return nil
        }
    }

    private static func brand(of content: Range<Int>, _ reader: inout MediaReader) throws(MediaError) -> MediaFormat {
        guard content.count >= 4 else { return .mp4 }
        var names = [try reader.uint32(at: content.lowerBound)]
        // The minor version stands between the major brand and the compatible ones.
        var offset = content.lowerBound + 8
        while offset + 4 <= content.upperBound, names.count < 64 {
            names.append(try reader.uint32(at: offset))
            offset += 4
        }
        let avif: Set = [fourCC("avif"), fourCC("avis")]
        let heif: Set = [
            fourCC("heic"), fourCC("heix"), fourCC("heim"), fourCC("heis"), fourCC("hevc"), fourCC("hevx"),
            fourCC("mif1"), fourCC("msf1"), fourCC("mif2"),
        ]
        if avif.contains(names[0]) { return .avif }
        if heif.contains(names[0]) { return names.contains(where: avif.contains) ? .avif : .heif }
        if names[0] == fourCC("qt  ") { return .mov }
        if names[0] >> 8 == fourCC("3gp ") >> 8 || names[0] >> 8 == fourCC("3g2 ") >> 8 { return .threeGP }
        return .mp4
    }
}
