// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

extension SHA256Digest {
    /// The 32 bytes as an array.
    var array: [UInt8] { withSpan { bytes in bytes.indices.map { bytes[$0] } } }
}

extension InlineArray<20, UInt8> {
    /// The 20 bytes as an array.
    var array: [UInt8] { indices.map { self[$0] } }
}
