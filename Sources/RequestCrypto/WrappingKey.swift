// SPDX-License-Identifier: Apache-2.0

public import SecretMemory

/// A public key that data keys are wrapped for.
///
/// RSA wraps with PKCS#1 v1.5 (RFC 8017 section 7.2), SM2 as in GB/T 32918.4-2016; the service takes
/// nothing else. Two wrapping keys are equal when their SubjectPublicKeyInfo is.
public struct WrappingKey: Hashable, Sendable, CustomStringConvertible {
    /// What kind of key it is.
    public enum Kind: Hashable, Sendable {
        /// RSA with a modulus of so many bits, 1024 to 16384.
        case rsa(bits: Int)
        /// A point on the curve sm2p256v1.
        case sm2
    }

    /// What kind of key it is.
    public let kind: Kind
    /// The key as strict DER of a SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7), whatever form it came in.
    public let spki: [UInt8]

    private let key: Key

    private enum Key: Sendable {
        case rsa(RSAEncryption)
        case sm2(OpenSSLKey, LazySM2Table)
    }

    /// Reads a public key.
    ///
    /// Takes `BEGIN RSA PUBLIC KEY` (PKCS#1), `BEGIN PUBLIC KEY` (SubjectPublicKeyInfo, RSA or SM2), and the
    /// base64 of such a text, as the vendor prints its keys. The label must say what the content is.
    ///
    /// RSA keys may have 1024 to 16384 bits. 1024 bits is the size of the vendor's key, and too few for a key of
    /// one's own: NIST SP 800-131A Rev. 2 asks for 2048.
    ///
    /// - Throws: `malformedPEM` when the text is not exactly one PEM block with strict DER under the right
    ///   label; `wrongKeyType` for a private key, a certificate, another algorithm, or another curve, which
    ///   the message names, and for RSA numbers that no key has; `unsupportedKeySize` for an RSA modulus
    ///   beyond the limits; `pointNotOnCurve`; `algorithmUnavailable` when OpenSSL lacks SM2.
    public init(pem: String) throws(RequestCryptoError) {
        let block = try PEM(Array(pem.utf8).span)
        let form = block.form
        let publicKey = try block.der.withBytes { der throws(RequestCryptoError) in
            guard !form.isPrivate else {
                throw RequestCryptoError(
                    .wrongKeyType, "\(form.name) stands where a public key belongs",
                    hint: "take the public half: openssl pkey -in KEY -pubout")
            }
            try KeyForm.check(form, against: der)
            return try PublicKeyForm(form, der: der)
        }
        try self.init(publicKey)
    }

    init(_ form: PublicKeyForm) throws(RequestCryptoError) {
        kind =
            switch form {
            case .rsa(_, _, let bits): .rsa(bits: bits)
            case .sm2: .sm2
            }
        spki = form.subjectPublicKeyInfo
        key =
            switch form {
            case .rsa(let modulus, let exponent, _): .rsa(try RSAEncryption(modulus: modulus, exponent: exponent))
            case .sm2(let point): .sm2(try Self.sm2Key(point), LazySM2Table(point: point))
            }
    }

    /// The key as PEM of a SubjectPublicKeyInfo, with lines of 64 characters.
    public func pem() -> String {
        PEM.write(.subjectPublicKeyInfo, der: spki.span).withBytes { text in
            text.indices.reduce(into: "") { $0.unicodeScalars.append(Unicode.Scalar(text[$1])) }
        }
    }

    /// The point in libcrypto.
    ///
    /// - Throws: `pointNotOnCurve`; `algorithmUnavailable` when libcrypto lacks SM2; `libraryFailure`.
    private static func sm2Key(_ point: [UInt8]) throws(RequestCryptoError) -> OpenSSLKey {
        try SM2Curve.requireOnCurve(point)
        return try OpenSSLKey(.sm2Public(point: 0..<point.count), in: point.span)
    }

    /// How many bytes a data key of so many bytes is wrapped into.
    public func wrappedByteCount(forDataKey byteCount: Int) -> Int {
        switch key {
        case .rsa(let key): key.blockByteCount
        case .sm2: byteCount + SM2Ciphertext.overhead
        }
    }

