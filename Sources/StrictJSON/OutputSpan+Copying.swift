// SPDX-License-Identifier: Apache-2.0

package extension OutputSpan<UInt8> {
    /// Appends a copy of `bytes`, for which there must be room.
    mutating func append(copying bytes: Span<UInt8>) {
        precondition(bytes.count <= freeCapacity, "no room in the output")
        unsafe bytes.withUnsafeBufferPointer { source in
            unsafe withUnsafeMutableBufferPointer { buffer, initializedCount in
                let free = unsafe UnsafeMutableBufferPointer(rebasing: buffer[initializedCount...])
                initializedCount += unsafe free.update(fromContentsOf: source)
            }
        }
    }
}
