// SPDX-License-Identifier: Apache-2.0

/// The RSA keys that are taken.
enum RSALimits {
    /// The size of the vendor's own key.
    ///
    /// Below what NIST SP 800-131A allows since 2014, and the vendor's choice; keys that callers make
    /// themselves should have 2048 or more.
    static let minimumBits = 1024
    /// The largest modulus that libcrypto computes with.
    static let maximumBits = 16384

    /// The size of a modulus in bits, when the key is one that can be used.
    ///
    /// - Parameters:
    ///   - modulus: the range of its magnitude in `der`
    ///   - exponent: the range of the public exponent's magnitude in `der`
    /// - Throws: `unsupportedKeySize` for a modulus beyond the limits; `wrongKeyType` for numbers that
    ///   are no RSA key: an even modulus, an even exponent or one below 3, an exponent so large that
    ///   libcrypto refuses it.
    static func bits(
        modulus: Range<Int>, exponent: Range<Int>, in der: Span<UInt8>
    ) throws(RequestCryptoError) -> Int {
        let bits = bitCount(of: modulus, in: der)
        guard minimumBits...maximumBits ~= bits else {
            throw RequestCryptoError(
                .unsupportedKeySize, "an RSA key of \(bits) bits is outside \(minimumBits) to \(maximumBits)")
        }
        guard der[modulus.upperBound - 1] & 1 == 1 else {
            throw RequestCryptoError(.wrongKeyType, "the modulus of the RSA key is even")
        }
        let exponentBits = bitCount(of: exponent, in: der)
        guard der[exponent.upperBound - 1] & 1 == 1, exponentBits >= 2 else {
            throw RequestCryptoError(.wrongKeyType, "the public exponent of the RSA key is even or below 3")
        }
        // libcrypto's limit, against keys that are made to take long.
        guard exponentBits <= 64 || (bits <= 3072 && exponentBits < bits) else {
            throw RequestCryptoError(
                .wrongKeyType, "the public exponent of the RSA key has \(exponentBits) bits",
                hint: "the usual exponent is 65537")
        }
        return bits
    }

    private static func bitCount(of magnitude: Range<Int>, in der: Span<UInt8>) -> Int {
        // The magnitude is minimal: only zero itself begins with a zero byte.
        8 * magnitude.count - der[magnitude.lowerBound].leadingZeroBitCount
    }
}
