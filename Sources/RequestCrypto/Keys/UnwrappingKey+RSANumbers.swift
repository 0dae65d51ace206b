// SPDX-License-Identifier: Apache-2.0

extension UnwrappingKey {
    /// An RSA key from its numbers; for known answers, whose private keys are published.
    ///
    /// - Parameter privateParts: d, p, q, d mod p-1, d mod q-1 and the inverse of q mod p, in this order.
    package convenience init(
        modulus: [UInt8], publicExponent: [UInt8], privateParts: [[UInt8]]
    ) throws(RequestCryptoError) {
        let numbers = [[0], modulus, publicExponent] + privateParts
        let der = DERWriter.element(.sequence, numbers.flatMap(DERWriter.unsignedInteger))
        try self.init(PrivateKeyForm(.rsaPrivateKey, der: der.span))
    }
}
