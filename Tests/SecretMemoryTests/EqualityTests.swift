// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@Suite struct EqualityTests {
    @Test(arguments: 0...130)
    func `equal bytes are equal at every length`(byteCount: Int) {
        let bytes = pattern(byteCount)
        let same = pattern(byteCount)
        #expect(areEqual(bytes, same))
    }

    @Test(arguments: 1...130)
    func `one bit of difference is found wherever it is`(byteCount: Int) {
        let bytes = pattern(byteCount)
        for bit in 0..<8 * byteCount {
            var altered = bytes
            altered[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!areEqual(bytes, altered))
        }
    }

    @Test func `differences that cancel out under addition or exclusive or are found`() {
        #expect(!areEqual([1, 2], [2, 1]))
        #expect(!areEqual([0x80, 0x80], [0, 0]))
        #expect(!areEqual([0xff, 0x01], [0, 0]))
    }

    @Test func `different lengths are never equal`() {
        let empty: [UInt8] = []
        #expect(!areEqual([0], empty))
        #expect(!areEqual(empty, [0]))
        #expect(!areEqual([1, 2, 3], [1, 2]))
        #expect(!areEqual([1, 2, 3], [1, 2, 3, 0]))
        #expect(areEqual(empty, empty))
    }

    /// Spans cannot be passed through `#expect`, arrays can.
    private func areEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        equalWithoutEarlyExit(a.span, b.span)
    }
}
