// SPDX-License-Identifier: Apache-2.0

import Base64Stream

/// Encodes piece by piece into exactly as much room as the whole text needs.
func encode(_ bytes: [UInt8], kernel: Base64Kernel = .selected, pieces: Int = .max) -> [UInt8] {
    [UInt8](capacity: Base64.encodedByteCount(forByteCount: bytes.count)) { output in
        var encoder = Base64Encoder(kernel: kernel)
        for piece in ranges(of: bytes, upTo: pieces) { encoder.update(bytes.span.extracting(piece), into: &output) }
        encoder.finish(into: &output)
    }
}

/// Decodes piece by piece into no more room than the text can need.
func decode(_ text: [UInt8], kernel: Base64Kernel = .selected, pieces: Int = .max) -> Outcome {
    decode(text, kernel: kernel, at: ranges(of: text, upTo: pieces))
}

/// Decodes the pieces in these places, into no more room than the text can need.
func decode(_ text: [UInt8], kernel: Base64Kernel = .selected, at places: [Range<Int>]) -> Outcome {
    var fault: Base64Error?
    let bytes = [UInt8](capacity: (try? Base64.decodedByteCount(of: text.span)) ?? text.count / 4 * 3) { output in
        var decoder = Base64Decoder(kernel: kernel)
        do throws(Base64Error) {
            for place in places { try decoder.update(text.span.extracting(place), into: &output) }
            try decoder.finish(into: &output)
        } catch {
            fault = error
        }
    }
    return Outcome(bytes, fault?.code, fault?.byteOffset)
}

/// The places of pieces of one size, the last one shorter.
private func ranges(of bytes: [UInt8], upTo size: Int) -> [Range<Int>] {
    guard size < bytes.count else { return [0..<bytes.count] }
    return stride(from: 0, to: bytes.count, by: size).map { $0..<min($0 + size, bytes.count) }
}

/// A fixed sequence of words (SplitMix64), the same in every run.
struct FixedRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
}
