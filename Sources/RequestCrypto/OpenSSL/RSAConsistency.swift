// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL

/// Whether the eight numbers of an RSA private key belong together (RFC 8017 section 3.2).
///
/// libcrypto does not ask when it reads a key. It notices a wrong number while decrypting, falls back to
/// the private exponent, and goes on at a quarter of the speed: a key file that was altered or damaged
/// would work by luck, and only until the damage hits another number.
///
/// Primality is not tested, which takes as long as making a key does; whoever can write a private key with
/// composite factors can write any key.
enum RSAConsistency {
    static func holds(_ numbers: RSAPrivateNumbers, in der: Span<UInt8>) -> Bool {
        let n = SecretNumber(numbers.modulus, in: der)
        let e = SecretNumber(numbers.publicExponent, in: der)
        let d = SecretNumber(numbers.privateExponent, in: der)
        let p = SecretNumber(numbers.prime1, in: der)
        let q = SecretNumber(numbers.prime2, in: der)
        let dP = SecretNumber(numbers.exponent1, in: der)
        let dQ = SecretNumber(numbers.exponent2, in: der)
        let qInv = SecretNumber(numbers.coefficient, in: der)
        guard p.isAboveOne, q.isAboveOne else { return false }
        let pMinusOne = p.minusOne()
        let qMinusOne = q.minusOne()
        let isModulus = p.times(q).equals(n)
        let isExponent1 = dP.times(e).isOne(modulo: pMinusOne) && dP.isBelow(p)
        let isExponent2 = dQ.times(e).isOne(modulo: qMinusOne) && dQ.isBelow(q)
        let isCoefficient = qInv.times(q).isOne(modulo: p) && qInv.isBelow(p)
        let isPrivateExponent =
            d.times(e).isOne(modulo: pMinusOne) && d.times(e).isOne(modulo: qMinusOne) && d.isBelow(n)
        return isModulus && isExponent1 && isExponent2 && isCoefficient && isPrivateExponent
    }
}

/// A natural number in libcrypto, wiped when it goes.
///
/// An operation that runs out of memory gives a number that equals nothing, itself included.
@safe
private struct SecretNumber: ~Copyable {
    private let number: OpaquePointer?

    init(_ magnitude: Range<Int>, in der: Span<UInt8>) {
        unsafe number = der.extracting(magnitude).withUnsafeBufferPointer { bytes in
            unsafe BN_bin2bn(bytes.baseAddress, Int32(bytes.count), nil)
        }
    }

    private init(_ compute: (OpaquePointer, OpaquePointer) -> Bool) {
        let context = unsafe BN_CTX_secure_new()
        defer { unsafe BN_CTX_free(context) }
        guard let context = unsafe context, let result = unsafe BN_new() else {
            unsafe number = nil
            return
        }
        guard unsafe compute(result, context) else {
            unsafe BN_clear_free(result)
            unsafe number = nil
            return
        }
        unsafe number = result
    }

    deinit { unsafe BN_clear_free(number) }

    var isAboveOne: Bool { unsafe number != nil && BN_is_zero(number) == 0 && BN_is_one(number) == 0 }

    borrowing func equals(_ other: borrowing SecretNumber) -> Bool {
        unsafe number != nil && other.number != nil && BN_cmp(number, other.number) == 0
    }

    borrowing func isBelow(_ other: borrowing SecretNumber) -> Bool {
        unsafe number != nil && other.number != nil && BN_cmp(number, other.number) < 0
    }

    borrowing func isOne(modulo modulus: borrowing SecretNumber) -> Bool {
        let left = unsafe number
        let right = unsafe modulus.number
        guard unsafe left != nil, unsafe right != nil else { return false }
        let rest = unsafe SecretNumber { result, context in
            unsafe BN_div(nil, result, left, right, context) == 1
        }
        return unsafe rest.number != nil && BN_is_one(rest.number) == 1
    }

    borrowing func times(_ other: borrowing SecretNumber) -> SecretNumber {
        let left = unsafe number
        let right = unsafe other.number
        return unsafe SecretNumber { result, context in
            unsafe left != nil && right != nil && BN_mul(result, left, right, context) == 1
        }
    }

    borrowing func minusOne() -> SecretNumber {
        let left = unsafe number
        return unsafe SecretNumber { result, _ in
            unsafe left != nil && BN_sub(result, left, BN_value_one()) == 1
        }
    }
}
