// SPDX-License-Identifier: Apache-2.0

extension WrappingKey {
    /// An RSA key from its two numbers; for known answers.
    package init(modulus: [UInt8], publicExponent: [UInt8]) throws(RequestCryptoError) {
        let numbers = DERWriter.unsignedInteger(modulus) + DERWriter.unsignedInteger(publicExponent)
        let der = DERWriter.element(.sequence, numbers)
        try self.init(PublicKeyForm(.rsaPublicKey, der: der.span))
    }
}
