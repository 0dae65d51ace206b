// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory

/// Up to 16 bytes that wait for the rest of their block, wiped when they go.
///
/// They may be plaintext. An inline field of a moved struct leaves copies behind and cannot be wiped in
/// a `deinit`; these bytes stay at one place in the heap, allocated once for a message.
@safe
struct BlockBuffer: ~Copyable {
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    static let capacity = PKCS7.blockByteCount

    init() {
        unsafe bytes = .allocate(capacity: Self.capacity)
        unsafe bytes.initialize(repeating: 0)
    }

    deinit {
        let bytes = unsafe self.bytes
        var span = unsafe bytes.mutableSpan
        wipe(&span)
        unsafe bytes.deallocate()
    }

    var isFull: Bool { count == Self.capacity }

    /// Takes as many of the first bytes of `source` as fit, and gives their number.
    mutating func take(from source: Span<UInt8>) -> Int {
        let taken = min(source.count, Self.capacity - count)
        for index in 0..<taken { unsafe bytes[count + index] = source[index] }
        count += taken
        return taken
    }

    /// Fills the rest with PKCS#7 padding; an already full buffer has none.
    mutating func pad() {
        let padding = UInt8(Self.capacity - count)
        while !isFull {
            unsafe bytes[count] = padding
            count += 1
        }
    }

    mutating func removeAll() { count = 0 }

    /// Lends the bytes that are there.
    borrowing func withBytes<R, E: Error>(_ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R {
        try unsafe body(UnsafeBufferPointer(rebasing: bytes[..<count]).span)
    }

    /// Has `body` write the bytes anew.
    mutating func write<E: Error>(_ body: (inout OutputSpan<UInt8>) throws(E) -> Void) throws(E) {
        var output = unsafe OutputSpan(buffer: bytes, initializedCount: 0)
        do {
            try body(&output)
        } catch {
            count = unsafe output.finalize(for: bytes)
            throw error
        }
        count = unsafe output.finalize(for: bytes)
    }
}
