// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Overwrites `bytes` with zeros in a way that the optimiser does not remove.
public func wipe(_ bytes: inout MutableSpan<UInt8>) {
    unsafe bytes.withUnsafeMutableBytes { buffer in
        if let start = buffer.baseAddress { unsafe wipe(start, byteCount: buffer.count) }
    }
}

/// Overwrites the elements of an array that an API forced on its caller.
///
/// Only the array's own storage is reached. Copies that were made before, because the array grew or
/// was written to while it was shared, stay in the heap; a secret belongs in ``SecretBytes``.
public func wipe(_ bytes: inout [UInt8]) {
    var span = bytes.mutableSpan
    wipe(&span)
}

/// Overwrites `byteCount` bytes from `start` on with zeros in a way that the optimiser does not remove.
///
/// For memory that belongs to C. The caller answers for `start` and `byteCount`.
@unsafe
package func wipe(_ start: UnsafeMutableRawPointer, byteCount: Int) {
    #if canImport(Darwin)
    _ = unsafe memset_s(start, byteCount, 0, byteCount)
    #else
    unsafe explicit_bzero(start, byteCount)
    #endif
}
