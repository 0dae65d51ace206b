// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the kernel counts for this process; Linux only.
enum ProcessCounts {
    static let reason = "Scripts/test runs the tests that count for the whole process by themselves"

    /// Whether nothing else runs in this process, as far as can be told.
    static let areWanted: Bool = {
        guard ProcessInfo.processInfo.environment["TCFACE_PROCESS_TESTS"] == "1" else {
            print("the tests of many calls are skipped: \(reason), with TCFACE_PROCESS_TESTS=1")
            return false
        }
        guard descriptors != nil, peakResidentKiB != nil else {
            print("the tests of many calls are skipped: there is no /proc/self on this system")
            return false
        }
        return true
    }()

    /// What the open descriptors lead to, sorted; timers of the runtime, which it keeps, are left out.
    static var descriptors: [String]? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") else { return nil }
        let targets = names.compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
        }
        // The names of sockets and pipes hold numbers; how many there are of each kind is what counts.
        return targets.filter { !$0.contains("timerfd") }.map {
            $0.hasPrefix("anon") ? $0 : String($0.prefix { $0 != ":" })
        }.sorted()
    }

    /// The most memory that has been resident at once, in KiB.
    static var peakResidentKiB: Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        return text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
            .flatMap { $0.split(whereSeparator: { " \t".contains($0) }).dropFirst().first }.flatMap { Int($0) }
    }
}
