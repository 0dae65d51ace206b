// SPDX-License-Identifier: Apache-2.0

/// Writes the few DER elements (ITU-T X.690) that keys and SM2 ciphertexts are made of.
///
/// For public data. Private keys are put together from fixed beginnings, see ``PrivateKeyForm``.
enum DERWriter {
    /// An element of `tag` with `content`.
    static func element(_ tag: DERReader.Tag, _ content: [UInt8]) -> [UInt8] {
        header(tag, contentByteCount: content.count) + content
    }

    /// An integer that is not negative, from its big-endian magnitude with any leading zeros.
    static func unsignedInteger(_ magnitude: some Collection<UInt8>) -> [UInt8] {
        let digits = magnitude.drop { $0 == 0 }
        let needsSignByte = digits.first.map { $0 >= 0x80 } ?? true
        return element(.integer, (needsSignByte ? [0] : []) + digits)
    }

    /// The identifier and length of an element, without its content.
    static func header(_ tag: DERReader.Tag, contentByteCount: Int) -> [UInt8] {
        guard contentByteCount >= 0x80 else { return [tag.rawValue, UInt8(contentByteCount)] }
        var length: [UInt8] = []
        var rest = contentByteCount
        while rest > 0 {
            length.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        }
        return [tag.rawValue, 0x80 | UInt8(length.count)] + length
    }
}
