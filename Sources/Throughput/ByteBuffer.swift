// SPDX-License-Identifier: Apache-2.0

/// Memory that C functions write to, at an address that stays.
final class ByteBuffer {
    let start: UnsafeMutablePointer<UInt8>
    let byteCount: Int

    init(byteCount: Int) {
        self.byteCount = byteCount
        start = .allocate(capacity: byteCount)
        // Pages that are there: the first pass must not pay for them.
        start.initialize(repeating: 0, count: byteCount)
    }

    deinit { start.deallocate() }
}
