// SPDX-License-Identifier: Apache-2.0

/// Takes the bytes of an answer, in order.
public protocol ResponseSink: AnyObject {
    /// Takes the next bytes. Called on the thread that serves every transfer of the transport; see
    /// ``RequestBodyReader``.
    ///
    /// - Throws: anything; the request then fails with ``TransportError/Code/sinkFailed``.
    func write(_ bytes: Span<UInt8>) throws

    /// Called once when the answer is complete. Without this call the answer is incomplete and must not
    /// be used.
    ///
    /// - Throws: anything; the request then fails with ``TransportError/Code/sinkFailed``.
    func finish() throws
}

/// Where the content of a successful answer goes.
///
/// Only answers with a status from 200 to 299 go to a sink or file; the content of any other goes to
/// ``HTTPResponse/body``, so that an error page never ends up in a media file.
public enum ResponseDestination: Sendable {
    /// Into ``HTTPResponse/body``.
    case memory
    /// To a sink, opened when the first byte comes or the answer ends.
    case sink(@Sendable () throws -> any ResponseSink)
    /// To a new file of mode 600 at this path. It appears there complete or not at all; a file of that
    /// name is replaced.
    case file(path: String)
}
