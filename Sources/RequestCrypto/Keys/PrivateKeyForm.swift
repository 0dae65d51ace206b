// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory

/// A private key as strict PKCS#8 (RFC 5208), and its public half.
///
/// Whatever form a key comes in, this one is kept.
struct PrivateKeyForm: ~Copyable {
    let pkcs8: SecretBytes
    let publicKey: PublicKeyForm
    /// Where in `pkcs8` the parts of the key are.
    private let fields: KeyFields

    /// Reads a private key of any of the three forms.
    ///
    /// - Throws: `malformedPEM`, `wrongKeyType` or `unsupportedKeySize`, as ``UnwrappingKey/init(pem:)`` says.
    init(_ form: KeyForm, der: Span<UInt8>) throws(RequestCryptoError) {
        let all = 0..<der.count
        switch form {
        case .rsaPrivateKey:
            try self.init(rsa: all, in: der)
        case .ecPrivateKey:
            try self.init(ec: all, in: der, needsCurve: true)
        case .privateKeyInfo:
            var outer = DERReader(all)
            guard let content = outer.read(.sequence, in: der), outer.isAtEnd else { throw Self.malformed() }
            var reader = DERReader(content)
            guard let version = reader.readUnsignedInteger(in: der), version.count == 1, der[version.lowerBound] == 0,
                let algorithm = reader.read(.sequence, in: der), let key = reader.read(.octetString, in: der),
                reader.isAtEnd
            else { throw Self.malformed() }
            switch try AlgorithmIdentifier(algorithm, in: der) {
            case .rsa: try self.init(rsa: key, in: der)
            case .sm2: try self.init(ec: key, in: der, needsCurve: false)
            }
        default:
            throw RequestCryptoError(.wrongKeyType, "\(form.name) stands where a private key belongs")
        }
    }

    /// Makes the form of an SM2 scalar of 32 bytes, with its public point.
    init(sm2Scalar scalar: Span<UInt8>, point: [UInt8]) {
        precondition(scalar.count == SM2Curve.scalarByteCount && point.count == SM2Point.byteCount)
        let version: [UInt8] = [0x02, 0x01, 0x01]
        let scalarHeader = DERWriter.header(.octetString, contentByteCount: scalar.count)
        let end = DERWriter.element(.explicit1, DERWriter.element(.bitString, [0] + point))
        let keyByteCount = version.count + scalarHeader.count + scalar.count + end.count
        let keyHeader = DERWriter.header(.sequence, contentByteCount: keyByteCount)

        let algorithm = DERWriter.element(.sequence, KeyOID.ecPublicKey.element + KeyOID.sm2Curve.element)
        let content =
            [0x02, 0x01, 0x00] + algorithm
            + DERWriter.header(.octetString, contentByteCount: keyHeader.count + keyByteCount)
            + keyHeader + version + scalarHeader
        let contentByteCount = content.count + scalar.count + end.count
        let beginning = DERWriter.header(.sequence, contentByteCount: contentByteCount) + content
        let byteCount = beginning.count + scalar.count + end.count

        pkcs8 = SecretBytes(byteCount: byteCount) { output in
            for byte in beginning { output.append(byte) }
            for index in scalar.indices { output.append(scalar[index]) }
            for byte in end { output.append(byte) }
        }
        publicKey = .sm2(point: point)
        fields = .sm2Private(
            scalar: beginning.count..<beginning.count + scalar.count, point: byteCount - point.count..<byteCount)
    }

    /// The key in libcrypto.
    ///
    /// - Throws: `wrongKeyType` when libcrypto refuses the numbers.
    borrowing func makeKey() throws(RequestCryptoError) -> OpenSSLKey {
        let fields = fields
        return try pkcs8.withBytes { der throws(RequestCryptoError) in try OpenSSLKey(fields, in: der) }
    }

    private init(rsa range: Range<Int>, in der: Span<UInt8>) throws(RequestCryptoError) {
        let numbers = try RSAPrivateNumbers(range, in: der)
        let bits = try RSALimits.bits(modulus: numbers.modulus, exponent: numbers.publicExponent, in: der)
        guard RSAConsistency.holds(numbers, in: der) else {
            throw RequestCryptoError(
                .malformedPEM, "the numbers of the RSA key do not belong together",
                hint: "the text may have been altered; export the key again")
        }
        publicKey = .rsa(
            modulus: numbers.modulus.map { der[$0] }, exponent: numbers.publicExponent.map { der[$0] }, bits: bits)

        let algorithm = KeyOID.rsaEncryption.element + DERWriter.element(.null, [])
        let content =
            [0x02, 0x01, 0x00] + DERWriter.element(.sequence, algorithm)
            + DERWriter.header(.octetString, contentByteCount: range.count)
        let beginning = DERWriter.header(.sequence, contentByteCount: content.count + range.count) + content
        fields = .rsaPrivate(numbers.moved(by: beginning.count - range.lowerBound))
        pkcs8 = SecretBytes(byteCount: beginning.count + range.count) { output in
            for byte in beginning { output.append(byte) }
            for index in range { output.append(der[index]) }
        }
    }

    /// - Parameter needsCurve: whether the curve must be named here, because nothing around it does.
    private init(ec range: Range<Int>, in der: Span<UInt8>, needsCurve: Bool) throws(RequestCryptoError) {
        var outer = DERReader(range)
        guard let content = outer.read(.sequence, in: der), outer.isAtEnd else { throw Self.malformed() }
        var reader = DERReader(content)
        guard let version = reader.readUnsignedInteger(in: der), version.count == 1, der[version.lowerBound] == 1,
            let scalar = reader.read(.octetString, in: der)
        else { throw Self.malformed() }
        if needsCurve || reader.isNext(.explicit0, in: der) {
            guard let parameters = reader.read(.explicit0, in: der) else {
                throw RequestCryptoError(
                    .wrongKeyType, "the EC key does not name its curve",
                    hint: "convert it with: openssl pkcs8 -topk8 -nocrypt")
            }
            var inner = DERReader(parameters)
            guard let curve = inner.read(.objectIdentifier, in: der), inner.isAtEnd else { throw Self.malformed() }
            try AlgorithmIdentifier.requireSM2(KeyOID(curve, in: der))
        }
        guard scalar.count == SM2Curve.scalarByteCount else { throw Self.malformed() }
        var claimed: [UInt8]?
        if reader.isNext(.explicit1, in: der) {
            guard let wrapper = reader.read(.explicit1, in: der) else { throw Self.malformed() }
            var inner = DERReader(wrapper)
            guard let point = inner.readWholeBitString(in: der), inner.isAtEnd else { throw Self.malformed() }
            claimed = try PublicKeyForm.readPoint(point, in: der)
        }
        guard reader.isAtEnd else { throw Self.malformed() }

        let scalarBytes = der.extracting(scalar)
        let point = try SM2Curve.publicPoint(of: scalarBytes)
        guard claimed == nil || claimed == point else {
            throw RequestCryptoError(.malformedPEM, "the two halves of the SM2 key do not belong together")
        }
        self.init(sm2Scalar: scalarBytes, point: point)
    }

    private static func malformed() -> RequestCryptoError {
        RequestCryptoError(
            .malformedPEM, "the content is not strict DER of a private key",
            hint: "the text may have been cut off or altered; export the key again")
    }
}
