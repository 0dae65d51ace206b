// SPDX-License-Identifier: Apache-2.0

/// A `moov` box: the duration of the whole, its tracks, and the defaults of its fragments.
struct Movie {
    private var durationSeconds: Double?
    private var video: MovieTrack?
    private var hasAudio = false
    private var fragmentDefaults: [UInt32: UInt32] = [:]
    private var isFragmented = false

    private static let maximumTrackCount = 64

    init(_ content: Range<Int>, isCut: Bool, _ reader: inout MediaReader) throws(MediaError) {
        guard !isCut else {
            throw MediaError(
                .truncated, "the file ends inside its moov box",
                hint: "the file was cut short; copy or record it again")
        }
        var offset = content.lowerBound
        var trackCount = 0
        while let box = try BoxHeader(at: offset, limit: content.upperBound, &reader) {
            switch box.name {
            case fourCC("mvhd"):
                durationSeconds = try MediaClock(movieOrMediaHeader: box.content, &reader).seconds
            case fourCC("trak"):
                trackCount += 1
                guard trackCount <= Self.maximumTrackCount else {
                    throw MediaError(.tooComplex, "the movie has more than \(Self.maximumTrackCount) tracks")
                }
                try add(MovieTrack(box.content, &reader))
            case fourCC("mvex"):
                isFragmented = true
                try readFragmentDefaults(box.content, &reader)
            default:
                break
            }
            offset = box.content.upperBound
        }
    }

    /// Puts together what the header and the fragments say.
    func info(
        format: MediaFormat, fragments: [Range<Int>], isCut: Bool, _ reader: inout MediaReader
    ) throws(MediaError) -> MediaInfo {
        guard var video else {
            return MediaInfo(
                format: format, byteCount: reader.byteCount, durationSeconds: durationSeconds, hasAudio: hasAudio,
                isFragmented: isFragmented, isTruncated: isCut)
        }
        var duration = durationSeconds
        for fragment in fragments {
            try video.addFragment(fragment, defaultDuration: fragmentDefaults[video.identifier] ?? 0, &reader)
        }
        // A fragmented file's header counts nothing, or only what stands before the first fragment.
        if !fragments.isEmpty || duration == nil {
            duration = [duration, video.sampleSeconds].compactMap(\.self).max() ?? video.headerSeconds
        }
        return MediaInfo(
            format: format, byteCount: reader.byteCount, pixelSize: video.displayedSize, rotation: video.rotation,
            durationSeconds: duration, frameRate: video.frameRate, videoCodec: video.codec, hasAudio: hasAudio,
            isFragmented: isFragmented || !fragments.isEmpty, isTruncated: isCut)
    }

    private mutating func add(_ track: MovieTrack) {
        switch track.handler {
        case fourCC("vide"): if video == nil { video = track }
        case fourCC("soun"): hasAudio = true
        default: break
        }
    }

    private mutating func readFragmentDefaults(
        _ content: Range<Int>, _ reader: inout MediaReader
    ) throws(MediaError) {
        var offset = content.lowerBound
        while let box = try BoxHeader(at: offset, limit: content.upperBound, &reader) {
            if box.name == fourCC("trex"), box.content.count >= 16, fragmentDefaults.count < Self.maximumTrackCount {
                let track = try reader.uint32(at: box.content.lowerBound + 4)
                fragmentDefaults[track] = try reader.uint32(at: box.content.lowerBound + 12)
            }
            offset = box.content.upperBound
        }
    }
}
