// SPDX-License-Identifier: Apache-2.0

import CFaceCurl
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The thread that runs all transfers, and the mailbox through which tasks reach it.
///
/// libcurl's handles are not safe to share, so that they live in a ``CurlMulti`` that never leaves the
/// thread. The one exception is `curl_multi_wakeup`, which any thread may call; it is called under the
/// mailbox's lock, and the thread takes its handle out of the mailbox under the same lock before it
/// frees it.
final class CurlEventLoop: Sendable {
    private struct Mailbox {
        var arrivals: [TransferTicket] = []
        var hasCancellations = false
        var isStopping = false
        var hasStopped = false
        var stopWaiters: [CheckedContinuation<Void, Never>] = []
        /// Whether the thread has been woken for what lies here, so that a burst of tickets wakes it
        /// once.
        var isWoken = false
        /// The address of the multi handle to wake; 0 once the thread is about to free it.
        var wakeAddress: UInt = 0

        mutating func wake() {
            guard !isWoken, let wakeTarget = UnsafeMutableRawPointer(bitPattern: wakeAddress) else { return }
            isWoken = true
            curl_multi_wakeup(wakeTarget)
        }
    }

    /// What the thread takes out of the mailbox in one go.
    struct Delivery {
        let arrivals: [TransferTicket]
        let hasCancellations: Bool
        let isStopping: Bool
    }

    private let mailbox = Mutex(Mailbox())

    /// Starts the thread.
    ///
    /// - Throws: `libraryFailure` when libcurl cannot be used, or memory, descriptors or threads have
    ///   run out.
    init(_ configuration: TransportConfiguration, proxy: TransportURL?) throws(TransportError) {
        let multi = try CurlMulti(loop: self, configuration, proxy: proxy, library: .installed())
        // The thread takes over the one reference to it that there is.
        let context = Unmanaged.passRetained(multi).toOpaque()
        let result = startDetachedThread(context)
        guard result == 0 else {
            Unmanaged<CurlMulti>.fromOpaque(context).release()
            throw TransportError(
                .libraryFailure, "the system starts no thread: \(String(cString: strerror(result)))")
        }
    }

    /// Hands a transfer to the thread, or refuses it when the loop is stopping.
    func submit(_ ticket: TransferTicket) {
        let isAccepted = mailbox.withLock { mailbox in
            guard !mailbox.isStopping else { return false }
            mailbox.arrivals.append(ticket)
            mailbox.wake()
            return true
        }
        if !isAccepted { ticket.continuation.resume(returning: .failure(Self.shutDownError)) }
    }

    /// Makes the thread look for transfers whose task has been cancelled.
    func sweepCancelled() {
        mailbox.withLock { mailbox in
            mailbox.hasCancellations = true
            mailbox.wake()
        }
    }

    /// Makes the thread end; transfers that still run fail with `shutDown`.
    func stop() {
        mailbox.withLock { mailbox in
            mailbox.isStopping = true
            mailbox.wake()
        }
    }

    /// Makes the thread end and waits for that.
    func stopAndWait() async {
        await withCheckedContinuation { continuation in
            let hasStopped = mailbox.withLock { mailbox in
                guard !mailbox.hasStopped else { return true }
                mailbox.stopWaiters.append(continuation)
                mailbox.isStopping = true
                mailbox.wake()
                return false
            }
            if hasStopped { continuation.resume() }
        }
    }

    static let shutDownError = TransportError(.shutDown, "the transport has been shut down")

    // MARK: - Called on the thread

    /// Names the multi handle that `wake` reaches, or nil before it is freed.
    ///
    /// After naming another one the thread must collect before it sleeps, since what came in between
    /// woke nobody.
    func setWakeTarget(_ multi: UnsafeMutableRawPointer?) {
        let address = UInt(bitPattern: multi)
        mailbox.withLock { $0.wakeAddress = address }
    }

    /// Empties the mailbox.
    func collect() -> Delivery {
        mailbox.withLock { mailbox in
            let delivery = Delivery(
                arrivals: mailbox.arrivals, hasCancellations: mailbox.hasCancellations,
                isStopping: mailbox.isStopping)
            mailbox.arrivals.removeAll(keepingCapacity: true)
            mailbox.hasCancellations = false
            mailbox.isWoken = false
            return delivery
        }
    }

    /// Refuses what came last and lets those who wait for the end go on.
    func hasEnded() {
        let (tickets, waiters) = mailbox.withLock { mailbox in
            mailbox.isStopping = true
            mailbox.hasStopped = true
            defer {
                mailbox.arrivals = []
                mailbox.stopWaiters = []
            }
            return (mailbox.arrivals, mailbox.stopWaiters)
        }
        for ticket in tickets { ticket.continuation.resume(returning: .failure(Self.shutDownError)) }
        for waiter in waiters { waiter.resume() }
    }
}

private func startDetachedThread(_ context: UnsafeMutableRawPointer) -> Int32 {
    #if canImport(Darwin)
    var thread: pthread_t?
    let result = pthread_create(&thread, nil, threadMain, context)
    if result == 0, let thread { pthread_detach(thread) }
    #else
    var thread = pthread_t()
    let result = pthread_create(&thread, nil, threadMain, context)
    if result == 0 { pthread_detach(thread) }
    #endif
    return result
}

#if canImport(Darwin)
private func threadMain(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    runLoop(context)
    return nil
}
#else
private func threadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    runLoop(context)
    return nil
}
#endif

private func runLoop(_ context: UnsafeMutableRawPointer) {
    blockSignals()
    Unmanaged<CurlMulti>.fromOpaque(context).takeRetainedValue().runUntilStopped()
}

/// Keeps signals away from the thread, above all SIGPIPE.
///
/// The kernel sends that one to the thread that writes to a closed connection, and CURLOPT_NOSIGNAL
/// leaves it to the application. Blocked here, it never reaches the process. The signals of a program
/// error stay, since blocking those is undefined when they arise.
private func blockSignals() {
    var signals = sigset_t()
    sigfillset(&signals)
    for signal in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT] { sigdelset(&signals, signal) }
    pthread_sigmask(SIG_SETMASK, &signals, nil)
}
