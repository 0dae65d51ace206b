// SPDX-License-Identifier: Apache-2.0

/// The seconds of `X-TC-Timestamp`, which have a date of ten characters.
struct TC3Timestamp {
    let seconds: Int64
    var date: UTCDate { UTCDate(unixSeconds: seconds) }

    /// 9999-12-31T23:59:59Z.
    static let maximum: Int64 = 253_402_300_799

    init(_ seconds: Int64) throws(TC3SigningError) {
        guard (0...Self.maximum).contains(seconds) else {
            throw TC3SigningError(
                .timestampOutOfRange, "the timestamp \(seconds) is not between 0 and \(Self.maximum)",
                hint: "timestamps are whole seconds since 1970, not milliseconds")
        }
        self.seconds = seconds
    }
}
