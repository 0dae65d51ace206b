// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Whole pages for one secret, between two pages that nobody can touch.
///
///     guard page | unused ... usable bytes | guard page
///
/// The usable bytes end where the upper guard page begins, so that reading one byte too many stops
/// the process instead of giving away what lies behind.
@safe
struct GuardedPages: ~Copyable, @unchecked Sendable {
    // Sendable is right although pointers are held: the pages have one owner, are written only while
    // that owner is being made, and are only read from then on.

    /// The whole mapping, guard pages included.
    private let mapping: UnsafeMutableRawBufferPointer
    /// What lies between the guard pages.
    private let capacity: UnsafeMutableRawBufferPointer

    /// The bytes asked for.
    let usable: UnsafeMutableBufferPointer<UInt8>
    /// Whether the operating system keeps the pages out of swap.
    let isLocked: Bool

    /// Maps enough pages for `byteCount` bytes, all zero.
    ///
    /// - Throws: `allocationFailed` when `byteCount` is negative or no memory is left.
    init(byteCount: Int) throws(SecretMemoryError) {
        let pageSize = Int(getpagesize())
        let (roundedUp, overflow) = byteCount.addingReportingOverflow(pageSize - 1 + 2 * pageSize)
        guard byteCount >= 0, !overflow else {
            throw SecretMemoryError(.allocationFailed, "a secret cannot have \(byteCount) bytes")
        }
        // An empty secret gets a page as well, so that it is a secret like any other.
        let capacityByteCount = max(pageSize, (roundedUp / pageSize - 2) * pageSize)
        let mappingByteCount = capacityByteCount + 2 * pageSize

        // The mapping starts out untouchable, and only what lies between the guards is opened.
        let anonymous = MAP_PRIVATE | Self.anonymousMapping
        guard let start = unsafe mmap(nil, mappingByteCount, PROT_NONE, anonymous, -1, 0),
            unsafe start != MAP_FAILED
        else {
            throw Self.refused(byteCount, errno)
        }
        let opened = unsafe start + pageSize
        guard unsafe mprotect(opened, capacityByteCount, PROT_READ | PROT_WRITE) == 0 else {
            let reason = errno
            unsafe munmap(start, mappingByteCount)
            throw Self.refused(byteCount, reason)
        }
        // Best effort: a secret works all the same when these are refused.
        isLocked = unsafe mlock(opened, capacityByteCount) == 0
        unsafe Self.keepOutOfDumpsAndChildren(opened, capacityByteCount)

        let firstUsable = unsafe opened + (capacityByteCount - byteCount)
        unsafe usable = UnsafeMutableBufferPointer(
            start: firstUsable.bindMemory(to: UInt8.self, capacity: byteCount), count: byteCount)
        unsafe capacity = UnsafeMutableRawBufferPointer(start: opened, count: capacityByteCount)
        unsafe mapping = UnsafeMutableRawBufferPointer(start: start, count: mappingByteCount)
    }

    deinit {
        if let opened = unsafe capacity.baseAddress {
            unsafe wipe(opened, byteCount: capacity.count)
        }
        // Unmapping unlocks as well.
        unsafe munmap(mapping.baseAddress, mapping.count)
    }

    private static func refused(_ byteCount: Int, _ reason: Int32) -> SecretMemoryError {
        SecretMemoryError(
            .allocationFailed, "no memory for a secret of \(byteCount) bytes: error number \(reason)",
            hint: "let go of secrets that are no longer needed, or raise the limit on mappings")
    }

    #if canImport(Darwin)
    private static var anonymousMapping: Int32 { MAP_ANON }

    private static func keepOutOfDumpsAndChildren(_ start: UnsafeMutableRawPointer, _ byteCount: Int) {
        // There is no way to leave single pages out of a core file here.
        _ = unsafe minherit(start, byteCount, VM_INHERIT_NONE)
    }
    #else
    private static var anonymousMapping: Int32 { Int32(MAP_ANONYMOUS) }

    private static func keepOutOfDumpsAndChildren(_ start: UnsafeMutableRawPointer, _ byteCount: Int) {
        _ = unsafe madvise(start, byteCount, Int32(MADV_DONTDUMP))
        _ = unsafe madvise(start, byteCount, Int32(MADV_DONTFORK))
    }
    #endif
}
