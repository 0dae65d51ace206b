// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// Tells the system that much memory is about to be written.
///
/// The first touch of each page of 4 KiB is a detour through the kernel; for a body of 11 MiB they take as long as half
/// of its sealing. Pages of 2 MiB need a five-hundredth of them, where the system has them to give ("madvise", the
/// default of most distributions).
enum LargeMemory {
    /// Below it there is hardly a large page to gain.
    private static let least = 4 << 20
    private static let largePage = 2 << 20

    /// The whole capacity of the output will be written, from its beginning.
    static func expectWrites(to output: inout OutputSpan<UInt8>) {
        #if os(Linux)
        guard output.capacity >= least else { return }
        unsafe output.withUnsafeMutableBufferPointer { buffer, _ in
            guard let start = buffer.baseAddress else { return }
            // Whole large pages only, so that no neighbour's memory grows.
            let first = unsafe UnsafeMutableRawPointer(start).alignedUp(toMultipleOf: largePage)
            let end = unsafe UnsafeMutableRawPointer(start + buffer.count).alignedDown(toMultipleOf: largePage)
            let count = unsafe end - first
            // A hint: where it is not taken, everything is as it was.
            if count > 0 { _ = unsafe madvise(first, count, MADV_HUGEPAGE) }
        }
        #endif
    }
}
