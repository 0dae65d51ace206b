// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
public import SecretMemory

/// A private key that data keys are unwrapped with.
///
/// Clients of the service never have one: the vendor keeps its private keys. It is for servers that play the
/// service's part, such as the sandbox, and for opening what was sealed for a key of one's own.
///
/// The private numbers are kept as PKCS#8 in ``SecretMemory/SecretBytes``, and in libcrypto, which wipes its
/// copy when it frees it.
public final class UnwrappingKey: Sendable, CustomStringConvertible {
    /// The public half.
    public let publicKey: WrappingKey

    private let pkcs8: SecretBytes
    private let key: OpenSSLKey
    /// What a bad RSA block unwraps to follows from this and the block.
    private let rejection: HMACSHA256

    /// Reads a private key that is not encrypted.
    ///
    /// Takes `BEGIN PRIVATE KEY` (PKCS#8, RSA or SM2), `BEGIN RSA PRIVATE KEY` (PKCS#1), `BEGIN EC PRIVATE KEY`
    /// (SEC 1, on the SM2 curve), and the base64 of such a text. The label must say what the content is.
    ///
    /// - Parameter pem: the text; the caller wipes it by letting it go
    /// - Throws: `malformedPEM` when the text is not exactly one PEM block with strict DER under the right
    ///   label, or the two halves do not belong together; `wrongKeyType` for a public key, an encrypted key,
    ///   a certificate, another algorithm or another curve, which the message names; `unsupportedKeySize`
    ///   for an RSA modulus outside 1024 to 16384 bits; `algorithmUnavailable` when OpenSSL lacks SM2.
    public convenience init(pem: borrowing SecretBytes) throws(RequestCryptoError) {
        let form = try pem.withBytes { text throws(RequestCryptoError) in
            try Self.read(PEM(text))
        }
        try self.init(form)
    }

    /// Reads a private key that is not encrypted from a string.
    ///
    /// - Warning: nothing can wipe a `String`. Use ``init(pem:)-(SecretBytes)`` for keys that matter.
    /// - Throws: as ``init(pem:)-(SecretBytes)`` does.
    public convenience init(pem: String) throws(RequestCryptoError) {
        var text = Array(pem.utf8)
        defer { wipe(&text) }
        try self.init(Self.read(PEM(text.span)))
    }

    init(_ form: consuming PrivateKeyForm) throws(RequestCryptoError) {
        publicKey = try WrappingKey(form.publicKey)
        key = try form.makeKey()
        rejection = HMACSHA256(key: form.pkcs8)
        pkcs8 = form.pkcs8
    }

    /// Makes a new RSA key with the exponent 65537.
    ///
    /// - Parameter bits: the size of the modulus, 1024 to 16384; below 2048 only for tests against the
    ///   vendor's size. Large keys take long: 4096 bits about a second, 16384 bits minutes.
    /// - Throws: `unsupportedKeySize` for another size; `libraryFailure`.
    public static func generateRSA(bits: Int = 2048) throws(RequestCryptoError) -> UnwrappingKey {
        guard RSALimits.minimumBits...RSALimits.maximumBits ~= bits else {
            throw RequestCryptoError(
                .unsupportedKeySize,
                "an RSA key of \(bits) bits is outside \(RSALimits.minimumBits) to \(RSALimits.maximumBits)")
        }
        return try KeyGeneration.rsa(bits: bits).withBytes { der throws(RequestCryptoError) in
            try UnwrappingKey(PrivateKeyForm(.privateKeyInfo, der: der))
        }
    }

    /// Makes a new SM2 key.
    ///
    /// - Throws: `randomUnavailable`; `algorithmUnavailable` when OpenSSL lacks SM2.
    public static func generateSM2() throws(RequestCryptoError) -> UnwrappingKey {
        while true {
            let scalar = try SecretBytes(byteCount: SM2Curve.scalarByteCount) { output throws(RequestCryptoError) in
                try SystemRandom.append(SM2Curve.scalarByteCount, to: &output)
            }
            // One number in 2^32 is too large. Drawing anew, and not reducing, keeps all keys equally likely.
            guard scalar.withBytes({ SM2Curve.isPrivateKey($0) }) else { continue }
            return try scalar.withBytes { bytes throws(RequestCryptoError) in
                try UnwrappingKey(PrivateKeyForm(sm2Scalar: bytes, point: SM2Curve.publicPoint(of: bytes)))
            }
        }
    }

    /// The key as PEM of a PKCS#8 structure that is not encrypted, with lines of 64 characters.
    public func pem() -> SecretBytes {
        pkcs8.withBytes { PEM.write(.privateKeyInfo, der: $0) }
    }

