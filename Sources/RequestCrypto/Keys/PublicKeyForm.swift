// SPDX-License-Identifier: Apache-2.0

/// A public key, taken apart and found right, as far as that can be told without computing.
enum PublicKeyForm {
    /// The big-endian magnitudes of both numbers, and the size of the modulus.
    case rsa(modulus: [UInt8], exponent: [UInt8], bits: Int)
    /// A point as `04‖x‖y`, 65 bytes, which may yet lie off the curve.
    case sm2(point: [UInt8])

    /// Reads a public key of either form.
    ///
    /// - Throws: `malformedPEM`, `wrongKeyType` or `unsupportedKeySize`, as ``WrappingKey/init(pem:)`` says.
    init(_ form: KeyForm, der: Span<UInt8>) throws(RequestCryptoError) {
        switch form {
        case .rsaPublicKey: self = try Self.readPKCS1(0..<der.count, in: der)
        case .subjectPublicKeyInfo: self = try Self.readSubjectPublicKeyInfo(in: der)
        default: throw RequestCryptoError(.wrongKeyType, "\(form.name) stands where a public key belongs")
        }
    }

    /// The one SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) of the key.
    var subjectPublicKeyInfo: [UInt8] {
        switch self {
        case .rsa(let modulus, let exponent, _):
            let pkcs1 = DERWriter.element(
                .sequence, DERWriter.unsignedInteger(modulus) + DERWriter.unsignedInteger(exponent))
            let algorithm = KeyOID.rsaEncryption.element + DERWriter.element(.null, [])
            return DERWriter.element(
                .sequence, DERWriter.element(.sequence, algorithm) + DERWriter.element(.bitString, [0] + pkcs1))
        case .sm2(let point):
            let algorithm = KeyOID.ecPublicKey.element + KeyOID.sm2Curve.element
            return DERWriter.element(
                .sequence, DERWriter.element(.sequence, algorithm) + DERWriter.element(.bitString, [0] + point))
        }
    }

    private static func readSubjectPublicKeyInfo(in der: Span<UInt8>) throws(RequestCryptoError) -> PublicKeyForm {
        var outer = DERReader(0..<der.count)
        guard let content = outer.read(.sequence, in: der), outer.isAtEnd else { throw malformed() }
        var reader = DERReader(content)
        guard let algorithm = reader.read(.sequence, in: der), let key = reader.readWholeBitString(in: der),
            reader.isAtEnd
        else { throw malformed() }

        switch try AlgorithmIdentifier(algorithm, in: der) {
        case .rsa: return try readPKCS1(key, in: der)
        case .sm2: return .sm2(point: try readPoint(key, in: der))
        }
    }

    private static func readPKCS1(_ range: Range<Int>, in der: Span<UInt8>) throws(RequestCryptoError) -> PublicKeyForm
    {
        var outer = DERReader(range)
        guard let content = outer.read(.sequence, in: der), outer.isAtEnd else { throw malformed() }
        var reader = DERReader(content)
        guard let modulus = reader.readUnsignedInteger(in: der),
            let exponent = reader.readUnsignedInteger(in: der), reader.isAtEnd
        else { throw malformed() }
        let bits = try RSALimits.bits(modulus: modulus, exponent: exponent, in: der)
        return .rsa(modulus: modulus.map { der[$0] }, exponent: exponent.map { der[$0] }, bits: bits)
    }

    /// The bytes of a point that is written in full.
    static func readPoint(_ range: Range<Int>, in der: Span<UInt8>) throws(RequestCryptoError) -> [UInt8] {
        guard range.count == SM2Point.byteCount, der[range.lowerBound] == SM2Point.uncompressed else {
            throw RequestCryptoError(
                .malformedPEM, "the point of an SM2 key has \(SM2Point.byteCount) bytes and begins with 04",
                hint: "export the key with uncompressed points")
        }
        return range.map { der[$0] }
    }

    private static func malformed() -> RequestCryptoError {
        RequestCryptoError(
            .malformedPEM, "the content is not strict DER of a public key",
            hint: "the text may have been cut off or altered; export the key again")
    }
}
