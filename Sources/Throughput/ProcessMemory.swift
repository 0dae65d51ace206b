// SPDX-License-Identifier: Apache-2.0

internal import CFaceClock
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// What the system says about this process's memory.
enum ProcessMemory {
    /// Bytes in memory now and at most since the last ``resetPeak()``; `nil` where there is no /proc.
    static func status() -> (resident: Int, peak: Int)? {
        guard let text = TextFile.read("/proc/self/status") else { return nil }
        guard let resident = kibibytes("VmRSS:", in: text), let peak = kibibytes("VmHWM:", in: text) else { return nil }
        return (resident * 1024, peak * 1024)
    }

    /// Lets the peak start from what is in memory now; whether the system allows that (see proc(5), clear_refs).
    static func resetPeak() -> Bool {
        let descriptor = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return write(descriptor, "5", 1) == 1
    }

    private static func kibibytes(_ name: String, in text: String) -> Int? {
        for line in text.split(separator: "\n") where line.hasPrefix(name) {
            return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }
        }
        return nil
    }
}
