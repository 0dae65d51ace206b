// SPDX-License-Identifier: Apache-2.0

/// The two forms of an SM2 ciphertext, and the way between them.
///
/// The service uses the concatenation of GB/T 32918.4-2016, `C1‖C3‖C2` with C1 as `04‖x‖y`. libcrypto uses
/// the ASN.1 of GM/T 0009-2012, a sequence of x, y, C3 and C2. Both are public.
package struct SM2Ciphertext {
    /// The point C1 as `04‖x‖y`, 65 bytes; may lie off the curve.
    let point: [UInt8]
    /// The digest C3, 32 bytes.
    let digest: [UInt8]
    /// The masked message C2, as long as the message.
    let masked: [UInt8]

    static let digestByteCount = 32
    /// What a raw ciphertext has besides the message: 97 bytes.
    package static let overhead = SM2Point.byteCount + digestByteCount

    /// Takes a raw ciphertext apart, with or without the leading `04`.
    ///
    /// - Parameters:
    ///   - raw: `04‖x‖y‖C3‖C2` or `x‖y‖C3‖C2`
    ///   - messageByteCount: the length of the message, which tells the two apart
    /// - Throws: `unwrapFailed` when the length is another one, or the ciphertext is ASN.1.
    package init(raw: Span<UInt8>, messageByteCount: Int) throws(RequestCryptoError) {
        let complete = Self.overhead + messageByteCount
        let body: Span<UInt8>
        if raw.count == complete, raw[0] == SM2Point.uncompressed {
            body = raw.extracting(droppingFirst: 1)
        } else if raw.count == complete - 1 {
            body = raw
        } else if let asn1 = SM2Ciphertext(asn1: raw) {
            throw RequestCryptoError(
                .unwrapFailed, "the SM2 ciphertext of \(asn1.masked.count) bytes is in ASN.1",
                hint: "the service uses the raw form, 04, x, y, C3 and C2 one after the other")
        } else {
            throw RequestCryptoError(
                .unwrapFailed,
                "an SM2 ciphertext of \(messageByteCount) bytes has \(complete) bytes and begins with 04, "
                    + "or has \(complete - 1) without it; there are \(raw.count)")
        }
        let coordinates = 2 * SM2Point.coordinateByteCount
        point = [SM2Point.uncompressed] + (0..<coordinates).map { body[$0] }
        digest = (coordinates..<coordinates + Self.digestByteCount).map { body[$0] }
        masked = (coordinates + Self.digestByteCount..<body.count).map { body[$0] }
    }

    /// Reads strict DER; `nil` when it is anything else.
    package init?(asn1: Span<UInt8>) {
        var outer = DERReader(0..<asn1.count)
        guard let content = outer.read(.sequence, in: asn1), outer.isAtEnd else { return nil }
        var reader = DERReader(content)
        guard let x = reader.readUnsignedInteger(in: asn1), x.count <= SM2Point.coordinateByteCount,
            let y = reader.readUnsignedInteger(in: asn1), y.count <= SM2Point.coordinateByteCount,
            let digest = reader.read(.octetString, in: asn1), digest.count == Self.digestByteCount,
            let masked = reader.read(.octetString, in: asn1), reader.isAtEnd
        else { return nil }
        // Integers drop leading zeros, about one coordinate in 256 begins with one; the raw form keeps them.
        point = [SM2Point.uncompressed] + Self.coordinate(x, in: asn1) + Self.coordinate(y, in: asn1)
        self.digest = digest.map { asn1[$0] }
        self.masked = masked.map { asn1[$0] }
    }

    init(point: [UInt8], digest: [UInt8], masked: [UInt8]) {
        self.point = point
        self.digest = digest
        self.masked = masked
    }

    /// `04‖x‖y‖C3‖C2`, 97 bytes more than the message.
    package var raw: [UInt8] { point + digest + masked }

    /// The DER that libcrypto takes.
    package var asn1: [UInt8] {
        let y = 1 + SM2Point.coordinateByteCount
        return DERWriter.element(
            .sequence,
            DERWriter.unsignedInteger(point[1..<y]) + DERWriter.unsignedInteger(point[y...])
                + DERWriter.element(.octetString, digest) + DERWriter.element(.octetString, masked))
    }

    private static func coordinate(_ magnitude: Range<Int>, in asn1: Span<UInt8>) -> [UInt8] {
        [UInt8](repeating: 0, count: SM2Point.coordinateByteCount - magnitude.count) + magnitude.map { asn1[$0] }
    }
}
