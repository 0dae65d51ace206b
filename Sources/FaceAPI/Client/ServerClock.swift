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
    /// - Parameters:
    ///   - serverTime: the time of the answer.
    ///   - timestamp: what the refused request was signed with. The clock itself is no measure: another call that was
    ///     refused may have corrected it meanwhile.
    /// - Returns: whether the two are more than half a minute apart; a smaller step cannot turn a refused timestamp
    ///   into one that is taken.
    func correct(to serverTime: Int64, from timestamp: Int64) -> Bool {
        let system = systemTime()
        offset.withLock { $0 = serverTime - system }
        return abs(serverTime - timestamp) > 30
    }
}
