// SPDX-License-Identifier: Apache-2.0

/// The form in which points of the SM2 curve are written: `04‖x‖y` (GB/T 32918.1-2016 section 4.2.9).
enum SM2Point {
    /// The first byte of a point that is written in full.
    static let uncompressed: UInt8 = 0x04
    /// The bytes of a coordinate.
    static let coordinateByteCount = 32
    /// The bytes of a point: 65.
    static let byteCount = 1 + 2 * coordinateByteCount
}
