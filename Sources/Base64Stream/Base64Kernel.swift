// SPDX-License-Identifier: Apache-2.0

internal import CFaceKernels

/// One of the implementations of the same two functions; tests run over all that this machine has.
package struct Base64Kernel: Hashable, Sendable, CustomStringConvertible {
    private let family: UInt32

    private init(_ family: tcface_kernel) { self.family = family.rawValue }

    private var raw: tcface_kernel { tcface_kernel(rawValue: family) }

    /// Portable C, which all others must equal.
    package static let scalar = Base64Kernel(TCFACE_KERNEL_SCALAR)

    /// The one that is used unless a test names another.
    ///
    /// A kernel that does not give its known answer in this process is not used: portable C is.
    package static let selected: Base64Kernel = {
        let selected = Base64Kernel(tcface_kernel_selected())
        return Base64KnownAnswer.isGiven(by: selected) ? selected : .scalar
    }()

    /// All that this build and this processor can run, scalar first.
    package static var available: [Base64Kernel] {
        (0..<UInt32(TCFACE_KERNEL_COUNT)).map { tcface_kernel(rawValue: $0) }
            .filter { tcface_kernel_available($0) }
            .map { Base64Kernel($0) }
    }

    /// The kernel's name as `TCFACE_KERNEL` takes it.
    package var description: String { unsafe String(cString: tcface_kernel_name(raw)) }

    /// Appends the characters for all of `input`, with padding at the end.
    func encode(_ input: Span<UInt8>, into output: inout OutputSpan<UInt8>) {
        let needed = Base64.encodedByteCount(forByteCount: input.count)
        precondition(needed <= output.freeCapacity, "base64 output needs \(needed) bytes, has \(output.freeCapacity)")
        guard needed > 0 else { return }
        unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
            unsafe input.withUnsafeBufferPointer { source in
                // Both have elements, so both have addresses.
                guard let destination = buffer.baseAddress, let start = source.baseAddress else { return }
                initializedCount += unsafe tcface_base64_encode_with(
                    raw, destination + initializedCount, start, source.count)
            }
        }
    }

    /// Decodes a multiple of four characters and appends what the good groups stand for.
    ///
    /// - Returns: the index of the first character that is not in the alphabet, or the count.
    func decode(_ text: Span<UInt8>, into output: inout OutputSpan<UInt8>) -> Int {
        let needed = text.count / 4 * 3
        precondition(needed <= output.freeCapacity, "base64 output needs \(needed) bytes, has \(output.freeCapacity)")
        var good = 0
        guard needed > 0 else { return good }
        unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
            unsafe text.withUnsafeBufferPointer { source in
                // Both have elements, so both have addresses.
                guard let destination = buffer.baseAddress, let start = source.baseAddress else { return }
                good = unsafe tcface_base64_decode_with(
                    raw, destination + initializedCount, start, source.count)
                initializedCount += good / 4 * 3
            }
        }
        return good
    }

    /// Decodes one group of four characters.
    ///
    /// - Returns: the index of the first character that is not in the alphabet, or 4, and only then `bytes` is set.
    static func decodeGroup(_ group: [4 of UInt8], into bytes: inout [3 of UInt8]) -> Int {
        var destination = bytes.mutableSpan
        return unsafe destination.withUnsafeMutableBufferPointer { destination in
            unsafe group.span.withUnsafeBufferPointer { source in
                unsafe tcface_base64_decode_with(
                    TCFACE_KERNEL_SCALAR, destination.baseAddress, source.baseAddress, source.count)
            }
        }
    }
}
