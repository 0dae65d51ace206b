// SPDX-License-Identifier: Apache-2.0

/// A `trak` box: what kind of track it is, and for video its picture size, codec and timing.
struct MovieTrack {
    private(set) var identifier: UInt32 = 0
    private(set) var handler: UInt32 = 0
    private(set) var rotation = 0
    private(set) var codec: VideoCodec?
    private var storedSize: MediaInfo.PixelSize?
    private var clock: MediaClock?
    private var sampleCount: UInt64 = 0
    private var sampleTicks: UInt64 = 0

    init(_ content: Range<Int>, _ reader: inout MediaReader) throws(MediaError) {
        if let header = try BoxHeader.first("tkhd", in: content, &reader) { try readTrackHeader(header, &reader) }
        guard let media = try BoxHeader.first("mdia", in: content, &reader) else { return }
        if let header = try BoxHeader.first("mdhd", in: media, &reader) {
            clock = try MediaClock(movieOrMediaHeader: header, &reader)
        }
        if let header = try BoxHeader.first("hdlr", in: media, &reader), header.count >= 12 {
            handler = try reader.uint32(at: header.lowerBound + 8)
        }
        guard handler == fourCC("vide"), let information = try BoxHeader.first("minf", in: media, &reader),
            let table = try BoxHeader.first("stbl", in: information, &reader)
        else { return }
        if let description = try BoxHeader.first("stsd", in: table, &reader) {
            try readSampleDescription(description, &reader)
        }
        if let times = try BoxHeader.first("stts", in: table, &reader) { try readSampleTimes(times, &reader) }
    }

    /// The stored picture, turned as a viewer shows it.
    var displayedSize: MediaInfo.PixelSize? {
        guard let storedSize, rotation == 90 || rotation == 270 else { return storedSize }
        return MediaInfo.PixelSize(width: storedSize.height, height: storedSize.width)
    }

    /// The samples' own durations added up; nil without samples.
    var sampleSeconds: Double? {
        guard let clock, clock.timescale > 0, sampleTicks > 0 else { return nil }
        return Double(sampleTicks) / Double(clock.timescale)
    }

    /// The duration of the track's media header.
    var headerSeconds: Double? { clock?.seconds }

    /// Samples a second, on average.
    var frameRate: Double? {
        guard let seconds = sampleSeconds, sampleCount > 0 else { return nil }
        return Double(sampleCount) / seconds
    }

    /// Adds the samples of one `moof` box, where they belong to this track.
    mutating func addFragment(
        _ content: Range<Int>, defaultDuration: UInt32, _ reader: inout MediaReader
    ) throws(MediaError) {
        var offset = content.lowerBound
        while let box = try BoxHeader(at: offset, limit: content.upperBound, &reader) {
            if box.name == fourCC("traf") {
                try addTrackFragment(box.content, defaultDuration: defaultDuration, &reader)
            }
            offset = box.content.upperBound
        }
    }

    private mutating func readTrackHeader(_ content: Range<Int>, _ reader: inout MediaReader) throws(MediaError) {
        let start = content.lowerBound
        let isWide = try reader.byte(at: start) == 1
        guard content.count >= (isWide ? 96 : 84) else {
            throw MediaError(.malformed, "a track header has only \(content.count) bytes")
        }
        identifier = try reader.uint32(at: start + (isWide ? 20 : 12))
        // The matrix {a b u, c d v, x y w}: a quarter turn leaves a and d zero.
        let matrix = start + (isWide ? 52 : 40)
        let a = Int32(bitPattern: try reader.uint32(at: matrix))
        let b = Int32(bitPattern: try reader.uint32(at: matrix + 4))
        let d = Int32(bitPattern: try reader.uint32(at: matrix + 16))
        if a == 0, d == 0, b != 0 {
            rotation = b > 0 ? 90 : 270
        } else if a < 0, d < 0 {
            rotation = 180
        }
        // The track's own size, 16.16, stands in where the sample description has none.
        let size = start + (isWide ? 88 : 76)
        storedSize = Self.size(try reader.uint16(at: size), try reader.uint16(at: size + 4))
    }

