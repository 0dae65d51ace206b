// SPDX-License-Identifier: Apache-2.0

/// When each step of a transfer was done, counted from its start on the event loop.
///
/// Steps that did not happen, such as connecting when a kept connection was used, are zero or equal the
/// step before.
public struct TransportTimings: Hashable, Sendable {
    /// The host had an address.
    public let nameLookup: Duration
    /// The connection to the host or proxy was open.
    public let connect: Duration
    /// The TLS handshake was done; zero for plain http.
    public let tlsHandshake: Duration
    /// The first byte of the answer was there.
    public let firstByte: Duration
    /// The last byte of the answer was there.
    public let total: Duration
}
