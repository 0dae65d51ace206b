// SPDX-License-Identifier: Apache-2.0

import CFaceKernels
import Foundation
import Testing

/// The kernels that this processor can run, each against the definition.
@Suite struct PlainRunTests {
    static let kernels = [
        TCFACE_KERNEL_SCALAR, TCFACE_KERNEL_AVX2, TCFACE_KERNEL_AVX512, TCFACE_KERNEL_NEON,
    ].filter { kernel in
        let isAvailable = tcface_kernel_available(kernel)
        if !isAvailable {
            print("skipped: kernel \(String(cString: tcface_kernel_name(kernel))), not on this processor")
        }
        return isAvailable
    }.map(\.rawValue)

    @Test(arguments: kernels)
    func `exactly the bytes that stand for themselves are skipped`(kernel: UInt32) {
        for position in 0..<200 {
            for byte in UInt8.min...UInt8.max {
                var text = [UInt8](repeating: UInt8(ascii: "A"), count: 200)
                text[position] = byte
                let isPlain = (0x20..<0x80).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
                #expect(tcface_json_plain_run_with(tcface_kernel(kernel), text, 200) == (isPlain ? 200 : position))
            }
        }
    }

    @Test(arguments: kernels)
    func `the first end is found at every length, alignment and position`(kernel: UInt32) {
        let ends: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x00, 0x1f, 0x80, 0xff]
        let plain = (0..<320).map { UInt8(ascii: "#") + UInt8($0 % 50) }
        for alignment in 0..<32 {
            for length in 0...160 {
                for position in stride(from: 0, through: length, by: 1) {
                    let end = ends[(alignment + length + position) % ends.count]
                    var text = plain
                    // One past the end does not count, and later ends do not either.
                    text[alignment + position] = end
                    text[alignment + length] = end
                    let run = text.withUnsafeBufferPointer {
                        tcface_json_plain_run_with(tcface_kernel(kernel), $0.baseAddress! + alignment, length)
                    }
                    if run != min(position, length) {
                        Issue.record("length \(length), alignment \(alignment), position \(position): \(run)")
                    }
                }
            }
        }
    }

    @Test(arguments: kernels)
    func `nothing is read past the end`(kernel: UInt32) throws {
        let pageSize = Int(getpagesize())
        let pages = mmap(nil, 2 * pageSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
        let start = try #require(pages == MAP_FAILED ? nil : pages)
        defer { munmap(start, 2 * pageSize) }
        memset(start, Int32(UInt8(ascii: "A")), pageSize)
        #expect(mprotect(start + pageSize, pageSize, PROT_NONE) == 0)
        let end = (start + pageSize).assumingMemoryBound(to: UInt8.self)
        for length in 0...300 {
            #expect(tcface_json_plain_run_with(tcface_kernel(kernel), end - length, length) == length)
        }
    }

    @Test(arguments: kernels)
    func `no bytes are a run of none`(kernel: UInt32) {
        #expect(tcface_json_plain_run_with(tcface_kernel(kernel), nil, 0) == 0)
        #expect(tcface_json_plain_run(nil, 0) == 0)
    }
}
