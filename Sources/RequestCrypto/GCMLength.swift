// SPDX-License-Identifier: Apache-2.0

/// How much of a GCM message has gone by.
///
/// The counter of GCM has 32 bits, and two of its values are taken: after 2^36 - 32 bytes it would
/// come back to the first (NIST SP 800-38D section 5.2.1.1), which gives away the XOR of plaintexts.
/// The libraries do not all refuse that in time.
package struct GCMLength {
    package static let maximum: UInt64 = (1 << 36) - 32

    private var total: UInt64

    package init(total: UInt64 = 0) { self.total = total }

    /// Counts `byteCount` more bytes.
    ///
    /// - Throws: `sizeLimitExceeded` when the message would be longer than 2^36 - 32 bytes; nothing
    ///   is counted then.
    package mutating func add(_ byteCount: Int) throws(RequestCryptoError) {
        let sum = total + UInt64(byteCount)
        try Self.check(sum)
        total = sum
    }

    /// - Throws: `sizeLimitExceeded` for a message that is longer.
    package static func check(_ byteCount: UInt64) throws(RequestCryptoError) {
        guard byteCount <= maximum else {
            throw RequestCryptoError(
                .sizeLimitExceeded, "one SM4-GCM message has at most \(maximum) bytes",
                hint: "split the content over several requests, each with its own data key")
        }
    }
}
