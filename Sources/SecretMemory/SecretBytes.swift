// SPDX-License-Identifier: Apache-2.0

/// A secret of a fixed number of bytes, in memory of its own.
///
/// A Swift array, string or `Data` cannot hold a secret: growing it, or writing to it while it is
/// shared, leaves copies in the heap that nobody can reach to wipe. `SecretBytes` owns whole pages
/// instead. They stand between two guard pages that cannot be read or written, are kept out of swap
/// where the limit allows (``isLocked``), and on Linux out of core dumps and forked children. The
/// whole capacity is wiped when the value goes, on every path, and the value cannot be copied by
/// accident: it is not copyable.
///
/// A secret takes at least three pages of address space and one of memory: it is meant for keys, not
/// for messages.
///
/// A forked child does not have these pages. It must not touch a `SecretBytes` of its parent before
/// it calls `exec`.
public struct SecretBytes: ~Copyable, Sendable {
    private let pages: GuardedPages

    /// How many bytes the secret has; the number itself is not secret.
    public let byteCount: Int

    /// Makes a secret of what `body` writes.
    ///
    /// The secret has as many bytes as were written; bytes that were not written are not part of it.
    /// When `body` throws, what it wrote is wiped before the error leaves.
    ///
    /// A process that has no page left for a key cannot go on safely: it is stopped.
    ///
    /// - Parameters:
    ///   - byteCount: how many bytes can be written, 0 or more
    ///   - body: writes at most `byteCount` bytes
    /// - Throws: what `body` throws, and nothing else.
    public init<E: Error>(
        byteCount: Int, initializingWith body: (inout OutputSpan<UInt8>) throws(E) -> Void
    ) throws(E) {
        let pages: GuardedPages
        do {
            pages = try GuardedPages(byteCount: byteCount)
        } catch {
            preconditionFailure(error.description)
        }
        try self.init(filling: pages, with: body)
    }

    /// Makes a secret of a copy of `bytes`, which the caller still has to wipe.
    public init(copying bytes: Span<UInt8>) {
        self.init(byteCount: bytes.count) { output in
            unsafe bytes.withUnsafeBufferPointer { source in
                unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
                    initializedCount = unsafe buffer.initialize(fromContentsOf: source)
                }
            }
        }
    }

    /// Makes a secret of random bytes from the operating system.
    ///
    /// - Throws: `randomUnavailable` when the operating system gives no random bytes;
    ///   `allocationFailed` when it gives no memory.
    public static func random(byteCount: Int) throws(SecretMemoryError) -> SecretBytes {
        try SecretBytes(filling: GuardedPages(byteCount: byteCount)) { output throws(SecretMemoryError) in
            try SystemRandom.fill(&output, byteCount: byteCount)
        }
    }

    /// Whether the operating system keeps the secret out of swap.
    ///
    /// `false` when the process has locked as much memory as it may (`RLIMIT_MEMLOCK`). The secret
    /// works all the same.
    public var isLocked: Bool { pages.isLocked }

    /// Lends the secret's bytes to `body`.
    ///
    /// What `body` copies out of the span is for it to wipe.
    ///
    /// - Throws: what `body` throws, and nothing else.
    public borrowing func withBytes<R: ~Copyable, E: Error>(
        _ body: (Span<UInt8>) throws(E) -> R
    ) throws(E) -> R {
        let written = unsafe UnsafeBufferPointer(rebasing: pages.usable[..<byteCount])
        return try unsafe body(written.span)
    }

    /// A second secret with the same bytes, in memory of its own.
    public borrowing func copy() -> SecretBytes {
        withBytes { bytes in SecretBytes(copying: bytes) }
    }

    /// Whether both secrets have the same bytes.
    ///
    /// The time taken depends on the lengths, and not on the bytes.
    public borrowing func equals(_ other: borrowing SecretBytes) -> Bool {
        withBytes { mine in
            other.withBytes { theirs in equalWithoutEarlyExit(mine, theirs) }
        }
    }

    /// The number of bytes, and none of them.
    public var description: String { "SecretBytes(\(byteCount) bytes, redacted)" }

    private init<E: Error>(
        filling pages: consuming GuardedPages, with body: (inout OutputSpan<UInt8>) throws(E) -> Void
    ) throws(E) {
        let usable = unsafe pages.usable
        var output = unsafe OutputSpan(buffer: usable, initializedCount: 0)
        try body(&output)
        self.byteCount = unsafe output.finalize(for: usable)
        self.pages = pages
    }
}
