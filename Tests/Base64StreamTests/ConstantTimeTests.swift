// SPDX-License-Identifier: Apache-2.0

import CFaceKernels
import Testing

/// The results of the checks that run in constant time; that they do is tested by `Scripts/check-kernels`.
@Suite struct ConstantTimeTests {
    @Test func `equality sees a difference in any bit of any byte`() {
        for count in 0...40 {
            let bytes = (0..<count).map { UInt8($0 * 6) }
            #expect(tcface_equal(bytes, bytes, count) == 1)
            for place in 0..<count {
                for bit in 0..<8 {
                    var other = bytes
                    other[place] ^= 1 << bit
                    #expect(tcface_equal(bytes, other, count) == 0)
                }
            }
        }
    }

    /// RFC 5652 section 6.3: n bytes of value n, with n from 1 to 16.
    private func paddingByTheBook(_ block: [UInt8]) -> Int {
        let length = Int(block[15])
        guard (1...16).contains(length), block.suffix(length).allSatisfy({ Int($0) == length }) else { return 0 }
        return length
    }

    @Test(arguments: UInt8.min...UInt8.max)
    func `a padding length is accepted when all its bytes are there`(length: UInt8) {
        let good = [UInt8](repeating: 0xaa, count: 16).enumerated().map {
            16 - $0.offset <= Int(length) ? length : $0.element
        }
        #expect(tcface_pkcs7_unpad(good) == ((1...16).contains(length) ? Int(length) : 0))
        for place in 0..<16 {
            for value in UInt8.min...UInt8.max {
                var changed = good
                changed[place] = value
                if tcface_pkcs7_unpad(changed) != paddingByTheBook(changed) {
                    Issue.record("length \(length), byte \(value) at \(place)")
                }
            }
        }
    }

    /// RFC 8017 section 7.2.2, step 3: where the message starts.
    private func messageByTheBook(_ block: [UInt8]) -> Int {
        guard block.count >= 11, block[0] == 0, block[1] == 2, let end = block[2...].firstIndex(of: 0), end >= 10 else {
            return 0
        }
        return end + 1
    }

    @Test(arguments: [11, 12, 16, 64, 128])
    func `the message of a block starts behind the first zero byte`(count: Int) {
        for end in 2..<count {
            var block: [UInt8] = [0, 2] + [UInt8](repeating: 0xff, count: count - 2)
            block[end] = 0
            #expect(tcface_pkcs1_unpad(block, count) == messageByTheBook(block))
            for place in 0..<count {
                for value: UInt8 in [0, 1, 2, 0x7f, 0x80, 0xff] {
                    var changed = block
                    changed[place] = value
                    if tcface_pkcs1_unpad(changed, count) != messageByTheBook(changed) {
                        Issue.record("end \(end), byte \(value) at \(place)")
                    }
                }
            }
        }
    }

    @Test func `a block shorter than the smallest head has no message`() {
        for count in 0..<11 { #expect(tcface_pkcs1_unpad([0, 2, 1, 1, 1, 1, 1, 1, 1, 0, 0], count) == 0) }
    }

    @Test(arguments: [0, 1, 16, 32, 117])
    func `a message of the wrong form or length leaves the substitute in place`(messageCount: Int) {
        let substitute = [UInt8](repeating: 0x5a, count: messageCount)
        for end in 2..<128 {
            for (place, value) in [(0, UInt8(0)), (0, 1), (1, 1), (2, 0), (9, 0), (end, 1), (127, 0), (127, 9)] {
                var block = (0..<128).map { UInt8($0 % 250 + 1) }
                block[0] = 0
                block[1] = 2
                block[end] = 0
                block[place] = value
                let start = messageByTheBook(block)
                let expected = start > 0 && 128 - start == messageCount ? Array(block[start...]) : substitute
                var message = substitute
                tcface_pkcs1_unpad_exact(&message, messageCount, block, 128)
                #expect(message == expected, "end \(end), byte \(value) at \(place)")
            }
        }
        var message = substitute
        tcface_pkcs1_unpad_exact(
            &message, messageCount, [UInt8](repeating: 0, count: messageCount + 10), messageCount + 10)
        #expect(message == substitute)
    }
}
