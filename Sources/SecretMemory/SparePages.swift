// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif
internal import Synchronization

/// Pages of former secrets, wiped, that wait for the next one.
///
/// Mapping, guarding, locking and unmapping a page takes longer than most of what is done with a key,
/// and each request has a key of its own. So a few single pages are kept instead of unmapped. They
/// stay locked and guarded, and hold zeros.
enum SparePages {
    /// A page for a secret of this size, when one is there that fits.
    static func take(for byteCount: Int) -> PageMapping? {
        guard 0...PageMapping.pageSize ~= byteCount else { return nil }
        return waiting.withLock { waiting in
            waiting.forgetPagesOfParent()
            return waiting.pages.popLast()
        }
    }

    /// Keeps a wiped page for the next secret.
    ///
    /// - Returns: false when it is to be unmapped: enough are waiting, it is more than one page, or it could
    ///   not be locked, which another may be.
    static func keep(_ mapping: PageMapping) -> Bool {
        guard unsafe mapping.writable.count == PageMapping.pageSize, mapping.isLocked else { return false }
        return waiting.withLock { waiting in
            waiting.forgetPagesOfParent()
            guard waiting.pages.count < limit else { return false }
            waiting.pages.append(mapping)
            return true
        }
    }

    private struct Waiting {
        var pages: [PageMapping] = []
        var process = getpid()

        /// A forked child has this list, but not the pages on it.
        mutating func forgetPagesOfParent() {
            let current = getpid()
            guard current != process else { return }
            pages = []
            process = current
        }
    }

    private static let waiting = Mutex(Waiting())

    /// The most pages that wait, which is 64 KiB of locked memory where a page has 4 KiB.
    private static let limit = 16
}
