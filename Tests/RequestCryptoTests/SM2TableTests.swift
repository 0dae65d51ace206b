// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@testable import RequestCrypto

@Suite("SM2 with precomputed multiples")
struct SM2TableTests {
    private static let order = hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123")

    private func point(of key: WrappingKey) -> [UInt8] { Array(key.spki.suffix(SM2Point.byteCount)) }

    /// 1, 2, the values around digits that are zero, n - 1, and random ones.
    private static let scalars: [[UInt8]] = {
        var generator = SeededGenerator(seed: 41)
        var scalars = (0..<256).map { bit in
            var scalar = [UInt8](repeating: 0, count: 32)
            scalar[31 - bit / 8] = 1 << (bit % 8)
            return scalar
        }
        scalars.removeLast()
        var last = order
        last[31] -= 1
        scalars.append(last)
        return scalars.filter { $0.lexicographicallyPrecedes(order) } + (0..<64).map { _ in [0] + generator.bytes(31) }
    }()

    @Test("for the same k the ciphertext is that of libcrypto's multiplication")
    func sameAsReference() throws {
        let key = try UnwrappingKeyTests.sm2.get().publicKey
        let table = try #require(SM2Table(point: point(of: key)))
        for (index, scalar) in Self.scalars.enumerated() {
            let message = [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: 1 + index % 70)
            // One byte of message meets a key stream of zero now and then, and both say so.
            let expected = try? key.wrap(message, scalar: scalar)
            let ciphertext = table.encrypt(message.span, scalar: scalar.span)
            #expect(ciphertext == expected, "k \(scalar)")
        }
    }

    @Test("what is wrapped for a key opens with it, and is different every time")
    func roundTrip() throws {
        let key = try UnwrappingKeyTests.sm2.get()
        let table = try #require(SM2Table(point: point(of: key.publicKey)))
        var seen: Set<[UInt8]> = []
        for _ in 0..<20 {
            let message = [UInt8](0..<16)
            let wrapped = try table.encrypt(message.span)
            #expect(try key.unwrapped(wrapped, expecting: 16) == message)
            #expect(seen.insert(wrapped).inserted)
        }
    }

    @Test("a point off the curve has no table")
    func offCurve() throws {
        let right = point(of: try UnwrappingKeyTests.sm2.get().publicKey)
        for index in [1, 32, 33, 64] {
            var wrong = right
            wrong[index] ^= 1
            #expect(SM2Table(point: wrong) == nil)
        }
        #expect(SM2Table(point: [UInt8](repeating: 0xff, count: 65)) == nil)
        #expect(SM2Table(point: Array(right.dropFirst())) == nil)
    }
}
