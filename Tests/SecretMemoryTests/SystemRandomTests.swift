// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@Suite struct SystemRandomTests {
    /// Around the most that one call of the operating system gives.
    @Test(arguments: [0, 1, 255, 256, 257, 511, 512, 513, 100_000])
    func `as many bytes come as were asked for`(byteCount: Int) throws {
        #expect(try SystemRandom.bytes(byteCount).count == byteCount)
        #expect(try SecretBytes.random(byteCount: byteCount).byteCount == byteCount)
    }

    @Test func `what is in the output stays there`() throws {
        let bytes = try [UInt8](capacity: 600) { output throws(SecretMemoryError) in
            output.append(0xaa)
            output.append(0xbb)
            try SystemRandom.fill(&output, byteCount: 300)
            #expect(output.count == 302)
            try SystemRandom.fill(&output, byteCount: 298)
        }
        #expect(bytes.count == 600)
        #expect(bytes.prefix(2) == [0xaa, 0xbb])
        // 598 bytes that all stayed zero, or all became the same, would not be random.
        #expect(Set(bytes[2..<302]).count > 100)
        #expect(Set(bytes[302...]).count > 100)
    }

    @Test func `no value comes twice`() throws {
        var seen = Set<[UInt8]>()
        for _ in 0..<100_000 { seen.insert(try SystemRandom.bytes(16)) }
        #expect(seen.count == 100_000)
    }

    @Test func `every byte value comes about as often as any other`() throws {
        var counts = [Int](repeating: 0, count: 256)
        for byte in try SystemRandom.bytes(1 << 20) { counts[Int(byte)] += 1 }
        // Chi square with 255 degrees of freedom passes 400 once in 10^8 runs.
        let expected = Double(1 << 20) / 256
        let chiSquare = counts.reduce(0.0) { sum, count in
            sum + (Double(count) - expected) * (Double(count) - expected) / expected
        }
        #expect(counts.allSatisfy { $0 > 0 })
        #expect(chiSquare < 400)
    }

    @Test(arguments: [1, 2, 3, 62, 255, 256, 257] as [UInt64])
    func `numbers below a bound all come, and none at or above it`(bound: UInt64) throws {
        var counts = [UInt64: Int]()
        for _ in 0..<Int(bound) * 40 { counts[try SystemRandom.uniform(below: bound), default: 0] += 1 }
        #expect(counts.count == Int(bound))
        #expect(counts.keys.allSatisfy { $0 < bound })
    }

    @Test func `bounds close to the largest number are kept`() throws {
        let bound = UInt64.max / 2 + 2
        for _ in 0..<100 { #expect(try SystemRandom.uniform(below: bound) < bound) }
        #expect(try SystemRandom.uniform(below: .max) < .max)
    }
}
