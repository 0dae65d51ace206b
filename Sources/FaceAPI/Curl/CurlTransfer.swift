// SPDX-License-Identifier: Apache-2.0

import CFaceCurl

/// One request on its way: what libcurl reads from and writes to.
///
/// Not `Sendable`: made, used and freed on the loop's thread.
final class CurlTransfer {
    let ticket: TransferTicket
    let handle: UnsafeMutableRawPointer

    private let configuration: TransportConfiguration
    /// libcurl puts the text of an error here, up to CURL_ERROR_SIZE bytes with the NUL.
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerList: UnsafeMutablePointer<curl_slist>?

    private var reader: (any RequestBodyReader)?
    private var readByteCount = 0
    /// Whether libcurl has had the whole request once, even if it went back since.
    private var wasGivenWhole = false
    private var beginCount = 0
    private var stallWatch: StallWatch

    private var head: ResponseHead
    private var body: [UInt8] = []
    private var sink: (any ResponseSink)?
    private var receivedByteCount = 0

    /// Why a callback stopped the transfer; says more than the code that libcurl makes of it.
    private var failure: TransportError?

    init(_ ticket: TransferTicket, handle: UnsafeMutableRawPointer, configuration: TransportConfiguration) {
        self.ticket = ticket
        self.handle = handle
        self.configuration = configuration
        stallWatch = StallWatch(
            limit: configuration.stallTimeout, bytesPerSecond: configuration.stallBytesPerSecond)
        head = ResponseHead(maximumByteCount: configuration.maximumHeaderByteCount)
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    // By now the handle has been reset or freed, so that libcurl holds neither of these.
    deinit {
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    private var request: HTTPRequest { ticket.request.request }

    /// How much of the request may have been sent so far.
    var exposure: TransportError.Exposure {
        if beginCount == 0 { return .none }
        return wasGivenWhole ? .complete : .partial
    }

    /// When the transfer fails unless something moves.
    var deadline: ContinuousClock.Instant {
        stallWatch.deadline.map { min($0, ticket.request.deadline) } ?? ticket.request.deadline
    }

    /// The error of a transfer whose deadline has come.
    var deadlineError: TransportError {
        guard deadline < ticket.request.deadline else { return Self.timeoutError(ticket.request, exposure) }
        return TransportError(
            .stalled,
            "fewer than \(configuration.stallBytesPerSecond) bytes/s to and from \(ticket.request.url.authority) "
                + "for \(configuration.stallTimeout)",
            hint: "the server may still be at work; raise stallTimeout if it is known to take longer",
            exposure: exposure)
    }

    /// Sets every option of the handle.
    ///
    /// - Throws: `libraryFailure` when libcurl refuses one that is known to it, `invalidConfiguration`
    ///   for the CA file.
    func configure(proxy: TransportURL?, library: CurlLibrary) throws(TransportError) {
        for line in ticket.request.headerLines {
            guard let longer = curl_slist_append(headerList, line) else {
                throw TransportError(.libraryFailure, "libcurl cannot hold the headers: out of memory")
            }
            headerList = longer
        }
        let options = CurlOptions(handle: handle)
        try options.setTrust(ticket.request.url, configuration, proxy: proxy, library: library)
        try options.setRequest(
            ticket.request, configuration, headers: headerList, errorText: errorText, library: library)
        try options.setCallbacks(
            of: Unmanaged.passUnretained(self).toOpaque(), readsBody: request.method.takesBody,
            reportsProgress: ticket.progress != nil)
    }

    /// The result of a finished transfer, or the error that libcurl's code and the state of the
    /// transfer amount to.
    func outcome(of code: CURLcode) -> TransferTicket.Outcome {
        if let failure { return .failure(failure.with(exposure)) }
        guard code == CURLE_OK else {
            return .failure(
                CurlFailure(
                    code: code, text: String(cString: errorText), handle: handle, url: ticket.request.url,
                    configuration: configuration, hasBegun: beginCount > 0, hasHead: head.status > 0,
                    headIsComplete: head.isComplete, exposure: exposure
                ).error)
        }
        do throws(TransportError) {
            return .success(try response())
        } catch {
            return .failure(error.with(exposure))
        }
    }

    /// Gives the reporter the last counts, whatever the transfer came to.
    func reportFinalProgress() {
        guard let progress = ticket.progress else { return }
        let sent = CurlFacts(handle: handle).offset(CURLINFO_SIZE_UPLOAD_T)
        progress.report(sent: Int(clamping: sent), received: receivedByteCount)
    }

    /// Lets go of what is read from and written to; a sink that has not finished takes its traces away with it.
    func closeEnds() {
        reader = nil
        sink = nil
    }

    private func response() throws(TransportError) -> HTTPResponse {
        guard head.isComplete else {
            throw TransportError(
                .malformedResponse, "the answer from \(ticket.request.url.authority) has no header section")
        }
        guard ![301, 302, 303, 307, 308].contains(head.status) else {
            throw TransportError(
                .redirected,
                "\(ticket.request.url.authority) answered \(head.status), which sends the client elsewhere",
                hint: "redirects are not followed; use the final address")
        }
        if takesSink {
            do {
                try openSink().finish()
            } catch {
                throw Self.sinkError(error)
            }
        }
        let facts = CurlFacts(handle: handle)
        return HTTPResponse(
            status: head.status, version: facts.version, headers: head.headers, body: body,
            bodyByteCount: receivedByteCount, timings: facts.timings,
            reusedConnection: facts.long(CURLINFO_NUM_CONNECTS) == 0,
            remoteAddress: facts.string(CURLINFO_PRIMARY_IP) ?? "")
    }

    static func cancelledError(_ exposure: TransportError.Exposure) -> TransportError {
        TransportError(.cancelled, "the request was cancelled", exposure: exposure)
    }

    static func timeoutError(
        _ request: CheckedRequest, _ exposure: TransportError.Exposure
    ) -> TransportError {
        TransportError(
            .timedOut, "no complete answer from \(request.url.authority) within \(request.allowance)",
            hint: "allow more time, or send less", exposure: exposure)
    }

    private static func sinkError(_ error: any Error) -> TransportError {
        (error as? TransportError) ?? TransportError(.sinkFailed, "the sink of the answer failed: \(error)")
    }
}

// MARK: - What libcurl calls

extension CurlTransfer {
    /// Judges a connection that is ready, before the first byte of the request; false stops the transfer.
    func begin(remoteAddress: String) -> Bool {
        if ticket.request.url.isPlain, !mayBePlain(to: remoteAddress) {
            failure = TransportError(
                .insecureURL, "\(ticket.request.url.host) resolves to \(remoteAddress), which is not this machine",
                hint: "use https")
            return false
        }
        // A second beginning means that libcurl sends again, after a kept connection turned out to be
        // dead. With a body it has asked `rewind` already; without one the first request may have
        // arrived whole.
        if beginCount > 0, request.body.byteCount == 0, !mayGoOutAgain {
            failure = deadConnectionError
            return false
        }
        beginCount += 1
        wasGivenWhole = wasGivenWhole || request.body.byteCount == 0
        stallWatch.start()
        return true
    }

    /// Whether plain http may go to an address: this machine's, or the metadata service's where that is asked.
    private func mayBePlain(to address: String) -> Bool {
        TransportURL.isLoopbackAddress(address)
            || (request.mayAskMetadataService && TransportURL.isLinkLocalAddress(address))
    }

    /// Fills a buffer with the next bytes of the body; nil stops the transfer.
    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
        let count = fill(buffer)
        wasGivenWhole = wasGivenWhole || readByteCount == request.body.byteCount
        stallWatch.count(count ?? 0)
        return count
    }

    private func fill(_ buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
        let left = request.body.byteCount - readByteCount
        let room = UnsafeMutableBufferPointer(rebasing: buffer[..<min(left, buffer.count)])
        guard !room.isEmpty else { return 0 }
        switch request.body {
        case .empty:
            return 0
        case .bytes(let bytes):
            let source = bytes.span.extracting(readByteCount..<(readByteCount + room.count))
            source.withUnsafeBufferPointer { _ = room.update(fromContentsOf: $0) }
            readByteCount += room.count
            return room.count
        case .stream(let byteCount, let makeReader):
            do {
                let reader = try self.reader ?? makeReader()
                self.reader = reader
                var span = OutputSpan(buffer: room, initializedCount: 0)
                try reader.read(into: &span)
                let count = span.finalize(for: room)
                guard count > 0 else {
                    failure = TransportError(
                        .uploadFailed, "the reader of the body ended after \(readByteCount) of \(byteCount) bytes",
                        hint: "announce the exact length, and do not change the source while it is sent")
                    return nil
                }
                readByteCount += count
                return count
            } catch {
                failure =
                    (error as? TransportError)
                    ?? TransportError(.uploadFailed, "the reader of the body failed: \(error)")
                return nil
            }
        }
    }

    /// Goes back to the first byte of the body, so that libcurl can send it again; false refuses.
    func rewind() -> Bool {
        guard mayGoOutAgain || !wasGivenWhole else {
            failure = deadConnectionError
            return false
        }
        reader = nil
        readByteCount = 0
        return true
    }

    /// Takes one line of the header section; false stops the transfer.
    func takeHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        stallWatch.count(line.count)
        do throws(TransportError) {
            let wasComplete = head.isComplete
            try head.add(line.span)
            if head.isComplete, !wasComplete { try prepareForBody() }
            return true
        } catch {
            failure = error
            return false
        }
    }

