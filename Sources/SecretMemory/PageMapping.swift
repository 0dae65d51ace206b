// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Pages from the operating system, between two pages that nobody can touch.
///
///     guard page | pages that can be written | guard page
///
/// A mapping is only a description: who has made it sees to it that it is unmapped once.
@safe
struct PageMapping: @unchecked Sendable {
    // Sendable is right although pointers are held: they are never changed, and what they point to
    // belongs to one GuardedPages at a time.

    /// What lies between the guard pages.
    let writable: UnsafeMutableRawBufferPointer
    /// Whether the operating system keeps the pages out of swap.
    let isLocked: Bool

    /// Maps pages for at least `byteCount` bytes, and for at least one; all bytes are zero.
    ///
    /// - Throws: `allocationFailed` when `byteCount` is negative or no memory is left.
    init(byteCount: Int) throws(SecretMemoryError) {
        let pageSize = Self.pageSize
        guard byteCount >= 0, byteCount <= Int.max - 3 * pageSize else {
            throw SecretMemoryError(.allocationFailed, "a secret cannot have \(byteCount) bytes")
        }
        let writableByteCount = max(1, (byteCount + pageSize - 1) / pageSize) * pageSize
        let byteCountWithGuards = writableByteCount + 2 * pageSize

        // All of it starts out untouchable, and only what lies between the guards is opened.
        let anonymous = MAP_PRIVATE | Self.anonymousMapping
        guard let start = unsafe mmap(nil, byteCountWithGuards, PROT_NONE, anonymous, -1, 0),
            unsafe start != MAP_FAILED
        else {
            throw Self.refused(byteCount, errno)
        }
        let first = unsafe start + pageSize
        guard unsafe mprotect(first, writableByteCount, PROT_READ | PROT_WRITE) == 0 else {
            let reason = errno
            unsafe munmap(start, byteCountWithGuards)
            throw Self.refused(byteCount, reason)
        }
        unsafe writable = UnsafeMutableRawBufferPointer(start: first, count: writableByteCount)
        // Best effort: a secret works all the same when these are refused.
        isLocked = unsafe mlock(first, writableByteCount) == 0
        keepOutOfDumpsAndChildren()
    }

    /// Gives the pages back, guards included.
    ///
    /// Nothing may use them any more. Unmapping unlocks as well.
    func unmap() {
        guard let first = unsafe writable.baseAddress else { return }
        unsafe munmap(first - Self.pageSize, writable.count + 2 * Self.pageSize)
    }

    /// How many bytes the operating system's pages have.
    static let pageSize = Int(getpagesize())

    private static func refused(_ byteCount: Int, _ reason: Int32) -> SecretMemoryError {
        SecretMemoryError(
            .allocationFailed, "no memory for a secret of \(byteCount) bytes: error number \(reason)",
            hint: "let go of secrets that are no longer needed, or raise the limit on mappings")
    }

    #if canImport(Darwin)
    private static var anonymousMapping: Int32 { MAP_ANON }

    private func keepOutOfDumpsAndChildren() {
        // There is no way to leave single pages out of a core file here.
        _ = unsafe minherit(writable.baseAddress, writable.count, VM_INHERIT_NONE)
    }
    #else
    private static var anonymousMapping: Int32 { Int32(MAP_ANONYMOUS) }

    private func keepOutOfDumpsAndChildren() {
        _ = unsafe madvise(writable.baseAddress, writable.count, Int32(MADV_DONTDUMP))
        _ = unsafe madvise(writable.baseAddress, writable.count, Int32(MADV_DONTFORK))
    }
    #endif
}
