// SPDX-License-Identifier: Apache-2.0

/// Whole pages for one secret, wiped when it goes.
///
/// The usable bytes end where the upper guard page begins, so that reading one byte too many stops
/// the process instead of giving away what lies behind.
@safe
struct GuardedPages: ~Copyable, @unchecked Sendable {
    // Sendable is right although pointers are held: the pages have one owner, are written only while
    // that owner is being made, and are only read from then on.

    /// The bytes asked for; they are zero at first.
    let usable: UnsafeMutableBufferPointer<UInt8>

    private let mapping: PageMapping

    /// Takes spare pages, or maps new ones.
    ///
    /// - Throws: `allocationFailed` when `byteCount` is negative or no memory is left.
    init(byteCount: Int) throws(SecretMemoryError) {
        if let spare = SparePages.take(for: byteCount) {
            mapping = spare
        } else {
            mapping = try PageMapping(byteCount: byteCount)
        }
        let bytes = unsafe mapping.writable.bindMemory(to: UInt8.self)
        unsafe usable = UnsafeMutableBufferPointer(rebasing: bytes.suffix(byteCount))
    }

    deinit {
        if let first = unsafe mapping.writable.baseAddress {
            unsafe wipe(first, byteCount: mapping.writable.count)
        }
        if !SparePages.keep(mapping) { mapping.unmap() }
    }

    /// Whether the operating system keeps the pages out of swap.
    var isLocked: Bool { mapping.isLocked }
}
