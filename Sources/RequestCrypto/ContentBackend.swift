// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A library that can run a ``ContentAlgorithm``.
///
/// All give the same bytes; they differ in speed, and in what an installation has.
public struct ContentBackend: Hashable, Sendable, CaseIterable, CustomStringConvertible {
    package enum Base: String, Hashable, Sendable, CaseIterable { case kernel, gcrypt, openSSL = "openssl" }

    package let base: Base

    private init(_ base: Base) { self.base = base }

    /// OpenSSL's libcrypto; has SM4-GCM from 3.1 on.
    public static let openSSL = ContentBackend(.openSSL)
    /// libgcrypt; has SM4-GCM from 1.9 on.
    public static let gcrypt = ContentBackend(.gcrypt)
    /// The project's own kernels, where the processor has what they need.
    public static let kernel = ContentBackend(.kernel)

    /// All backends there are, the usual preference first.
    ///
    /// Own kernels come first, because they exist only where they are faster. libgcrypt comes before
    /// OpenSSL: on x86-64, libgcrypt 1.10 encrypts AES-256-CBC 2 to 7 % faster than OpenSSL 3.0 and 3.5,
    /// and decrypts it as fast with AES-NI and twice as fast with VAES. Its SM4-GCM is five times as
    /// fast as that of OpenSSL 3.5, which computes one block at a time there.
    public static let allCases: [ContentBackend] = [.kernel, .gcrypt, .openSSL]

    /// All backends, the fastest first for `algorithm` on this processor.
    ///
    /// An own kernel gives way where a newer library has learnt what the kernel cannot: libgcrypt 1.12 runs SM4-GCM
    /// through GFNI at 1.3 cycles a byte (measured with 1.12.3 on a Sapphire Rapids), which only the own kernel for
    /// AVX-512 beats.
    private static func preferred(for algorithm: ContentAlgorithm) -> [ContentBackend] {
        GcryptCipher.beatsKernel(for: algorithm) ? librariesFirst : allCases
    }

    private static let librariesFirst: [ContentBackend] = [.gcrypt, .kernel, .openSSL]

    /// The backends that this machine has for `algorithm`, the fastest first.
    ///
    /// The environment variable `TCFACE_BACKEND` (`openssl`, `gcrypt` or `kernel`), read once, leaves
    /// only the backend that it names; nothing is left when that one lacks the algorithm.
    public static func available(for algorithm: ContentAlgorithm) -> [ContentBackend] {
        available(for: algorithm, forced: forced)
    }

    /// The name that `TCFACE_BACKEND` takes: `openssl`, `gcrypt` or `kernel`.
    public var description: String { base.rawValue }

    package static let environmentVariable = "TCFACE_BACKEND"

    /// What `TCFACE_BACKEND` says; `nil` when it is not set or empty.
    package static let forced: String? = {
        guard let value = unsafe getenv(environmentVariable) else { return nil }
        let name = unsafe String(cString: value)
        return name.isEmpty ? nil : name
    }()

    /// Whether own kernels may be used at all: unless `TCFACE_BACKEND` names a library.
    static let allowsKernels = forced == nil || forced == kernel.description

    package static func available(for algorithm: ContentAlgorithm, forced: String?) -> [ContentBackend] {
        preferred(for: algorithm).filter { $0.isAllowed(by: forced) && $0.offers(algorithm) }
    }

    /// The backend to use: the one asked for, or else the first that is available.
    ///
    /// - Throws: `algorithmUnavailable` when there is none, or when `TCFACE_BACKEND` names none.
    package static func resolve(
        _ requested: ContentBackend?, for algorithm: ContentAlgorithm, forced: String? = forced
    ) throws(RequestCryptoError) -> ContentBackend {
        if let requested {
            guard requested.offers(algorithm) else {
                throw RequestCryptoError(
                    .algorithmUnavailable, "the backend \(requested) has no \(algorithm) on this machine")
            }
            return requested
        }
        let first = preferred(for: algorithm).first { $0.isAllowed(by: forced) && $0.offers(algorithm) }
        if let first { return first }
        guard let forced else {
            throw RequestCryptoError(
                .algorithmUnavailable, "no installed library has \(algorithm)",
                hint: "install libgcrypt 1.9 or newer, or OpenSSL 3.1 or newer")
        }
        guard Base(rawValue: forced) != nil else {
            throw RequestCryptoError(
                .algorithmUnavailable, "\(environmentVariable) names no backend",
                hint: "set it to openssl, gcrypt or kernel, or unset it")
        }
        throw RequestCryptoError(
            .algorithmUnavailable,
            "\(environmentVariable) asks for \(forced), which has no \(algorithm) on this machine",
            hint: "unset \(environmentVariable) to use any backend")
    }

    private func isAllowed(by forced: String?) -> Bool { forced == nil || forced == base.rawValue }

    private func offers(_ algorithm: ContentAlgorithm) -> Bool {
        switch base {
        case .openSSL: OpenSSLCipher.isAvailable(for: algorithm)
        case .gcrypt: GcryptCipher.isAvailable(for: algorithm)
        case .kernel: KernelCipher.isAvailable(for: algorithm)
        }
    }
}