    /// Takes the next bytes of content; false stops the transfer.
    func takeBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        stallWatch.count(bytes.count)
        guard bytes.count <= ticket.request.maximumResponseByteCount - receivedByteCount else {
            failure = tooLargeError
            return false
        }
        receivedByteCount += bytes.count
        guard takesSink else {
            body.append(contentsOf: bytes)
            return true
        }
        do {
            try openSink().write(bytes.span)
            return true
        } catch {
            failure = Self.sinkError(error)
            return false
        }
    }

    private var mayGoOutAgain: Bool { request.mayBeResent || request.method.isSafe }

    private var takesSink: Bool {
        if case .memory = request.destination { return false }
        return (200...299).contains(head.status)
    }

    /// Refuses an answer that announces too much, before a byte of it is held, and makes room for one
    /// that does not.
    private func prepareForBody() throws(TransportError) {
        guard request.method != .head, let announced = head.contentLength else { return }
        guard announced <= ticket.request.maximumResponseByteCount else { throw tooLargeError }
        if !takesSink { body.reserveCapacity(announced) }
    }

    private func openSink() throws -> any ResponseSink {
        if let sink { return sink }
        let opened: any ResponseSink
        switch request.destination {
        case .memory: preconditionFailure("a sink was asked for an answer that goes to memory")
        case .sink(let makeSink): opened = try makeSink()
        case .file(let path): opened = try DownloadFile(path: path)
        }
        sink = opened
        return opened
    }

    private var tooLargeError: TransportError {
        TransportError(
            .responseTooLarge, "the answer is larger than \(ticket.request.maximumResponseByteCount) bytes",
            hint: "raise maximumResponseByteCount if that is expected")
    }

    private var deadConnectionError: TransportError {
        TransportError(
            .connectionReset, "the kept connection to \(ticket.request.url.authority) was closed before an answer",
            hint: "the server may have acted on the request; send it again only if that does no harm")
    }
}

extension TransportError {
    /// The same error with another exposure.
    fileprivate func with(_ exposure: Exposure) -> TransportError {
        TransportError(code, message, hint: hint, exposure: exposure, certificateProblem: certificateProblem)
    }
}
