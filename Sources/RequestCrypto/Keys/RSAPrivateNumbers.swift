// SPDX-License-Identifier: Apache-2.0

/// Where the eight numbers of an RSA private key lie in its DER (RFC 8017 appendix A.1.2).
///
/// The ranges are those of the big-endian magnitudes, without sign bytes.
struct RSAPrivateNumbers {
    var modulus, publicExponent, privateExponent, prime1, prime2: Range<Int>
    var exponent1, exponent2, coefficient: Range<Int>

    /// Reads an `RSAPrivateKey` of two primes.
    ///
    /// - Throws: `malformedPEM`; `wrongKeyType` for a key of more primes.
    init(_ range: Range<Int>, in der: Span<UInt8>) throws(RequestCryptoError) {
        var outer = DERReader(range)
        guard let content = outer.read(.sequence, in: der), outer.isAtEnd else { throw Self.malformed() }
        var reader = DERReader(content)
        guard let version = reader.readUnsignedInteger(in: der), version.count == 1 else { throw Self.malformed() }
        guard der[version.lowerBound] == 0 else {
            throw RequestCryptoError(.wrongKeyType, "RSA keys of more than two primes are not taken")
        }
        guard let modulus = reader.readUnsignedInteger(in: der),
            let publicExponent = reader.readUnsignedInteger(in: der),
            let privateExponent = reader.readUnsignedInteger(in: der),
            let prime1 = reader.readUnsignedInteger(in: der), let prime2 = reader.readUnsignedInteger(in: der),
            let exponent1 = reader.readUnsignedInteger(in: der), let exponent2 = reader.readUnsignedInteger(in: der),
            let coefficient = reader.readUnsignedInteger(in: der), reader.isAtEnd
        else { throw Self.malformed() }
        self.modulus = modulus
        self.publicExponent = publicExponent
        self.privateExponent = privateExponent
        self.prime1 = prime1
        self.prime2 = prime2
        self.exponent1 = exponent1
        self.exponent2 = exponent2
        self.coefficient = coefficient
    }

    /// The same numbers in a copy of the DER that lies `distance` bytes further on.
    func moved(by distance: Int) -> RSAPrivateNumbers {
        var moved = self
        let all: [WritableKeyPath<RSAPrivateNumbers, Range<Int>>] = [
            \.modulus, \.publicExponent, \.privateExponent, \.prime1, \.prime2, \.exponent1, \.exponent2, \.coefficient,
        ]
        for path in all {
            let range = self[keyPath: path]
            moved[keyPath: path] = range.lowerBound + distance..<range.upperBound + distance
        }
        return moved
    }

    private static func malformed() -> RequestCryptoError {
        RequestCryptoError(
            .malformedPEM, "the content is not strict DER of an RSA private key",
            hint: "the text may have been cut off or altered; export the key again")
    }
}
