// SPDX-License-Identifier: Apache-2.0

/// Bytes that differ from their neighbours and from page to page.
func pattern(_ byteCount: Int) -> [UInt8] {
    (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8 &+ 1) }
}

extension Span<UInt8> {
    /// A copy of the bytes, to compare with.
    var array: [UInt8] {
        indices.map { self[$0] }
    }
}
