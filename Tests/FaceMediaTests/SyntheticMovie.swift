// SPDX-License-Identifier: Apache-2.0

/// An MP4 or MOV made of headers alone, for the shapes that no sample file has.
struct SyntheticMovie {
    var brand: String? = "isom"
    var width: UInt16 = 480
    var height: UInt16 = 640
    /// a, b, c, d of the display matrix.
    var matrix: (Int32, Int32, Int32, Int32) = (1, 0, 0, 1)
    var codec = "avc1"
    var timescale: UInt32 = 600
    var frameCount: UInt32 = 90
    var frameTicks: UInt32 = 20
    /// Whether the headers are of version 1, with 64-bit times.
    var isWide = false
    /// Whether `mdat` has a 64-bit size.
    var hasWideData = false
    var isMovieLast = false
    var hasAudio = false
    /// What `mvhd` says instead of the true duration.
    var claimedTicks: UInt64?
    /// Boxes that `moov` ends with.
    var movieExtras: [UInt8] = []
    /// Boxes after everything else.
    var tail: [UInt8] = []
    var dataByteCount = 1000

    private typealias B = MediaBytes

    func bytes() -> [UInt8] {
        let type = brand.map { B.box("ftyp", B.ascii($0), B.big(UInt32(512)), B.ascii("isomavc1")) } ?? []
        let payload = B.zeros(dataByteCount)
        let data = hasWideData ? B.wideBox("mdat", payload) : B.box("mdat", payload)
        let movie = movieBox()
        return type + (isMovieLast ? data + movie : movie + data) + tail
    }

    private func movieBox() -> [UInt8] {
        let ticks = claimedTicks ?? UInt64(frameCount) * UInt64(frameTicks)
        var tracks = track(identifier: 1, handler: "vide", ticks: ticks)
        if hasAudio { tracks += track(identifier: 2, handler: "soun", ticks: ticks) }
        return B.box("moov", B.box("mvhd", clock(ticks), B.zeros(80)), tracks, movieExtras)
    }

    /// Version, flags, the two dates, timescale and duration.
    private func clock(_ ticks: UInt64) -> [UInt8] {
        isWide
            ? B.big(UInt32(1 << 24)) + B.zeros(16) + B.big(timescale) + B.big(ticks)
            : B.zeros(12) + B.big(timescale) + B.big(UInt32(truncatingIfNeeded: ticks))
    }

    private func track(identifier: UInt32, handler: String, ticks: UInt64) -> [UInt8] {
        let media = B.box(
            "mdia",
            B.box("mdhd", clock(ticks), B.zeros(4)),
            B.box("hdlr", B.zeros(8), B.ascii(handler), B.zeros(13)),
            B.box("minf", B.box("stbl", sampleDescription(), sampleTimes())))
        return B.box("trak", B.box("tkhd", trackHeader(identifier)), media)
    }

    private func trackHeader(_ identifier: UInt32) -> [UInt8] {
        let times =
            isWide
            ? B.big(UInt32(1 << 24)) + B.zeros(16) + B.big(identifier) + B.zeros(12)
            : B.zeros(12) + B.big(identifier) + B.zeros(8)
        let (a, b, c, d) = matrix
        let rows = [a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30].flatMap { B.big(Int32($0)) }
        return times + B.zeros(16) + rows + B.big(UInt32(width) << 16) + B.big(UInt32(height) << 16)
    }

    private func sampleDescription() -> [UInt8] {
        let entry = B.box(codec, B.zeros(24), B.big(width), B.big(height), B.zeros(50))
        return B.box("stsd", B.zeros(4), B.big(UInt32(1)), entry)
    }

    private func sampleTimes() -> [UInt8] {
        guard frameCount > 0 else { return B.box("stts", B.zeros(8)) }
        return B.box("stts", B.zeros(4), B.big(UInt32(1)), B.big(frameCount), B.big(frameTicks))
    }
}
