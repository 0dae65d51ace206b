// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory

/// A fixed piece of memory that one chunk of plaintext or ciphertext passes through.
///
/// It is allocated once for a whole message and wiped when it goes, since plaintext is somebody's face.
@safe
struct ScratchBuffer: ~Copyable {
    /// The memory; nothing in it counts as initialised between two chunks.
    let storage: UnsafeMutableBufferPointer<UInt8>

    /// Where it begins, a multiple of 64.
    let start: UnsafeMutableRawPointer

    init(byteCount: Int) {
        // 64 bytes: a chunk starts on a cache line, which the vector kernels like.
        let raw = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 64)
        guard let start = raw.baseAddress else { preconditionFailure("an allocation has an address") }
        unsafe self.start = start
        unsafe storage = raw.bindMemory(to: UInt8.self)
    }

    /// A part of the memory, while this is alive.
    borrowing func part(_ range: Range<Int>) -> UnsafeMutableBufferPointer<UInt8> {
        unsafe UnsafeMutableBufferPointer(rebasing: storage[range])
    }

    deinit {
        unsafe wipe(start, byteCount: storage.count)
        unsafe storage.deallocate()
    }
}
