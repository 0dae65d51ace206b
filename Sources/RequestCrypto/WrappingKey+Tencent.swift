// SPDX-License-Identifier: Apache-2.0

/// The two keys that the vendor publishes inside its SDKs for Java, Go and Node.js.
///
/// Verified to be the same bytes in all three (TencentCloud/faceid-api-crypto-java, -golang and -nodejs).
/// They are defaults: a service that hands out another key gets it through ``WrappingKey/init(pem:)``.
extension WrappingKey {
    /// The vendor's RSA key: 1024 bits, exponent 65537.
    ///
    /// SHA-256 of its SubjectPublicKeyInfo:
    /// `40c15910cf87807ee9d870b994012dbf3be3fe435bfbed9706c0ef794c291677`.
    ///
    /// - Warning: 1024 bits is the vendor's choice. Whoever can factor such a modulus reads every request that was
    ///   ever wrapped with it; ``tencentSM2`` has no such weakness.
    public static let tencentRSA = vendor(
        """
        -----BEGIN RSA PUBLIC KEY-----
        MIGJAoGBAMRJoaUkZN1d5Mp8F5V6itXmSLNM5Z771afayoI49SndkFtsspHS402Z
        EUUPQfqbuZk/VuSh59LtA/fBKzb4BP5bV8aqogVhG4e/q+NDkwlaq0i31HwLyBla
        EojE/EEHpXBsuEkVTbKEy5elRq9toL7IZ80i+H2mtfU5CPsar+R3AgMBAAE=
        -----END RSA PUBLIC KEY-----
        """)

    /// The vendor's SM2 key.
    ///
    /// SHA-256 of its SubjectPublicKeyInfo:
    /// `be32f06bee0a7b639e81e2ac591b76df41befafa3038440f0929b23700e5a3bc`.
    public static let tencentSM2 = vendor(
        """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEy2QjbKC4L6LJpw51mjX90X41NYGa
        Mp+OGX7eJBfs8K98MOtKN8wPjj1iqHUlW6qyPGggNPI5RGEoAXaojOVycg==
        -----END PUBLIC KEY-----
        """)

    /// The vendor's key for data keys of `algorithm`: RSA for AES-256-CBC, SM2 for SM4-GCM.
    ///
    /// The pairs are those of all three SDKs.
    public static func vendorDefault(for algorithm: ContentAlgorithm) -> WrappingKey {
        switch algorithm.base {
        case .aes256CBC: tencentRSA
        case .sm4GCM: tencentSM2
        }
    }

    private static func vendor(_ pem: String) -> WrappingKey {
        do throws(RequestCryptoError) {
            return try WrappingKey(pem: pem)
        } catch {
            preconditionFailure("a published key was not read: \(error)")
        }
    }
}
