// SPDX-License-Identifier: Apache-2.0

internal import CFaceGcrypt
internal import CFaceKernels

/// A message in libgcrypt.
///
/// `gcry_cipher_close` wipes the handle, and with it the key schedule and the counter.
@safe
struct GcryptCipher: ~Copyable {
    private let handle: gcry_cipher_hd_t
    private let direction: ContentCipher.Direction

    static func isAvailable(for algorithm: ContentAlgorithm) -> Bool {
        GcryptLibrary.isReady && tcface_gcry_has_cipher(Int32(parameters(of: algorithm).cipher.rawValue)) != 0
    }

    /// Whether libgcrypt is faster than the kernel that was selected.
    static func beatsKernel(for algorithm: ContentAlgorithm) -> Bool { algorithm == .sm4GCM && beatsSM4Kernel }

    private static let beatsSM4Kernel = beatsKernel(
        for: .sm4GCM, kernel: tcface_kernel_selected(), hasGFNI: tcface_cpu_has(UInt32(TCFACE_CPU_GFNI)),
        hasVersion: { unsafe GcryptLibrary.isReady && gcry_check_version($0) != nil })

    /// The rule behind ``beatsKernel(for:)``.
    ///
    /// - Parameter hasVersion: Whether libgcrypt is of this version or newer.
    static func beatsKernel(
        for algorithm: ContentAlgorithm, kernel: tcface_kernel, hasGFNI: Bool, hasVersion: (String) -> Bool
    ) -> Bool {
        algorithm == .sm4GCM && hasGFNI && kernel != TCFACE_KERNEL_AVX512 && kernel != TCFACE_KERNEL_NEON
            && hasVersion("1.12.0")
    }

    init(
        _ algorithm: ContentAlgorithm, _ direction: ContentCipher.Direction, key: Span<UInt8>, iv: Span<UInt8>
    ) throws(RequestCryptoError) {
        guard Self.isAvailable(for: algorithm) else {
            throw RequestCryptoError(.algorithmUnavailable, "libgcrypt has no \(algorithm) on this machine")
        }
        let (cipher, mode) = Self.parameters(of: algorithm)
        var opened: gcry_cipher_hd_t?
        var code = unsafe gcry_cipher_open(&opened, Int32(cipher.rawValue), Int32(mode.rawValue), 0)
        guard code == 0, let handle = unsafe opened else { throw GcryptLibrary.failure("open a cipher", code) }
        code = unsafe key.withUnsafeBufferPointer { unsafe gcry_cipher_setkey(handle, $0.baseAddress, $0.count) }
        if code == 0 {
            code = unsafe iv.withUnsafeBufferPointer { unsafe gcry_cipher_setiv(handle, $0.baseAddress, $0.count) }
        }
        guard code == 0 else {
            unsafe gcry_cipher_close(handle)
            throw GcryptLibrary.failure("take a key and an IV", code)
        }
        unsafe self.handle = handle
        self.direction = direction
    }

    deinit { unsafe gcry_cipher_close(handle) }

    borrowing func process(_ input: Span<UInt8>, into output: inout OutputSpan<UInt8>) throws(RequestCryptoError) {
        let code = unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
            unsafe input.withUnsafeBufferPointer { source in
                // Lengths are size_t here, so that the input needs no slicing.
                let free = unsafe UnsafeMutableBufferPointer(rebasing: buffer[initializedCount...])
                let code =
                    switch direction {
                    case .encrypt:
                        unsafe gcry_cipher_encrypt(
                            handle, free.baseAddress, free.count, source.baseAddress, source.count)
                    case .decrypt:
                        unsafe gcry_cipher_decrypt(
                            handle, free.baseAddress, free.count, source.baseAddress, source.count)
                    }
                if code == 0 { initializedCount += source.count }
                return code
            }
        }
        guard code == 0 else { throw GcryptLibrary.failure("process content", code) }
    }

    borrowing func authenticate(_ associatedData: Span<UInt8>) throws(RequestCryptoError) {
        let code = unsafe associatedData.withUnsafeBufferPointer {
            unsafe gcry_cipher_authenticate(handle, $0.baseAddress, $0.count)
        }
        guard code == 0 else { throw GcryptLibrary.failure("take associated data", code) }
    }

    borrowing func tag() throws(RequestCryptoError) -> AuthenticationTag {
        var bytes = InlineArray<16, UInt8>(repeating: 0)
        var span = bytes.mutableSpan
        let code = unsafe span.withUnsafeMutableBufferPointer {
            unsafe gcry_cipher_gettag(handle, $0.baseAddress, $0.count)
        }
        guard code == 0 else { throw GcryptLibrary.failure("compute a tag", code) }
        return AuthenticationTag(bytes)
    }

    borrowing func accepts(_ tag: AuthenticationTag) throws(RequestCryptoError) -> Bool {
        // libgcrypt's own check ends in a branch on the comparison of both tags.
        try self.tag() == tag
    }

    private static func parameters(
        of algorithm: ContentAlgorithm
    ) -> (cipher: gcry_cipher_algos, mode: gcry_cipher_modes) {
        switch algorithm.base {
        case .aes256CBC: (GCRY_CIPHER_AES256, GCRY_CIPHER_MODE_CBC)
        case .sm4GCM: (GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_GCM)
        }
    }
}
