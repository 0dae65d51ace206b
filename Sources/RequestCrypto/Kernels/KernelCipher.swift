// SPDX-License-Identifier: Apache-2.0

internal import CFaceKernels

/// A message in the project's own kernels.
///
/// The key schedule and all other state are in one piece of memory that is wiped when it goes.
@safe
struct KernelCipher: ~Copyable {
    private let memory: ScratchBuffer
    private let state: OpaquePointer

    /// Whether the selected family has a kernel, which `TCFACE_KERNEL=scalar` has not.
    static func isAvailable(for algorithm: ContentAlgorithm) -> Bool {
        tcface_cipher_available(tcface_kernel_selected(), algorithm.kernelAlgorithm)
    }

    init(
        _ algorithm: ContentAlgorithm, _ direction: ContentCipher.Direction, key: Span<UInt8>, iv: Span<UInt8>
    ) throws(RequestCryptoError) {
        guard Self.isAvailable(for: algorithm) else {
            throw RequestCryptoError(.algorithmUnavailable, "there is no kernel for \(algorithm) on this machine")
        }
        memory = ScratchBuffer(byteCount: tcface_cipher_size())
        unsafe state = OpaquePointer(memory.start)
        unsafe key.withUnsafeBufferPointer { key in
            unsafe iv.withUnsafeBufferPointer { iv in
                unsafe tcface_cipher_begin(
                    state, tcface_kernel_selected(), algorithm.kernelAlgorithm, direction == .decrypt,
                    key.baseAddress, iv.baseAddress)
            }
        }
    }

    /// Appends as many bytes as `input` has, which is not empty.
    borrowing func process(_ input: Span<UInt8>, into output: inout OutputSpan<UInt8>) {
        unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
            unsafe input.withUnsafeBufferPointer { source in
                let free = unsafe UnsafeMutableBufferPointer(rebasing: buffer[initializedCount...])
                unsafe tcface_cipher_process(state, free.baseAddress, source.baseAddress, source.count)
                initializedCount += source.count
            }
        }
    }

    borrowing func authenticate(_ associatedData: Span<UInt8>) {
        unsafe associatedData.withUnsafeBufferPointer {
            unsafe tcface_cipher_authenticate(state, $0.baseAddress, $0.count)
        }
    }

    borrowing func tag() -> AuthenticationTag {
        var bytes = InlineArray<16, UInt8>(repeating: 0)
        var span = bytes.mutableSpan
        unsafe span.withUnsafeMutableBufferPointer { unsafe tcface_cipher_tag(state, $0.baseAddress) }
        return AuthenticationTag(bytes)
    }
}

extension ContentAlgorithm {
    /// The kernels' number for it.
    var kernelAlgorithm: tcface_algorithm {
        switch base {
        case .aes256CBC: TCFACE_AES_256_CBC
        case .sm4GCM: TCFACE_SM4_GCM
        }
    }
}
