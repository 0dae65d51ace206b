// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import RequestDigests
internal import SecretMemory
internal import TC3Signing

/// What a request costs whatever its size: wrapping its key and signing.
enum KeyCases {
    static var all: [BenchmarkCase] {
        [
            wrap("wrap/rsa-1024", .aes256CBC, .tencentRSA), wrap("wrap/sm2", .sm4GCM, .tencentSM2),
            BenchmarkCase(CaseName.signature, "TC3 signature of a request whose body is hashed already") { material in
                let signing = try Signing()
                let digest = SHA256Hasher.hash(material.media(64))
                return { _ = try signing.signer.sign(signing.request, bodyDigest: digest, at: signing.timestamp) }
            },
        ]
    }

    private static func wrap(_ name: String, _ algorithm: ContentAlgorithm, _ key: WrappingKey) -> BenchmarkCase {
        BenchmarkCase(name, "wrap a data key of \(algorithm.keyByteCount) bytes under the vendor's key") { material in
            let secret = OneSecret(material.keyBytes(for: algorithm))
            return { _ = try key.wrap(secret.bytes) }
        }
    }

    /// A closure cannot hold a value that must not be copied; a class can.
    private final class OneSecret {
        let bytes: SecretBytes

        init(_ bytes: [UInt8]) { self.bytes = SecretBytes(copying: bytes.span) }
    }
}
