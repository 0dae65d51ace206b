// SPDX-License-Identifier: Apache-2.0

import CFaceKernels
import Testing

@testable import RequestCrypto

@Suite("Backends")
struct ContentBackendTests {
    @Test("every algorithm has a backend here", arguments: [ContentAlgorithm.aes256CBC, .sm4GCM])
    func available(_ algorithm: ContentAlgorithm) throws {
        let backends = ContentBackend.available(for: algorithm, forced: nil)
        #expect(!backends.isEmpty)
        let order: [ContentBackend] =
            GcryptCipher.beatsKernel(for: algorithm) ? [.gcrypt, .kernel, .openSSL] : ContentBackend.allCases
        #expect(backends == order.filter { backends.contains($0) })
        #expect(try ContentBackend.resolve(nil, for: algorithm, forced: nil) == backends.first)
    }

    @Test("a libgcrypt that has learnt GFNI comes before a kernel that has not, for SM4-GCM alone")
    func newerLibrary() {
        func wins(
            _ algorithm: ContentAlgorithm = .sm4GCM, _ kernel: tcface_kernel = TCFACE_KERNEL_AVX2, hasGFNI: Bool = true,
            version: [Int] = [1, 12, 0]
        ) -> Bool {
            GcryptCipher.beatsKernel(for: algorithm, kernel: kernel, hasGFNI: hasGFNI) { asked in
                !version.lexicographicallyPrecedes(asked.split(separator: ".").compactMap { Int($0) })
            }
        }
        #expect(wins() && wins(version: [1, 13, 0]) && wins(.sm4GCM, TCFACE_KERNEL_SCALAR))
        #expect(!wins(.aes256CBC) && !wins(hasGFNI: false) && !wins(version: [1, 11, 9]))
        #expect(!wins(.sm4GCM, TCFACE_KERNEL_AVX512) && !wins(.sm4GCM, TCFACE_KERNEL_NEON))
    }

    @Test("forcing a backend leaves that one only")
    func forced() throws {
        for backend in ContentBackend.available(for: .aes256CBC, forced: nil) {
            #expect(ContentBackend.available(for: .aes256CBC, forced: backend.description) == [backend])
            #expect(try ContentBackend.resolve(nil, for: .aes256CBC, forced: backend.description) == backend)
        }
    }

    @Test("forcing a backend that is not there, or no backend at all, is an error that says so")
    func unavailable() throws {
        for name in ["", "OpenSSL", "boringssl", "openssl "] {
            #expect(ContentBackend.available(for: .aes256CBC, forced: name).isEmpty)
            let error = #expect(throws: RequestCryptoError.self) {
                try ContentBackend.resolve(nil, for: .aes256CBC, forced: name)
            }
            #expect(error?.code == .algorithmUnavailable)
            #expect(error?.message.contains("TCFACE_BACKEND") == true)
        }
        for algorithm in [ContentAlgorithm.aes256CBC, .sm4GCM] {
            for missing in ContentBackend.allCases
            where !CipherCase.all.contains(where: { $0.algorithm == algorithm && $0.backend == missing }) {
                #expect(throws: RequestCryptoError(.algorithmUnavailable, ""), "\(algorithm) in \(missing)") {
                    try ContentBackend.resolve(missing, for: algorithm, forced: nil)
                }
            }
        }
    }

    @Test("names on the wire are exact")
    func wireNames() {
        #expect(ContentAlgorithm(wireName: "AES-256-CBC") == .aes256CBC)
        #expect(ContentAlgorithm(wireName: "SM4-GCM") == .sm4GCM)
        for name in ["", "aes-256-cbc", "AES-256-CBC ", "SM4-GCM\0", "SM4", "AES-256-GCM"] {
            #expect(ContentAlgorithm(wireName: name) == nil)
        }
        for algorithm in [ContentAlgorithm.aes256CBC, .sm4GCM] {
            #expect(ContentAlgorithm(wireName: algorithm.wireName) == algorithm)
        }
    }

    @Test("tags have 16 bytes, are compared whole, and print as hexadecimal")
    func tags() throws {
        let tag = try AuthenticationTag([UInt8](0..<16).span)
        #expect("\(tag)" == "000102030405060708090a0b0c0d0e0f")
        for index in 0..<16 {
            var other = [UInt8](0..<16)
            other[index] ^= 0x80
            #expect(try AuthenticationTag(other.span) != tag)
        }
        #expect(try AuthenticationTag([UInt8](0..<16).span) == tag)
        for length in [0, 15, 17, 32] {
            #expect(throws: RequestCryptoError(.invalidTag, "")) {
                try AuthenticationTag([UInt8](repeating: 0, count: length).span)
            }
        }
    }
}
