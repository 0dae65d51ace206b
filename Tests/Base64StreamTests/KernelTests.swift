// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import CFaceKernels
import Foundation
import Testing

/// Every kernel that this machine has gives what the portable one gives, in pieces of any size.
///
/// Kernels that it has not are run by `Scripts/check-kernels`, under emulation.
@Suite struct KernelTests {
    static let sizes = [1, 2, 3, 4, 5, 7, 16, 31, 32, 33, 48, 63, 64, 65, 100, .max]

    @Test func `the portable kernel follows the book at every length up to 300`() {
        var random = FixedRandom(seed: 1)
        for count in 0...300 {
            let bytes = random.bytes(count)
            let text = ByTheBook.encode(bytes)
            #expect(encode(bytes, kernel: .scalar) == text)
            #expect(decode(text, kernel: .scalar) == Outcome(bytes))
        }
    }

    @Test(arguments: Base64Kernel.available)
    func `a kernel is used after its known answer only`(kernel: Base64Kernel) {
        #expect(Base64KnownAnswer.isGiven(by: kernel))
        for bit in 0..<8 { #expect(!Base64KnownAnswer.isGiven(by: kernel, alteration: 1 << bit)) }
    }

    @Test(arguments: Base64Kernel.available, sizes)
    func `a kernel gives the portable kernel's result at every length up to 300`(kernel: Base64Kernel, size: Int) {
        var random = FixedRandom(seed: UInt64(truncatingIfNeeded: size))
        for count in 0...300 {
            let bytes = random.bytes(count)
            let text = encode(bytes, kernel: .scalar)
            #expect(encode(bytes, kernel: kernel, pieces: size) == text, "\(count) bytes")
            #expect(decode(text, kernel: kernel, pieces: size) == Outcome(bytes), "\(count) bytes")
        }
    }

    @Test(arguments: Base64Kernel.available, [1 << 16, 1 << 20, 1_000_003])
    func `a kernel gives the portable kernel's result for long input`(kernel: Base64Kernel, count: Int) {
        var random = FixedRandom(seed: UInt64(count))
        let bytes = random.bytes(count)
        let text = encode(bytes, kernel: .scalar)
        #expect(encode(bytes, kernel: kernel) == text)
        #expect(encode(bytes, kernel: kernel, pieces: 4099) == text)
        #expect(decode(text, kernel: kernel) == Outcome(bytes))
        #expect(decode(text, kernel: kernel, pieces: 4099) == Outcome(bytes))
    }

    /// 128 places cover two blocks of the widest kernel; the text goes on behind them and ends in padding.
    @Test(arguments: Base64Kernel.available)
    func `a kernel finds every byte value in every place of a block`(kernel: Base64Kernel) {
        var random = FixedRandom(seed: 3)
        let text = ByTheBook.encode(random.bytes(151))
        for place in 0..<128 {
            for value in UInt8.min...UInt8.max {
                var changed = text
                changed[place] = value
                // Only the group decides what a byte means, so the book reads it and what stands around is known.
                let group = place / 4 * 4
                let verdict = ByTheBook.decode(Array(changed[group..<group + 4]))
                let outcome = decode(changed, kernel: kernel)
                let code: Base64Error.Code? =
                    verdict.code ?? (changed[group + 3] == ByTheBook.padding ? .trailingData : nil)
                let offset = verdict.byteOffset.map { $0 + group } ?? group + 4
                if outcome.code != code || (code != nil && outcome.byteOffset != offset) {
                    Issue.record("byte \(value) at \(place): \(outcome), not \(String(describing: code)) at \(offset)")
                }
            }
        }
    }

    @Test(arguments: Base64Kernel.available)
    func `a kernel agrees with the book on damaged text in pieces`(kernel: Base64Kernel) {
        var random = FixedRandom(seed: 4)
        let foreign = Array("=-_ \n\r\0\u{7f}".utf8) + [0x80, 0xff]
        for round in 0..<3000 {
            var text = ByTheBook.encode(random.bytes(Int.random(in: 0...160, using: &random)))
            for _ in 0..<Int.random(in: 0...3, using: &random) where !text.isEmpty {
                let place = Int.random(in: 0..<text.count, using: &random)
                switch round % 4 {
                case 0: text[place] = foreign.randomElement(using: &random) ?? 0
                case 1: text.remove(at: place)
                case 2: text.insert(foreign.randomElement(using: &random) ?? 0, at: place)
                default: text[place] = UInt8.random(in: 0...255, using: &random)
                }
            }
            let size = Int.random(in: 1...90, using: &random)
            #expect(decode(text, kernel: kernel, pieces: size) == ByTheBook.decode(text), "round \(round)")
        }
    }
}
