// SPDX-License-Identifier: Apache-2.0

/// What kind of key a SubjectPublicKeyInfo or a PKCS#8 structure says that it holds.
enum AlgorithmIdentifier {
    case rsa, sm2

    /// Reads the content of an `AlgorithmIdentifier` sequence (RFC 5280 section 4.1.1.2).
    ///
    /// - Throws: `malformedPEM`, or `wrongKeyType` with the name of the other kind or curve.
    init(_ range: Range<Int>, in der: Span<UInt8>) throws(RequestCryptoError) {
        var reader = DERReader(range)
        guard let algorithm = reader.read(.objectIdentifier, in: der) else { throw Self.malformed() }
        switch KeyOID(algorithm, in: der) {
        case .rsaEncryption:
            // RFC 3279 section 2.3.1: the parameters are NULL, not absent.
            guard reader.read(.null, in: der)?.isEmpty == true, reader.isAtEnd else { throw Self.malformed() }
            self = .rsa
        case .ecPublicKey:
            guard let curve = reader.read(.objectIdentifier, in: der) else {
                throw RequestCryptoError(
                    .wrongKeyType, "the EC key does not name its curve",
                    hint: "export the key with a named curve instead of explicit parameters")
            }
            guard reader.isAtEnd else { throw Self.malformed() }
            try Self.requireSM2(KeyOID(curve, in: der))
            self = .sm2
        case let other:
            throw RequestCryptoError(
                .wrongKeyType, "the key is of type \(other.name)", hint: "an RSA or SM2 key belongs here")
        }
    }

    /// Refuses every curve but that of SM2.
    static func requireSM2(_ curve: KeyOID) throws(RequestCryptoError) {
        guard curve == .sm2Curve else {
            throw RequestCryptoError(
                .wrongKeyType, "the EC key is on the curve \(curve.name), not on that of SM2",
                hint: "an RSA or SM2 key belongs here")
        }
    }

    private static func malformed() -> RequestCryptoError {
        RequestCryptoError(.malformedPEM, "the algorithm identifier of the key is not strict DER")
    }
}
