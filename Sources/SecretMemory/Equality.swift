// SPDX-License-Identifier: Apache-2.0

internal import CFaceKernels

/// Whether `a` and `b` have the same bytes, without stopping at the first difference.
///
/// For tags, signatures and keys. The time taken tells the lengths, and whether they differ; which
/// bytes differ, and how many, does not change which instructions run.
public func equalWithoutEarlyExit(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    // In C, where a barrier keeps the optimiser from finding an early exit of its own.
    return unsafe a.withUnsafeBufferPointer { a in
        unsafe b.withUnsafeBufferPointer { b in
            unsafe tcface_equal(a.baseAddress, b.baseAddress, a.count) == 1
        }
    }
}
