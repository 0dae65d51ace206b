// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

extension SHA256Digest {
    /// The 32 bytes as an array.
    var array: [UInt8] { bytes.array }
}
