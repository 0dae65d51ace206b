// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL

/// The curve sm2p256v1 (GB/T 32918.5-2017) in libcrypto.
@safe
struct SM2Curve: @unchecked Sendable {
    // Sendable is right: a group is not changed after it has been made, and every function that is
    // called on it here takes it as const. It is kept for as long as the process lives.

    let group: OpaquePointer

    /// The bytes of a scalar.
    static let scalarByteCount = 32

    /// The curve, made once.
    ///
    /// - Throws: `algorithmUnavailable` when libcrypto was built without it.
    static func shared() throws(RequestCryptoError) -> SM2Curve {
        guard let curve = made else {
            throw RequestCryptoError(
                .algorithmUnavailable, "OpenSSL has no SM2 on this machine",
                hint: "use an OpenSSL that was built with SM2")
        }
        return curve
    }

    private static let made: SM2Curve? = {
        let group = unsafe EC_GROUP_new_by_curve_name(NID_sm2)
        ERR_clear_error()
        return unsafe group.map { unsafe SM2Curve(group: $0) }
    }()

    /// Refuses a point, given as `04‖x‖y`, that does not lie on the curve.
    ///
    /// A multiple of a point on another curve gives away parts of the scalar (invalid-curve attack).
    ///
    /// - Throws: `pointNotOnCurve`, also when a coordinate is not below the field prime.
    static func requireOnCurve(_ point: [UInt8]) throws(RequestCryptoError) {
        let curve = try shared()
        guard let decoded = unsafe EC_POINT_new(curve.group) else { throw OpenSSLLibrary.failure("make a point") }
        defer { unsafe EC_POINT_free(decoded) }
        // libcrypto puts the coordinates into the equation of the curve as it reads them.
        let isOnCurve = unsafe EC_POINT_oct2point(curve.group, decoded, point, point.count, nil) == 1
        ERR_clear_error()
        guard isOnCurve else {
            throw RequestCryptoError(.pointNotOnCurve, "the point does not lie on the SM2 curve")
        }
    }

    /// The point `scalar`·G as `04‖x‖y`.
    ///
    /// - Throws: `wrongKeyType` when the scalar is not between 1 and n - 2 (GB/T 32918.1-2016 section 6.1).
    static func publicPoint(of scalar: Span<UInt8>) throws(RequestCryptoError) -> [UInt8] {
        let curve = try shared()
        guard isPrivateKey(scalar) else {
            throw RequestCryptoError(.wrongKeyType, "the number is not the private half of an SM2 key")
        }
        // Wiped when freed, whether or not libcrypto has a pool of locked memory.
        let number = unsafe scalar.withUnsafeBufferPointer { bytes in
            unsafe BN_bin2bn(bytes.baseAddress, Int32(bytes.count), BN_secure_new())
        }
        defer { unsafe BN_clear_free(number) }
        let point = unsafe EC_POINT_new(curve.group)
        defer { unsafe EC_POINT_free(point) }
        guard unsafe number != nil, unsafe point != nil,
            unsafe EC_POINT_mul(curve.group, point, number, nil, nil, nil) == 1
        else { throw OpenSSLLibrary.failure("compute the public half of an SM2 key") }

        var encoded = [UInt8](repeating: 0, count: SM2Point.byteCount)
        let byteCount = unsafe EC_POINT_point2oct(
            curve.group, point, POINT_CONVERSION_UNCOMPRESSED, &encoded, encoded.count, nil)
        guard byteCount == SM2Point.byteCount else { throw OpenSSLLibrary.failure("write an SM2 point") }
        return encoded
    }

    /// Whether a number of 32 bytes lies between 1 and n - 2.
    ///
    /// Looks at every byte, whatever the number is.
    static func isPrivateKey(_ scalar: Span<UInt8>) -> Bool {
        precondition(scalar.count == scalarByteCount, "a scalar has \(scalarByteCount) bytes")
        // Subtract n - 1: the borrow is left exactly when the number is smaller.
        var borrow: UInt16 = 0
        var bits: UInt8 = 0
        for index in scalar.indices.reversed() {
            let difference = UInt16(scalar[index]) &- UInt16(orderMinusOne[index]) &- borrow
            borrow = difference >> 15
            bits |= scalar[index]
        }
        return borrow == 1 && bits != 0
    }

    /// n - 1 (GB/T 32918.5-2017).
    private static let orderMinusOne: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0x72, 0x03, 0xDF, 0x6B, 0x21, 0xC6, 0x05, 0x2B, 0x53, 0xBB, 0xF4, 0x09, 0x39, 0xD5, 0x41, 0x22,
    ]
}
