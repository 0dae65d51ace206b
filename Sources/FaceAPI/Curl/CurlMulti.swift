// SPDX-License-Identifier: Apache-2.0

import CFaceCurl

/// All transfers of one event loop, with their connections.
///
/// Not `Sendable`: made by whoever starts the loop's thread and handed to it whole, then used and freed
/// there alone.
final class CurlMulti {
    private let loop: CurlEventLoop
    private let configuration: TransportConfiguration
    private let proxy: TransportURL?
    private let library: CurlLibrary

    private var multi: UnsafeMutableRawPointer
    private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    /// Handles that wait for their next request; they keep their TLS sessions, so that a new connection
    /// resumes one.
    private var spareHandles: [UnsafeMutableRawPointer] = []
    /// When the last transfer ended and left connections behind.
    private var idleSince: ContinuousClock.Instant?

    init(
        loop: CurlEventLoop, _ configuration: TransportConfiguration, proxy: TransportURL?, library: CurlLibrary
    ) throws(TransportError) {
        guard let multi = Self.makeMulti(configuration) else {
            throw TransportError(.libraryFailure, "libcurl gives no handle: out of memory or descriptors")
        }
        self.loop = loop
        self.configuration = configuration
        self.proxy = proxy
        self.library = library
        self.multi = multi
        loop.setWakeTarget(multi)
    }

    deinit {
        loop.setWakeTarget(nil)
        for handle in spareHandles { curl_easy_cleanup(handle) }
        curl_multi_cleanup(multi)
        // Only now is every connection closed, which is what `shutdown()` promises.
        loop.hasEnded()
    }

    /// Runs transfers until the loop is told to stop, and fails what still runs then.
    func runUntilStopped() {
        while true {
            let delivery = loop.collect()
            for ticket in delivery.arrivals { start(ticket) }
            guard !delivery.isStopping else { break }
            if delivery.hasCancellations { stopCancelled() }
            perform()
            expireDeadlines()
            if !closeIdleConnections() { sleep() }
        }
        for transfer in Array(transfers.values) { stop(transfer, CurlEventLoop.shutDownError) }
    }

    // MARK: - The multi handle

    private static func makeMulti(_ configuration: TransportConfiguration) -> UnsafeMutableRawPointer? {
        guard let multi = curl_multi_init() else { return nil }
        let total = configuration.maximumConnections
        for (option, value) in [
            (CURLMOPT_MAX_HOST_CONNECTIONS, configuration.maximumConnectionsPerHost),
            (CURLMOPT_MAX_TOTAL_CONNECTIONS, total), (CURLMOPT_MAXCONNECTS, total),
            (CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX)),
        ] where tcface_curl_multi_set_long(multi, option, value) != CURLM_OK {
            curl_multi_cleanup(multi)
            return nil
        }
        return multi
    }

    /// Lets all connections go after a while of rest.
    ///
    /// libcurl looks at kept connections only when a request wants one, so that a program that goes
    /// quiet would hold sockets that the server has long closed.
    ///
    /// - Returns: whether the handle is another one, so that the mailbox must be looked at again.
    private func closeIdleConnections() -> Bool {
        guard transfers.isEmpty, let idleSince,
            idleSince.duration(to: .now) >= configuration.idleConnectionLifetime
        else { return false }
        self.idleSince = nil
        guard let fresh = Self.makeMulti(configuration) else { return false }
        let old = multi
        multi = fresh
        loop.setWakeTarget(fresh)
        curl_multi_cleanup(old)
        return true
    }

    private func sleep() {
        let now = ContinuousClock.now
        var timeout = Duration.seconds(600)
        for transfer in transfers.values { timeout = min(timeout, now.duration(to: transfer.deadline)) }
        if let idleSince, transfers.isEmpty {
            timeout = min(timeout, idleSince.advanced(by: configuration.idleConnectionLifetime) - now)
        }
        curl_multi_poll(multi, nil, 0, Int32(timeout.wholeMilliseconds), nil)
    }

    // MARK: - Transfers

    private func start(_ ticket: TransferTicket) {
        let request = ticket.request
        guard !ticket.cancellation.isCancelled else { return ticket.fail(CurlTransfer.cancelledError(.none)) }
        guard request.deadline > .now else { return ticket.fail(CurlTransfer.timeoutError(request, .none)) }
        guard let handle = spareHandles.popLast() ?? curl_easy_init() else {
            return ticket.fail(TransportError(.libraryFailure, "libcurl gives no handle: out of memory or descriptors"))
        }
        let transfer = CurlTransfer(ticket, handle: handle, configuration: configuration)
        do throws(TransportError) {
            try transfer.configure(proxy: proxy, library: library)
        } catch {
            retire(handle)
            return ticket.fail(error)
        }
        let code = curl_multi_add_handle(multi, handle)
        guard code == CURLM_OK else {
            retire(handle)
            return ticket.fail(TransportError(.libraryFailure, "libcurl takes no transfer (code \(code.rawValue))"))
        }
        transfers[handle] = transfer
        idleSince = nil
    }

    private func perform() {
        guard !transfers.isEmpty else { return }
        var running: Int32 = 0
        curl_multi_perform(multi, &running)
        var result = CURLE_OK
        while let handle = tcface_curl_multi_next_done(multi, &result) {
            guard let transfer = transfers[handle] else { continue }
            // The result is read while libcurl still has the transfer; after removal some facts are gone.
            let outcome = transfer.outcome(of: result)
            remove(transfer)
            transfer.ticket.continuation.resume(returning: outcome)
        }
    }

    private func expireDeadlines() {
        let now = ContinuousClock.now
        for transfer in transfers.values.filter({ $0.deadline <= now }) { stop(transfer, transfer.deadlineError) }
    }

    private func stopCancelled() {
        for transfer in transfers.values.filter(\.ticket.cancellation.isCancelled) {
            stop(transfer, CurlTransfer.cancelledError(transfer.exposure))
        }
    }

    private func stop(_ transfer: CurlTransfer, _ error: TransportError) {
        remove(transfer)
        transfer.ticket.fail(error)
    }

    private func remove(_ transfer: CurlTransfer) {
        curl_multi_remove_handle(multi, transfer.handle)
        transfers[transfer.handle] = nil
        transfer.reportFinalProgress()
        // Before anybody is told the outcome: whoever hears of a failure finds no unfinished file any more.
        transfer.closeEnds()
        retire(transfer.handle)
        if transfers.isEmpty { idleSince = .now }
    }

    /// Keeps a handle for the next request, without anything of the last one but TLS sessions and
    /// cached names.
    private func retire(_ handle: UnsafeMutableRawPointer) {
        guard spareHandles.count < configuration.maximumConnections else {
            curl_easy_cleanup(handle)
            return
        }
        curl_easy_reset(handle)
        spareHandles.append(handle)
    }
}

extension TransferTicket {
    func fail(_ error: TransportError) { continuation.resume(returning: .failure(error)) }
}

extension Duration {
    /// The duration in milliseconds, rounded up, at least 0 and at most what a C `int` holds.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds < Int64(Int32.max) / 1_000 - 1 else { return Int(Int32.max) }
        let (milliseconds, rest) = attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000_000_000)
        return max(0, Int(seconds * 1_000 + milliseconds + (rest > 0 ? 1 : 0)))
    }

    /// The duration in seconds, rounded up, at least 1.
    var wholeSeconds: Int { max(1, (wholeMilliseconds + 999) / 1_000) }
}
