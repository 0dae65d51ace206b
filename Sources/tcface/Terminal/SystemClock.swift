// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What time it is.
enum SystemClock {
    /// Seconds since 1970.
    static var unixSeconds: Int64 { Int64(time(nil)) }
}
