// SPDX-License-Identifier: Apache-2.0

/// How a key is laid out, told from its label or from its outermost elements.
enum KeyForm: String {
    case rsaPublicKey = "RSA PUBLIC KEY"
    case subjectPublicKeyInfo = "PUBLIC KEY"
    case rsaPrivateKey = "RSA PRIVATE KEY"
    case privateKeyInfo = "PRIVATE KEY"
    case ecPrivateKey = "EC PRIVATE KEY"
    case encryptedPrivateKeyInfo = "ENCRYPTED PRIVATE KEY"
    case certificate = "CERTIFICATE"

    /// The PEM label of the form (RFC 7468; for PKCS#1 and SEC 1 by custom).
    var label: String { rawValue }

    var isPublic: Bool { self == .rsaPublicKey || self == .subjectPublicKeyInfo }

    var isPrivate: Bool { self == .rsaPrivateKey || self == .privateKeyInfo || self == .ecPrivateKey }

    /// What people call the form.
    var name: String {
        switch self {
        case .rsaPublicKey: "a PKCS#1 public key"
        case .subjectPublicKeyInfo: "a public key (SubjectPublicKeyInfo)"
        case .rsaPrivateKey: "a PKCS#1 private key"
        case .privateKeyInfo: "a PKCS#8 private key"
        case .ecPrivateKey: "an EC private key (SEC 1)"
        case .encryptedPrivateKeyInfo: "an encrypted private key"
        case .certificate: "a certificate"
        }
    }

    init?(label: String) {
        // OpenSSL 3 labels SEC 1 keys on the SM2 curve so; the content is the same.
        self.init(rawValue: label == "SM2 PRIVATE KEY" ? KeyForm.ecPrivateKey.rawValue : label)
    }

    /// Tells the form of `der` from its first elements, whether or not the rest is right.
    init?(shapeOf der: Span<UInt8>) {
        var outer = DERReader(0..<der.count)
        guard let content = outer.read(.sequence, in: der) else { return nil }
        var reader = DERReader(content)
        if reader.isNext(.sequence, in: der) {
            guard reader.read(.sequence, in: der) != nil else { return nil }
            if reader.isNext(.bitString, in: der) {
                self = .subjectPublicKeyInfo
            } else if reader.isNext(.octetString, in: der) {
                self = .encryptedPrivateKeyInfo
            } else if reader.isNext(.sequence, in: der) {
                self = .certificate
            } else {
                return nil
            }
            return
        }
        guard let first = reader.read(.integer, in: der) else { return nil }
        if reader.isNext(.octetString, in: der) {
            self = .ecPrivateKey
        } else if reader.isNext(.sequence, in: der) {
            self = .privateKeyInfo
        } else if reader.isNext(.integer, in: der) {
            // The version of a private key is one byte; no modulus is.
            self = first.count == 1 ? .rsaPrivateKey : .rsaPublicKey
        } else {
            return nil
        }
    }

    /// Has a label tell the truth about what it labels.
    ///
    /// - Throws: `malformedPEM` when `der` has another shape than `label` says, or none that is known.
    static func check(_ label: KeyForm, against der: Span<UInt8>) throws(RequestCryptoError) {
        guard let shape = KeyForm(shapeOf: der) else {
            throw RequestCryptoError(
                .malformedPEM, "the content of \"\(label.label)\" is not DER of a key",
                hint: "the text may have been cut off or altered; export the key again")
        }
        guard shape == label else {
            throw RequestCryptoError(
                .malformedPEM, "the label says \"\(label.label)\", but the content is \(shape.name)",
                hint: "export the key again instead of editing its label")
        }
    }
}
