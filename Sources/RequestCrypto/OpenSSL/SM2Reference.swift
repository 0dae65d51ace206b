// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL
internal import RequestDigests
internal import SecretMemory

/// SM2 encryption with a given k, step by step as GB/T 32918.4-2016 section 6.1 writes it down.
///
/// For known answers only: libcrypto's own encryption, which is used otherwise, draws k itself. Slow,
/// and it makes no attempt to hide anything: message and k must be public.
enum SM2Reference {
    /// Encrypts `message` to the point `publicPoint`.
    ///
    /// - Parameters:
    ///   - message: the bytes to encrypt, at least one
    ///   - publicPoint: the recipient's point on the curve as `04‖x‖y`
    ///   - scalar: k, 32 bytes, between 1 and n - 1
    /// - Throws: `libraryFailure`, or `wrapFailed` for a k whose key stream is zero throughout.
    static func encrypt(
        _ message: [UInt8], to publicPoint: [UInt8], scalar: [UInt8]
    ) throws(RequestCryptoError) -> SM2Ciphertext {
        let group = unsafe try SM2Curve.shared().group
        let k = unsafe BN_bin2bn(scalar, Int32(scalar.count), nil)
        defer { unsafe BN_free(k) }
        let recipient = unsafe EC_POINT_new(group)
        defer { unsafe EC_POINT_free(recipient) }
        let point = unsafe EC_POINT_new(group)
        defer { unsafe EC_POINT_free(point) }

        // A1, A2: C1 = [k]G
        guard unsafe EC_POINT_oct2point(group, recipient, publicPoint, publicPoint.count, nil) == 1,
            unsafe EC_POINT_mul(group, point, k, nil, nil, nil) == 1
        else { throw OpenSSLLibrary.failure("multiply a point") }
        let c1 = try unsafe encoded(point, in: group)

        // A4: (x2, y2) = [k]P
        guard unsafe EC_POINT_mul(group, point, nil, recipient, k, nil) == 1 else {
            throw OpenSSLLibrary.failure("multiply a point")
        }
        let shared = try unsafe encoded(point, in: group).dropFirst()

        // A5: t = KDF(x2 ‖ y2, klen)
        let keyStream = try derived(from: Array(shared), byteCount: message.count)
        guard keyStream.contains(where: { $0 != 0 }) else {
            throw RequestCryptoError(.wrapFailed, "the SM2 key stream is zero")
        }
        // A6: C2 = M ⊕ t
        let c2 = zip(message, keyStream).map { $0 ^ $1 }
        // A7: C3 = Hash(x2 ‖ M ‖ y2)
        let c3 = try sm3(
            shared.prefix(SM2Point.coordinateByteCount) + message + shared.suffix(SM2Point.coordinateByteCount))
        return SM2Ciphertext(point: c1, digest: c3, masked: c2)
    }

    /// The key derivation function of GB/T 32918.4-2016 section 5.4.3.
    private static func derived(from seed: [UInt8], byteCount: Int) throws(RequestCryptoError) -> [UInt8] {
        var stream: [UInt8] = []
        var counter: UInt32 = 1
        while stream.count < byteCount {
            let suffix = (0..<4).map { UInt8(truncatingIfNeeded: counter >> (24 - 8 * $0)) }
            stream += try sm3(seed + suffix)
            counter += 1
        }
        return Array(stream.prefix(byteCount))
    }

    private static func sm3(_ bytes: some Collection<UInt8>) throws(RequestCryptoError) -> [UInt8] {
        do throws(DigestError) {
            return try SM3.hash(Array(bytes).span)
        } catch {
            throw RequestCryptoError(.algorithmUnavailable, error.message, hint: error.hint)
        }
    }

    private static func encoded(
        _ point: OpaquePointer?, in group: OpaquePointer
    ) throws(RequestCryptoError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: SM2Point.byteCount)
        let byteCount = unsafe EC_POINT_point2oct(
            group, point, POINT_CONVERSION_UNCOMPRESSED, &bytes, bytes.count, nil)
        guard byteCount == SM2Point.byteCount else { throw OpenSSLLibrary.failure("write an SM2 point") }
        return bytes
    }
}
