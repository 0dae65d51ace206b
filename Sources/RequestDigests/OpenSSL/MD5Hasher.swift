// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL

/// MD5 (RFC 1321), which the service names its result files with.
///
/// It finds a download that was cut off or altered by accident. It does not resist anyone who wants
/// two files with one digest, and nothing may rest its security on it.
@safe
public struct MD5Hasher: ~Copyable {
    /// The number of bytes of a digest.
    public static let byteCount = 16

    private let context: OpaquePointer

    /// Starts an empty message.
    ///
    /// - Throws: ``DigestError`` with `algorithmUnavailable` when libcrypto offers no MD5, as under
    ///   FIPS rules.
    public init() throws(DigestError) {
        guard let context = unsafe EVP_MD_CTX_new() else { throw Self.unavailable() }
        guard let algorithm = unsafe EVP_MD_fetch(nil, "MD5", nil) else {
            unsafe EVP_MD_CTX_free(context)
            throw Self.unavailable()
        }
        // The context holds its own reference to the algorithm.
        defer { unsafe EVP_MD_free(algorithm) }
        guard unsafe EVP_DigestInit_ex(context, algorithm, nil) == 1 else {
            unsafe EVP_MD_CTX_free(context)
            throw Self.unavailable()
        }
        unsafe self.context = context
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
    }

    /// Appends bytes to the message.
    public mutating func update(_ bytes: Span<UInt8>) {
        let succeeded = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe EVP_DigestUpdate(context, buffer.baseAddress, buffer.count) == 1
        }
        precondition(succeeded, "a started MD5 takes bytes")
    }

    /// Ends the message.
    ///
    /// - Returns: the 16 bytes of the digest.
    public consuming func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Self.byteCount)
        let succeeded = unsafe EVP_DigestFinal_ex(context, &digest, nil) == 1
        precondition(succeeded, "a started MD5 ends")
        return digest
    }

    /// The 16-byte digest of a message that is there as a whole.
    ///
    /// - Throws: ``DigestError`` as ``init()``.
    public static func hash(_ bytes: Span<UInt8>) throws(DigestError) -> [UInt8] {
        var hasher = try MD5Hasher()
        hasher.update(bytes)
        return hasher.finish()
    }

    private static func unavailable() -> DigestError {
        // The library's error queue belongs to the thread, and a later caller must not find this failure in it.
        ERR_clear_error()
        return DigestError(
            .algorithmUnavailable, "libcrypto offers no MD5",
            hint: "use an OpenSSL whose configuration does not exclude it")
    }
}
