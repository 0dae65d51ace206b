// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import Testing

/// Sizes are exact, and the arithmetic holds far beyond what fits in memory.
@Suite struct SizeTests {
    /// Around every power of two up to 2^40, and at random between.
    static let counts: [Int] = {
        var random = FixedRandom(seed: 5)
        let near = (0...40).flatMap { power in (-3...3).map { max(0, 1 << power + $0) } }
        return near + (0..<1000).map { _ in Int.random(in: 0...1 << 40, using: &random) }
    }()

    @Test func `the encoded size is four for each three bytes begun`() {
        for count in Self.counts {
            let groups = count / 3 + (count % 3).signum()
            #expect(Base64.encodedByteCount(forByteCount: count) == groups * 4)
            #expect(Base64.maximumDecodedByteCount(forByteCount: groups * 4) == groups * 3)
        }
    }

    @Test func `the largest input has a size and one more has none`() async {
        #expect(Base64.encodedByteCount(forByteCount: Int.max / 4 * 3) == Int.max / 4 * 4)
        await #expect(processExitsWith: .failure) { _ = Base64.encodedByteCount(forByteCount: Int.max / 4 * 3 + 1) }
        await #expect(processExitsWith: .failure) { _ = Base64.encodedByteCount(forByteCount: -1) }
    }

    @Test func `an update never gives more than its bound, whatever came before`() {
        for first in 0...12 {
            for second in 0...12 {
                let bytes = [UInt8](repeating: 0, count: first + second)
                let text = [UInt8](repeating: UInt8(ascii: "A"), count: first + second)
                var encoded = 0
                var decoded = 0
                _ = [UInt8](capacity: 64) { output in
                    var encoder = Base64Encoder()
                    encoder.update(bytes.span.extracting(first: first), into: &output)
                    encoded = output.count
                    encoder.update(bytes.span.extracting(droppingFirst: first), into: &output)
                    encoded = output.count - encoded
                }
                _ = [UInt8](capacity: 64) { output in
                    var decoder = Base64Decoder()
                    try? decoder.update(text.span.extracting(first: first), into: &output)
                    decoded = output.count
                    try? decoder.update(text.span.extracting(droppingFirst: first), into: &output)
                    decoded = output.count - decoded
                }
                #expect(encoded <= Base64Encoder.maximumByteCount(forUpdate: second))
                #expect(decoded <= Base64Decoder.maximumByteCount(forUpdate: second))
            }
        }
    }

    @Test(arguments: 0...200)
    func `room for the exact size is enough`(count: Int) throws {
        let bytes = [UInt8](repeating: 0xfb, count: count)
        let text = Base64.encode(bytes.span)
        #expect(text.count == Base64.encodedByteCount(forByteCount: count))
        #expect(try Base64.decodedByteCount(of: text.span) == count)
        var room = [UInt8](repeating: 0, count: count)
        let written = try room.withUnsafeMutableBufferPointer { buffer in
            var output = OutputSpan(buffer: buffer, initializedCount: 0)
            try Base64.decode(text.span, into: &output)
            return output.finalize(for: buffer)
        }
        #expect(written == count)
        #expect(room == bytes)
    }

    @Test func `too little room ends the program`() async {
        await #expect(processExitsWith: .failure) {
            _ = [UInt8](capacity: 7) { output in Base64.encode([1, 2, 3, 4].span, into: &output) }
        }
        await #expect(processExitsWith: .failure) {
            _ = [UInt8](capacity: 3) { output in try? Base64.decode("AAAAAA==".utf8.span, into: &output) }
        }
    }

    @Test func `the size of a text that is not whole groups is an error`() {
        for count in [1, 2, 3, 5, 66] {
            let text = [UInt8](repeating: UInt8(ascii: "A"), count: count)
            #expect(throws: Base64Error.self) { try Base64.decodedByteCount(of: text.span) }
        }
    }
}
