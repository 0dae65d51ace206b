// SPDX-License-Identifier: Apache-2.0

/// Sends requests over kept connections; one is enough for a whole program.
///
/// Any number of tasks may send at once. One thread of its own runs all transfers; it sleeps while
/// there are none, and ends with the transport. Nothing secret belongs in a request beyond its finished
/// `Authorization` header: libcurl keeps headers on the heap and does not wipe them.
///
/// - https only, with TLS 1.2 or newer and the certificate and name of the server verified; nothing
///   turns that off.
/// - Plain http to this machine alone, checked in the URL and again on the connection before the first
///   byte goes out.
/// - Redirects are errors; the environment, `.netrc`, cookies and content encodings are not used.
public final class HTTPTransport: Sendable {
    private let configuration: TransportConfiguration
    private let loop: CurlEventLoop

    /// Starts the thread.
    ///
    /// - Throws: `invalidConfiguration` for limits or a proxy that cannot be used; `libraryFailure`
    ///   when libcurl is older than 7.81 or has no TLS, or when the thread cannot be started.
    public init(_ configuration: TransportConfiguration = TransportConfiguration()) throws(TransportError) {
        let proxy = try configuration.checked()
        self.configuration = configuration
        loop = try CurlEventLoop(configuration, proxy: proxy)
    }

    deinit { loop.stop() }

    /// Sends a request and waits for the whole answer.
    ///
    /// Cancelling the task stops the transfer at once and closes its connection (under HTTP/2 its
    /// stream).
    ///
    /// - Parameters:
    ///   - request: the request, complete and signed.
    ///   - progress: where to report how far it has got; its updates end with this call unless they
    ///     span attempts.
    /// - Returns: the answer, whatever its status, unless it is a redirect.
    /// - Throws: before any traffic `invalidURL`, `insecureURL`, `invalidHeader`, `invalidBody` and
    ///   `invalidConfiguration`; then any other ``TransportError/Code``, with
    ///   ``TransportError/exposure`` saying how much may have been sent.
    public func send(
        _ request: HTTPRequest, progress: ProgressReporter? = nil
    ) async throws(TransportError) -> HTTPResponse {
        try await send(request, progress: progress, mayBeFollowed: false)
    }

    /// Sends a request that may be one attempt of several.
    ///
    /// - Parameter mayBeFollowed: leaves the end of the progress to the caller, whatever the reporter was made for.
    func send(
        _ request: HTTPRequest, progress: ProgressReporter?, mayBeFollowed: Bool
    ) async throws(TransportError) -> HTTPResponse {
        progress?.attemptBegan(totalByteCount: request.body.byteCount)
        defer { progress?.attemptEnded(mayHaveFollower: mayBeFollowed) }
        let checked = try CheckedRequest(request, configuration)
        let cancellation = TransferCancellation()
        let loop = loop
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.submit(
                    TransferTicket(
                        request: checked, progress: progress, cancellation: cancellation, continuation: continuation))
            }
        } onCancel: {
            // The flag comes first: a transfer that the loop has not seen yet finds it set when it
            // starts.
            cancellation.cancel()
            loop.sweepCancelled()
        }
        return try result.get()
    }

    /// Stops all transfers with `shutDown`, closes all connections, and returns when the thread has
    /// ended.
    ///
    /// Requests after that fail with `shutDown`. Letting go of the transport closes everything too, a
    /// moment later.
    public func shutdown() async { await loop.stopAndWait() }
}
