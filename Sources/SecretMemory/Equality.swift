// SPDX-License-Identifier: Apache-2.0

/// Whether `a` and `b` have the same bytes, without stopping at the first difference.
///
/// For tags, signatures and keys. The time taken tells the lengths, and whether they differ; which
/// bytes differ, and how many, does not change which instructions run.
@inline(never)
public func equalWithoutEarlyExit(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    var difference: UInt8 = 0
    for index in a.indices { difference |= a[index] ^ b[index] }
    return difference == 0
}
