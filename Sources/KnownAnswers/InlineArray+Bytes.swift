// SPDX-License-Identifier: Apache-2.0

extension InlineArray where Element == UInt8 {
    /// The bytes as an array.
    var array: [UInt8] { indices.map { self[$0] } }
}