    /// Unwraps a data key.
    ///
    /// RSA: a block with bad padding, or with a message of another length, does not fail. It gives a key that
    /// nobody can tell from a random one, always the same for the same block, and what was encrypted does not
    /// open under it. So there is nothing to be learnt from sending altered blocks (implicit rejection:
    /// RFC 3218 section 2.3.2; draft-irtf-cfrg-rsa-guidance).
    ///
    /// SM2 ciphertexts contain a digest of the message and fail.
    ///
    /// - Parameters:
    ///   - wrapped: RSA: as many bytes as the modulus has. SM2: `04‖x‖y‖C3‖C2`, with or without the `04`.
    ///   - byteCount: the length of the data key, 1 or more; with RSA at most 11 fewer than the modulus has
    /// - Throws: `unwrapFailed` when the length is wrong, the number is not below the RSA modulus, or the SM2
    ///   digest does not fit; `pointNotOnCurve`; `selfTestFailed`; `libraryFailure`.
    public func unwrap(
        _ wrapped: Span<UInt8>, expecting byteCount: Int
    ) throws(RequestCryptoError) -> SecretBytes {
        try unwrap(wrapped, expecting: byteCount, selfTests: .shared)
    }

    package func unwrap(
        _ wrapped: Span<UInt8>, expecting byteCount: Int, selfTests: SelfTests
    ) throws(RequestCryptoError) -> SecretBytes {
        switch publicKey.kind {
        case .rsa: try selfTests.require(.rsaUnwrapping)
        case .sm2: try selfTests.require(.sm2)
        }
        return try unwrap(untested: wrapped, expecting: byteCount)
    }

    /// Unwraps without asking for the known answer, which is computed through this.
    func unwrap(untested wrapped: Span<UInt8>, expecting byteCount: Int) throws(RequestCryptoError) -> SecretBytes {
        guard byteCount > 0 else {
            throw RequestCryptoError(.unwrapFailed, "a data key cannot have \(byteCount) bytes")
        }
        guard case .rsa(let bits) = publicKey.kind else {
            let ciphertext = try SM2Ciphertext(raw: wrapped, messageByteCount: byteCount)
            try SM2Curve.requireOnCurve(ciphertext.point)
            return try key.decryptSM2(ciphertext.asn1.span, messageByteCount: byteCount)
        }
        guard byteCount <= (bits + 7) / 8 - PKCS1.overhead else {
            throw RequestCryptoError(.unwrapFailed, "this RSA key does not wrap \(byteCount) bytes")
        }
        let block = try decryptedRSABlock(wrapped)
        return SecretBytes(byteCount: byteCount) { output in
            appendRejectionKey(for: wrapped, byteCount: byteCount, to: &output)
            block.withBytes { PKCS1.replace(last: byteCount, of: &output, withMessageOf: $0) }
        }
    }

    /// Decrypts an RSA block and tells whether its padding was good.
    ///
    /// For known answers, and for blocks to a key that was made for one exchange and that only its maker is asked
    /// about: telling somebody who may send any block would give away what other blocks hold.
    ///
    /// - Throws: `unwrapFailed`, the same whatever is wrong with the padding.
    package func decryptPKCS1(_ wrapped: Span<UInt8>) throws(RequestCryptoError) -> SecretBytes {
        guard case .rsa = publicKey.kind else {
            throw RequestCryptoError(.wrongKeyType, "only RSA has PKCS#1 padding")
        }
        return try decryptedRSABlock(wrapped).withBytes { block throws(RequestCryptoError) in
            guard let start = PKCS1.messageStart(in: block) else {
                throw RequestCryptoError(.unwrapFailed, "the wrapped key does not unwrap under this private key")
            }
            return SecretBytes(copying: block.extracting(droppingFirst: start))
        }
    }

    /// The kind and size of the key, and none of its numbers.
    public var description: String {
        switch publicKey.kind {
        case .rsa(let bits): "RSA private key of \(bits) bits (redacted)"
        case .sm2: "SM2 private key (redacted)"
        }
    }

    private static func read(_ block: consuming PEM) throws(RequestCryptoError) -> PrivateKeyForm {
        let form = block.form
        return try block.der.withBytes { der throws(RequestCryptoError) in
            guard !form.isPublic else {
                throw RequestCryptoError(
                    .wrongKeyType, "\(form.name) stands where a private key belongs",
                    hint: "only whoever made the key pair has the private half")
            }
            try KeyForm.check(form, against: der)
            return try PrivateKeyForm(form, der: der)
        }
    }

    private func decryptedRSABlock(_ wrapped: Span<UInt8>) throws(RequestCryptoError) -> SecretBytes {
        guard case .rsa(let bits) = publicKey.kind, wrapped.count == (bits + 7) / 8 else {
            throw RequestCryptoError(
                .unwrapFailed, "a wrapped key of \(wrapped.count) bytes does not belong to this \(self)")
        }
        return try key.decryptRSABlock(wrapped)
    }

    /// Appends the bytes that a bad RSA block unwraps to.
    ///
    /// They depend on the block alone. Fresh ones would differ from one attempt to the next, and so tell
    /// a bad block, sent twice, from a good one. Computed for good blocks as well, so that both take as long.
    private func appendRejectionKey(
        for wrapped: Span<UInt8>, byteCount: Int, to output: inout OutputSpan<UInt8>
    ) {
        var message = [0] + wrapped.indices.map { wrapped[$0] }
        for start in stride(from: 0, to: byteCount, by: HMACSHA256.tagByteCount) {
            let tag = SecretBytes(byteCount: HMACSHA256.tagByteCount) { output in
                rejection.authenticate(message.span, into: &output)
            }
            tag.withBytes { tag in
                for index in 0..<min(byteCount - start, tag.count) { output.append(tag[index]) }
            }
            message[0] &+= 1
        }
    }
}
