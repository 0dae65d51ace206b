// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@Suite struct SecretBytesTests {
    /// Around the sizes where pages begin and end, and one of a mebibyte.
    static let byteCounts = [0, 1, 2, 16, 32, 4095, 4096, 4097, 8192, 65_537, 1 << 20]

    @Test(arguments: byteCounts)
    func `a secret holds what was copied into it`(byteCount: Int) {
        let bytes = pattern(byteCount)
        let secret = SecretBytes(copying: bytes.span)
        #expect(secret.byteCount == byteCount)
        let held = secret.withBytes { $0.array }
        #expect(held == bytes)
    }

    @Test(arguments: byteCounts)
    func `a copy has the same bytes and outlives the first secret`(byteCount: Int) {
        let bytes = pattern(byteCount)
        let second = SecretBytes(copying: bytes.span).copy()
        let held = second.withBytes { $0.array }
        #expect(held == bytes)
    }

    @Test func `a secret has as many bytes as were written`() {
        let secret = SecretBytes(byteCount: 100) { output in
            #expect(output.freeCapacity == 100)
            for byte in 1...7 { output.append(UInt8(byte)) }
        }
        #expect(secret.byteCount == 7)
        let held = secret.withBytes { $0.array }
        #expect(held == [1, 2, 3, 4, 5, 6, 7])
    }

    @Test func `an error from the body comes out as it is`() {
        struct Refusal: Error, Equatable { let reason: Int }
        let error = #expect(throws: Refusal.self) {
            _ = try SecretBytes(byteCount: 4) { output throws(Refusal) in
                output.append(1)
                throw Refusal(reason: 7)
            }
        }
        #expect(error == Refusal(reason: 7))

        let secret = SecretBytes(copying: [1, 2].span)
        let other = #expect(throws: Refusal.self) {
            try secret.withBytes { _ throws(Refusal) in throw Refusal(reason: 8) }
        }
        #expect(other == Refusal(reason: 8))
    }

    @Test func `secrets are equal when all their bytes are`() {
        #expect(secretsAreEqual(pattern(33), pattern(33)))
        #expect(!secretsAreEqual(pattern(33), pattern(32)))
        #expect(!secretsAreEqual(pattern(32), pattern(33)))
        #expect(secretsAreEqual([], []))
        #expect(!secretsAreEqual([], [0]))
        for index in 0..<33 {
            var altered = pattern(33)
            altered[index] ^= 0x80
            #expect(!secretsAreEqual(pattern(33), altered))
        }
    }

    @Test func `the description gives the length and no byte`() throws {
        let secret = try SecretBytes.random(byteCount: 24)
        let description = secret.description
        #expect(description == "SecretBytes(24 bytes, redacted)")
        // Two bytes in a row are four hexadecimal digits; "byte" itself is not one of them.
        let digits = Array("0123456789abcdef")
        secret.withBytes { bytes in
            for index in 0..<bytes.count - 1 {
                let pair = [bytes[index], bytes[index + 1]]
                let hex = String(pair.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
                #expect(!description.lowercased().contains(hex))
            }
        }
        // The same text for every secret of that length cannot hold a byte of any in base64 either.
        let another = try SecretBytes.random(byteCount: 24).description
        #expect(another == description)
    }

    @Test func `secrets that live at the same time do not share memory`() {
        // More than wait for reuse, twice, so that pages are new, reused and given back.
        for round in 0..<2 {
            let secrets = (0..<50).map { Box(SecretBytes(copying: pattern(20 + $0 + round).span)) }
            for (index, box) in secrets.enumerated() {
                #expect(box.bytes == pattern(20 + index + round))
            }
        }
    }

    @Test func `secrets can be made and dropped from many threads`() async {
        let mismatches = await withTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<1_000).count { round in
                        let bytes = pattern(1 + (task * 131 + round) % 5_000)
                        return Box(SecretBytes(copying: bytes.span)).bytes != bytes
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(mismatches == 0)
    }

    @Test(arguments: [-1, Int.min, Int.max, Int.max - 4096, Int.max - 3 * 4096])
    func `random secrets of impossible sizes are refused`(byteCount: Int) {
        let error = #expect(throws: SecretMemoryError.self) { _ = try SecretBytes.random(byteCount: byteCount) }
        #expect(error?.code == .allocationFailed)
    }

    @Test func `errors are equal by code and say what to do`() {
        let error = SecretMemoryError(.allocationFailed, "no memory", hint: "buy some")
        #expect(error == SecretMemoryError(.allocationFailed, "another text"))
        #expect(error != SecretMemoryError(.randomUnavailable, "no memory"))
        #expect(Set([error, SecretMemoryError(.allocationFailed, "another text")]).count == 1)
        #expect(error.description == "no memory (buy some)")
        #expect(SecretMemoryError(.randomUnavailable, "no bytes").description == "no bytes")
        #expect(SecretMemoryError.Code.randomUnavailable.description == "randomUnavailable")
    }

    /// Values that cannot be copied cannot be passed through `#expect`, arrays can.
    private func secretsAreEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        SecretBytes(copying: a.span).equals(SecretBytes(copying: b.span))
    }
}

/// Arrays hold only what can be copied: a box around a secret can be.
final class Box: Sendable {
    private let secret: SecretBytes

    init(_ secret: consuming SecretBytes) { self.secret = secret }

    var bytes: [UInt8] { secret.withBytes { $0.array } }
}
