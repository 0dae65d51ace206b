// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif
import Dispatch

/// The wish of a person or a supervisor that the program end: SIGINT, SIGTERM or SIGHUP.
///
/// While a value lives, none of them ends the process by itself, and none that comes before ``wait()`` is lost.
final class StopSignal {
    private let signals: AsyncStream<Void>
    private let sources: [any DispatchSourceSignal]

    /// Takes the signals over; a signal ends the process until this returns.
    ///
    /// Make the value before anything that has to be cleaned up.
    init() async {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
        self.signals = signals
        var sources: [any DispatchSourceSignal] = []
        for number in [SIGINT, SIGTERM, SIGHUP] {
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield() }
            // A source watches when it says so, which is later than when it is told to.
            await withCheckedContinuation { isWatching in
                source.setRegistrationHandler { isWatching.resume() }
                source.resume()
            }
            #if canImport(Darwin)
            // A source looks on there, and the default action would still be taken. Elsewhere the source has a handler
            // of its own in that place, and to ignore the signal would be to lose it.
            signal(number, SIG_IGN)
            #endif
            sources.append(source)
        }
        self.sources = sources
    }

    /// Waits for one of the signals; returns at once when one has come already.
    func wait() async {
        var iterator = signals.makeAsyncIterator()
        await iterator.next()
    }
}