    /// Wraps a data key; the result is what base64 turns into a `CiphertextBlob`.
    ///
    /// Wrapping the same data key twice gives different bytes.
    ///
    /// - Parameter dataKey: 1 byte or more; with RSA at most 11 fewer than the modulus has
    /// - Returns: RSA: as many bytes as the modulus has, 128 for the vendor's key. SM2: `04‖x‖y‖C3‖C2`, 97
    ///   bytes more than the data key.
    /// - Throws: `wrapFailed` when the data key is empty or too long; `selfTestFailed`; `randomUnavailable`;
    ///   `libraryFailure`.
    public func wrap(_ dataKey: borrowing SecretBytes) throws(RequestCryptoError) -> [UInt8] {
        try wrap(dataKey, selfTests: .shared)
    }

    package func wrap(
        _ dataKey: borrowing SecretBytes, selfTests: SelfTests
    ) throws(RequestCryptoError) -> [UInt8] {
        switch key {
        case .rsa: try selfTests.require(.rsaWrapping)
        case .sm2(_, let table):
            try selfTests.require(.sm2)
            if let wrapped = try Self.wrap(dataKey, with: table, under: selfTests) { return wrapped }
        }
        return try wrap(untested: dataKey)
    }

    /// Wraps with the own multiplication, which takes a twentieth of the time of libcrypto's.
    ///
    /// - Returns: `nil` when it is not to be used: `TCFACE_BACKEND` names a library, or its known answer came out
    ///   wrong.
    private static func wrap(
        _ dataKey: borrowing SecretBytes, with table: LazySM2Table, under selfTests: SelfTests
    ) throws(RequestCryptoError) -> [UInt8]? {
        guard ContentBackend.allowsKernels,
            dataKey.byteCount > 0, selfTests.passes(.sm2Kernel), let table = table.table()
        else { return nil }
        return try dataKey.withBytes { key throws(RequestCryptoError) in try table.encrypt(key) }
    }

    /// Wraps without asking for the known answer, which is computed through this.
    func wrap(untested dataKey: borrowing SecretBytes) throws(RequestCryptoError) -> [UInt8] {
        switch key {
        case .rsa(let key):
            return try key.encrypt(PKCS1.pad(dataKey, toByteCount: key.blockByteCount))
        case .sm2(let key, _):
            guard dataKey.byteCount > 0 else {
                throw RequestCryptoError(.wrapFailed, "an empty data key cannot be wrapped")
            }
            let asn1 = try key.encryptSM2(dataKey)
            guard let ciphertext = SM2Ciphertext(asn1: asn1.span) else {
                throw RequestCryptoError(.libraryFailure, "OpenSSL gave an SM2 ciphertext that is not strict DER")
            }
            return ciphertext.raw
        }
    }

    /// Wraps with given padding bytes; RSA only, and for known answers only.
    package func wrap(
        _ dataKey: borrowing SecretBytes, paddingString: [UInt8]
    ) throws(RequestCryptoError) -> [UInt8] {
        guard case .rsa(let key) = key else {
            throw RequestCryptoError(.wrongKeyType, "only RSA has padding bytes")
        }
        return try key.encrypt(PKCS1.pad(dataKey, toByteCount: key.blockByteCount, paddingString: paddingString))
    }

    /// Encrypts a block as it stands, as long as the modulus and below it; RSA only, and for known answers only.
    package func encryptRSABlock(_ block: borrowing SecretBytes) throws(RequestCryptoError) -> [UInt8] {
        guard case .rsa(let key) = key else { throw RequestCryptoError(.wrongKeyType, "only RSA has blocks") }
        return try key.encrypt(block)
    }

    /// Wraps with a given k, 32 bytes; SM2 only, and for known answers only, whose data key is public.
    package func wrap(_ dataKey: [UInt8], scalar: [UInt8]) throws(RequestCryptoError) -> [UInt8] {
        guard kind == .sm2 else { throw RequestCryptoError(.wrongKeyType, "only SM2 has a k") }
        return try SM2Reference.encrypt(
            dataKey, to: Array(spki.suffix(SM2Point.byteCount)), scalar: scalar
        ).raw
    }

    /// Whether both keys have the same SubjectPublicKeyInfo.
    public static func == (left: Self, right: Self) -> Bool { left.spki == right.spki }

    /// Feeds the SubjectPublicKeyInfo into the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(spki) }

    /// The kind and size.
    public var description: String {
        switch kind {
        case .rsa(let bits): "RSA public key of \(bits) bits"
        case .sm2: "SM2 public key"
        }
    }
}