    private mutating func readSampleDescription(
        _ content: Range<Int>, _ reader: inout MediaReader
    ) throws(MediaError) {
        let entry = content.lowerBound + 8
        guard content.upperBound - entry >= 36 else { return }
        codec = VideoCodec(fourCC: try reader.uint32(at: entry + 4))
        storedSize = Self.size(try reader.uint16(at: entry + 32), try reader.uint16(at: entry + 34)) ?? storedSize
    }

    private mutating func readSampleTimes(_ content: Range<Int>, _ reader: inout MediaReader) throws(MediaError) {
        guard content.count >= 8 else { return }
        let claimed = UInt64(try reader.uint32(at: content.lowerBound + 4))
        guard claimed <= UInt64(content.count - 8) / 8 else {
            throw MediaError(.malformed, "the sample times claim \(claimed) entries in \(content.count) bytes")
        }
        for index in 0..<Int(claimed) {
            try reader.step()
            let entry = content.lowerBound + 8 + 8 * index
            try add(UInt64(reader.uint32(at: entry)), samplesOf: UInt64(reader.uint32(at: entry + 4)))
        }
    }

    private mutating func addTrackFragment(
        _ content: Range<Int>, defaultDuration: UInt32, _ reader: inout MediaReader
    ) throws(MediaError) {
        guard let header = try BoxHeader.first("tfhd", in: content, &reader), header.count >= 8,
            try reader.uint32(at: header.lowerBound + 4) == identifier
        else { return }
        var duration = defaultDuration
        let flags = try reader.uint32(at: header.lowerBound) & 0xFF_FFFF
        if flags & 0x08 != 0 {
            let offset = header.lowerBound + 8 + (flags & 0x01 != 0 ? 8 : 0) + (flags & 0x02 != 0 ? 4 : 0)
            guard offset + 4 <= header.upperBound else {
                throw MediaError(.malformed, "a track fragment header has only \(header.count) bytes")
            }
            duration = try reader.uint32(at: offset)
        }
        var offset = content.lowerBound
        while let box = try BoxHeader(at: offset, limit: content.upperBound, &reader) {
            if box.name == fourCC("trun") { try addRun(box.content, defaultDuration: duration, &reader) }
            offset = box.content.upperBound
        }
    }

    /// ISO/IEC 14496-12, 8.8.8: the flags say which four-byte fields each sample has.
    private mutating func addRun(
        _ content: Range<Int>, defaultDuration: UInt32, _ reader: inout MediaReader
    ) throws(MediaError) {
        guard content.count >= 8 else { return }
        let flags = try reader.uint32(at: content.lowerBound) & 0xFF_FFFF
        let count = UInt64(try reader.uint32(at: content.lowerBound + 4))
        guard flags & 0x100 != 0 else { return try add(count, samplesOf: UInt64(defaultDuration)) }
        let first = content.lowerBound + 8 + (flags & 0x01 != 0 ? 4 : 0) + (flags & 0x04 != 0 ? 4 : 0)
        let stride = 4 * [UInt32(0x100), 0x200, 0x400, 0x800].count { flags & $0 != 0 }
        guard first <= content.upperBound, count <= UInt64((content.upperBound - first) / stride) else {
            throw MediaError(.malformed, "a track run claims \(count) samples in \(content.count) bytes")
        }
        for index in 0..<Int(count) {
            try reader.step()
            try add(1, samplesOf: UInt64(reader.uint32(at: first + stride * index)))
        }
    }

    private mutating func add(_ count: UInt64, samplesOf ticks: UInt64) throws(MediaError) {
        // Both factors have 32 bits, so that only the sums can overflow.
        let (samples, tooMany) = sampleCount.addingReportingOverflow(count)
        let (total, tooLong) = sampleTicks.addingReportingOverflow(count * ticks)
        guard !tooMany, !tooLong else { throw MediaError(.malformed, "the sample times add up to no duration") }
        sampleCount = samples
        sampleTicks = total
    }

    private static func size(_ width: Int, _ height: Int) -> MediaInfo.PixelSize? {
        width > 0 && height > 0 ? MediaInfo.PixelSize(width: width, height: height) : nil
    }
}
