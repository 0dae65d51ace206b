// SPDX-License-Identifier: Apache-2.0

/// Reads the headers of a photo or video and says what they claim.
///
/// The format is told by content, never by a name. Only headers are read: at most 16 MiB and 200,000
/// parts of any content, whatever it claims, and no memory in proportion to it. Nothing is decoded.
public enum MediaProbe {
    /// Inspects a file.
    ///
    /// - Parameter path: a regular file; it is opened for reading and closed again.
    /// - Throws: `MediaError.unreadableFile`, `.notAFile`, `.emptyFile`, `.unknownFormat`, `.truncated`,
    ///   `.malformed`, `.missingMovieHeader`, `.tooComplex`.
    public static func inspect(path: String) throws(MediaError) -> MediaInfo {
        try InspectedFile(path: path).inspect()
    }

    /// Inspects an open file; its offset does not move and it stays open.
    ///
    /// - Throws: as ``inspect(path:)``.
    public static func inspect(descriptor: Int32) throws(MediaError) -> MediaInfo {
        let byteCount = try InspectedFile.byteCount(of: descriptor)
        return try inspect(MediaReader(.descriptor(descriptor), byteCount: byteCount))
    }

    /// Inspects bytes in memory, without a copy.
    ///
    /// - Throws: as ``inspect(path:)``, without the errors of files.
    public static func inspect(_ bytes: Span<UInt8>) throws(MediaError) -> MediaInfo {
        try bytes.withUnsafeBytes { (memory) throws(MediaError) in
            try inspect(MediaReader(.memory(memory), byteCount: memory.count))
        }
    }

    /// Inspects bytes in memory, without a copy.
    ///
    /// - Throws: as ``inspect(path:)``, without the errors of files.
    public static func inspect(_ bytes: [UInt8]) throws(MediaError) -> MediaInfo {
        try inspect(bytes.span)
    }

    /// Inspects what a reader reads; every other form ends here.
    static func inspect(_ source: consuming MediaReader) throws(MediaError) -> MediaInfo {
        var reader = source
        guard reader.byteCount > 0 else { throw MediaError(.emptyFile, "the media has no bytes") }
        if try isBoxName(at: 4, &reader) { return try MovieHeader.inspect(&reader) }
        if try reader.bigEndian(min(2, reader.byteCount), at: 0) == 0xFFD8 { return try JPEGHeader.inspect(&reader) }
        if try reader.has("BM", at: 0) { return try BMPHeader.inspect(&reader) }
        if try reader.has("GIF87a", at: 0) { return try GIFHeader.inspect(&reader) }
        if try reader.has("GIF89a", at: 0) { return try GIFHeader.inspect(&reader) }
        if try reader.has("FLV", at: 0) { return try FLVHeader.inspect(&reader) }
        if try reader.has("RIFF", at: 0) {
            if try reader.has("WEBP", at: 8) { return try WebPHeader.inspect(&reader) }
            if try reader.has("AVI ", at: 8) { return try AVIHeader.inspect(&reader) }
        }
        if reader.byteCount >= 8, try reader.bigEndian(8, at: 0) == 0x8950_4E47_0D0A_1A0A {
            return try PNGHeader.inspect(&reader)
        }
        if reader.byteCount >= 4, try reader.uint32(at: 0) == 0x1A45_DFA3 {
            return MediaInfo(format: .matroska, byteCount: reader.byteCount)
        }
        throw MediaError(
            .unknownFormat, "the content begins like no photo or video format that is known here",
            hint: "the service takes JPEG and PNG photos and MP4, AVI and FLV videos")
    }

    private static func isBoxName(at offset: Int, _ reader: inout MediaReader) throws(MediaError) -> Bool {
        for name in ["ftyp", "moov", "mdat", "free", "skip", "wide", "pnot"] as [StaticString]
        where try reader.has(name, at: offset) {
            return true
        }
        return false
    }
}
