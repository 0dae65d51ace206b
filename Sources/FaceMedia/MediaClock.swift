// SPDX-License-Identifier: Apache-2.0

/// A duration in ticks, as `mvhd` and `mdhd` give it (ISO/IEC 14496-12, 8.2.2 and 8.4.2).
struct MediaClock {
    /// Ticks in a second.
    let timescale: UInt64
    /// The duration in ticks; nil when it is unknown.
    let ticks: UInt64?

    /// Reads the two boxes' common beginning.
    init(movieOrMediaHeader content: Range<Int>, _ reader: inout MediaReader) throws(MediaError) {
        let start = content.lowerBound
        let isWide = try reader.byte(at: start) == 1
        guard content.count >= (isWide ? 32 : 20) else {
            throw MediaError(.malformed, "a movie header has only \(content.count) bytes")
        }
        timescale = try reader.bigEndian(4, at: start + (isWide ? 20 : 12))
        let raw = try reader.bigEndian(isWide ? 8 : 4, at: start + (isWide ? 24 : 16))
        // All ones mean that the duration is not known; writers of fragments leave zero.
        ticks = raw == 0 || raw == (isWide ? .max : 0xFFFF_FFFF) ? nil : raw
    }

    /// The duration in seconds; nil when it or the timescale is unknown.
    var seconds: Double? {
        guard let ticks, timescale > 0 else { return nil }
        return Double(ticks) / Double(timescale)
    }
}
