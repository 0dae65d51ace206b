// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The system's wall clock.
enum SystemTime {
    /// Seconds since 1970.
    @Sendable static func unixSeconds() -> Int64 { Int64(time(nil)) }
}
