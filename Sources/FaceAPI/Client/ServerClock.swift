// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif
internal import Synchronization

/// The time that requests are signed with: this machine's, corrected when the service refuses it.
///
/// The service takes a timestamp that is at most 300 s from its own clock (vendor's page "签名方法 v3").
final class ServerClock: Sendable {
    private let systemTime: @Sendable () -> Int64
    private let offset = Mutex<Int64>(0)

    init(systemTime: @escaping @Sendable () -> Int64 = { Int64(time(nil)) }) { self.systemTime = systemTime }

    /// Seconds since 1970, as the service counts them as far as is known.
    var now: Int64 { systemTime() + offset.withLock { $0 } }

    /// Takes over the service's time.
    ///
    /// - Returns: whether that moves the clock by more than half a minute; a smaller step cannot turn a refused timestamp
    ///   into one that is taken.
    func correct(to serverTime: Int64) -> Bool {
        let system = systemTime()
        return offset.withLock { offset in
            let (before, after) = (offset, serverTime - system)
            offset = after
            return abs(after - before) > 30
        }
    }
}
