// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Random bytes from the operating system, and from nowhere else.
///
/// The source is `getentropy` of POSIX.1-2024. On Linux both C libraries build it on `getrandom(2)`:
/// it waits until the kernel's generator has been seeded, goes on after a signal, and gives all the
/// bytes or none. There is no generator of our own, and so no state to seed, to fork or to wipe.
public enum SystemRandom {
    /// Appends `byteCount` random bytes to `output`.
    ///
    /// - Precondition: `output` has room for `byteCount` bytes.
    /// - Throws: `randomUnavailable` when the operating system gives no random bytes; what was
    ///   appended until then stays in `output`.
    public static func fill(_ output: inout OutputSpan<UInt8>, byteCount: Int) throws(SecretMemoryError) {
        precondition(byteCount >= 0 && byteCount <= output.freeCapacity, "no room for the random bytes")
        try unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount throws(SecretMemoryError) in
            let end = initializedCount + byteCount
            while initializedCount < end {
                let next = unsafe UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[initializedCount..<end].prefix(bytesPerCall))
                guard let start = next.baseAddress, unsafe getentropy(start, next.count) == 0 else {
                    throw SecretMemoryError(
                        .randomUnavailable, "the operating system gave no random bytes: error number \(errno)",
                        hint: "allow the system call getrandom in the process's sandbox")
                }
                initializedCount += next.count
            }
        }
    }

    /// Gives `byteCount` random bytes that need not be kept secret, such as an IV.
    ///
    /// Random bytes that are to be a key come from ``SecretBytes/random(byteCount:)``.
    ///
    /// - Throws: `randomUnavailable` when the operating system gives no random bytes.
    public static func bytes(_ byteCount: Int) throws(SecretMemoryError) -> [UInt8] {
        try [UInt8](capacity: byteCount) { output throws(SecretMemoryError) in
            try fill(&output, byteCount: byteCount)
        }
    }

    /// Gives a number from 0 to `upperBound - 1`, each as likely as any other.
    ///
    /// - Precondition: `upperBound` is not 0.
    /// - Throws: `randomUnavailable` when the operating system gives no random bytes.
    public static func uniform(below upperBound: UInt64) throws(SecretMemoryError) -> UInt64 {
        precondition(upperBound > 0, "no number is below 0")
        // The numbers that do not fill a whole multiple of the bound would favour the small results:
        // 2^64 mod bound of them are drawn again.
        let unusable = (0 &- upperBound) % upperBound
        while true {
            let drawn = try bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            if drawn >= unusable { return drawn % upperBound }
        }
    }

    /// The most that one call of `getentropy` gives.
    private static let bytesPerCall = 256
}
