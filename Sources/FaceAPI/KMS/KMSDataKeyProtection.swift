// SPDX-License-Identifier: Apache-2.0

/// How a data key travels from KMS to this process, inside TLS.
public struct KMSDataKeyProtection: Hashable, Sendable {
    enum Base { case rsa2048, sm2, none }

    let base: Base

    /// Encrypted to an RSA key of 2,048 bits that this process makes for itself, with `RSAES_PKCS1_V1_5`.
    ///
    /// The data key is in the clear in secret memory alone. Making the RSA key takes a fraction of a second, once.
    public static let rsa2048 = KMSDataKeyProtection(base: .rsa2048)
    /// Encrypted to an SM2 key that this process makes for itself.
    public static let sm2 = KMSDataKeyProtection(base: .sm2)
    /// Not at all: the key is a base64 string in the answer, in ordinary memory that cannot be wiped.
    public static let tlsOnly = KMSDataKeyProtection(base: .none)
}
