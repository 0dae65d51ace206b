// SPDX-License-Identifier: Apache-2.0

/// Gives the bytes of a streamed body, in order, each once.
///
/// A class, so that it may own what must be released once, such as a file descriptor or a key, in its
/// `deinit`.
public protocol RequestBodyReader: AnyObject {
    /// Appends the next bytes of the body, at least one and at most `buffer.freeCapacity`.
    ///
    /// The buffer never has room for more than what is left of the announced length, and is not asked
    /// for again once that has been given. Appending nothing means that there is no more, which fails
    /// the request.
    ///
    /// Called on the thread that serves every transfer of the transport: it may read a file or run a
    /// cipher, and must not wait for a network or a person.
    ///
    /// - Throws: anything; the request then fails with ``TransportError/Code/uploadFailed``.
    func read(into buffer: inout OutputSpan<UInt8>) throws
}

/// The content of a request, of a length known before the first byte is sent.
public enum RequestBody: Sendable {
    /// No content.
    case empty
    /// Content in memory. Nothing is copied until it goes to the connection.
    case bytes([UInt8])
    /// Content that is made while it is sent; memory does not grow with its length.
    ///
    /// - Parameters:
    ///   - byteCount: the exact number of bytes, sent as `Content-Length`.
    ///   - makeReader: opens a reader at the first byte. Called once an attempt on the thread that
    ///     serves the transfers, and again whenever the request is sent again, so it must give the same
    ///     bytes each time.
    case stream(byteCount: Int, makeReader: @Sendable () throws -> any RequestBodyReader)

    /// The exact number of bytes.
    public var byteCount: Int {
        switch self {
        case .empty: 0
        case .bytes(let bytes): bytes.count
        case .stream(let byteCount, _): byteCount
        }
    }
}
