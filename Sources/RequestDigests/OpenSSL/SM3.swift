// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL

/// SM3 (GB/T 32905-2016), the digest inside SM2 key wrapping.
public enum SM3 {
    /// The number of bytes of a digest.
    public static let byteCount = 32

    /// The 32-byte digest of a message.
    ///
    /// - Throws: ``DigestError`` with `algorithmUnavailable` when the installed libcrypto was built
    ///   or configured without SM3.
    public static func hash(_ bytes: Span<UInt8>) throws(DigestError) -> [UInt8] {
        guard let algorithm = unsafe EVP_MD_fetch(nil, "SM3", nil) else { throw unavailable() }
        defer { unsafe EVP_MD_free(algorithm) }
        var digest = [UInt8](repeating: 0, count: byteCount)
        let succeeded = unsafe bytes.withUnsafeBufferPointer { input in
            unsafe EVP_Digest(input.baseAddress, input.count, &digest, nil, algorithm, nil) == 1
        }
        guard succeeded else { throw unavailable() }
        return digest
    }

    private static func unavailable() -> DigestError {
        // The library's error queue belongs to the thread, and a later caller must not find this failure in it.
        ERR_clear_error()
        return DigestError(
            .algorithmUnavailable, "libcrypto offers no SM3",
            hint: "use an OpenSSL that is built with SM3 and has its default provider switched on")
    }
}
