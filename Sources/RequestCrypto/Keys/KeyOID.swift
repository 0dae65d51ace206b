// SPDX-License-Identifier: Apache-2.0

/// The object identifiers that are met in keys, as the content of their DER element.
struct KeyOID: Equatable {
    let content: [UInt8]

    /// rsaEncryption, 1.2.840.113549.1.1.1 (RFC 8017 appendix C).
    static let rsaEncryption = KeyOID(content: [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01])
    /// id-ecPublicKey, 1.2.840.10045.2.1 (RFC 5480 section 2.1.1).
    static let ecPublicKey = KeyOID(content: [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01])
    /// sm2p256v1, 1.2.156.10197.1.301 (GM/T 0006-2012).
    static let sm2Curve = KeyOID(content: [0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x82, 0x2D])

    init(content: [UInt8]) { self.content = content }

    /// Copies the content of an element out of `der`.
    init(_ range: Range<Int>, in der: Span<UInt8>) { content = range.map { der[$0] } }

    /// The identifier as a DER element.
    var element: [UInt8] { DERWriter.element(.objectIdentifier, content) }

    /// What people call it, or else its numbers.
    var name: String {
        let dotted = dotted
        return Self.names[dotted] ?? dotted
    }

    /// What else turns up where an RSA or SM2 key is expected.
    private static let names = [
        "1.2.840.113549.1.1.1": "RSA",
        "1.2.840.113549.1.1.7": "RSAES-OAEP",
        "1.2.840.113549.1.1.10": "RSASSA-PSS",
        "1.2.840.10045.2.1": "EC",
        "1.2.156.10197.1.301": "SM2",
        "1.2.840.10045.3.1.7": "P-256",
        "1.3.132.0.34": "P-384",
        "1.3.132.0.35": "P-521",
        "1.3.132.0.10": "secp256k1",
        "1.3.36.3.3.2.8.1.1.7": "brainpoolP256r1",
        "1.2.840.10040.4.1": "DSA",
        "1.2.840.113549.1.3.1": "Diffie-Hellman",
        "1.3.101.110": "X25519",
        "1.3.101.111": "X448",
        "1.3.101.112": "Ed25519",
        "1.3.101.113": "Ed448",
    ]

    private var dotted: String {
        var arcs: [UInt64] = []
        var arc: UInt64 = 0
        for byte in content {
            guard arc <= UInt64.max >> 7 else { return "an unknown object identifier" }
            arc = arc << 7 | UInt64(byte & 0x7F)
            guard byte < 0x80 else { continue }
            if arcs.isEmpty {
                // The first two arcs share a number (X.690 section 8.19.4).
                let first = min(arc / 40, 2)
                arcs += [first, arc - 40 * first]
            } else {
                arcs.append(arc)
            }
            arc = 0
        }
        return arcs.map { String($0) }.joined(separator: ".")
    }
}
