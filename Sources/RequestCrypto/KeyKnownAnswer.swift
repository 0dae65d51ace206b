// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import SecretMemory

/// What the operations on keys have to give.
///
/// The private keys here are public constants that protect nothing.
enum KeyKnownAnswer {
    /// Wraps for the vendor's key, with padding bytes that are all A5.
    ///
    /// The expected bytes were computed with an independent implementation.
    ///
    /// - Parameter alteration: is XORed into the last byte of the expected answer.
    static func rsaWrappingIsRight(alteration: UInt8) throws(RequestCryptoError) -> Bool {
        try isRight(
            "oUldkQLZbzwRgjGdMs75pFhkPpHdPuoD199JVEBabwiitrv1o8P/1TixlYeucvyC1xSCvnf+uB+WRu3OU6UDIYDXLbyYVinR"
                + "JWE7/bToz9DDxMm2ANpTW/R3VlwLsnF6iN1qQalq7fs0+nZGcSK6nRqhbCcz7Xs0J+I1N6Gu8aw=",
            alteration: alteration
        ) { () throws(RequestCryptoError) in
            let padding = [UInt8](repeating: 0xA5, count: 93)
            return try WrappingKey.tencentRSA.wrap(secret("0123456789abcdef0123456789abcdef"), paddingString: padding)
        }
    }

    /// Unwraps with a key of 1024 bits.
    ///
    /// The wrapped key was computed with an independent implementation.
    ///
    /// - Parameter alteration: is XORed into the last byte of the expected answer.
    static func rsaUnwrappingIsRight(alteration: UInt8) throws(RequestCryptoError) -> Bool {
        try isRight("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", alteration: alteration) {
            () throws(RequestCryptoError) in
            let der = bytes(
                "MIICXgIBAAKBgQCwr0J3SztSK8xwyqW9vBGJubkOcZyJcq7DY5g4BXzexgXd4aWV9ZUQRVawu3SzVR6YvaX2AXSKnIJI"
                    + "ueEGKV+X12PWg/SUU1EXqrWN/TbkwWkeJlrXUj2bx8O9veoIcRFWZ2o5QHSoEN5mLCD4IDqOlDvwAq8MnfYPsb919FXh"
                    + "pwIDAQABAoGBAJuNEPU51LYZPVon7xdF1iLs0dG3kFsqDlaS/laD7lWq/UtE96U4ms3CXfomby3bSJ6siMo2qcXG2KTy"
                    + "kPv9vNvYjhNJ43MZz0VeVjcuCCRTyXEsIT1e/ILSU9I15D60ThOutJNVomhwtfRZRUw3blmKTMfRJ51gGUOkmnmGFziB"
                    + "AkEA4GaXpWy1hc+tlVU48YxDpSSpL0kbkxcbwnhcPdhQb9m6TZvdPI1in0yjUp4sbHS5wmyFdlWKTzFwRqbwIC+0BwJB"
                    + "AMmQjRwRNKIjPZDAHjjhqboo6IxTGZYFWTP3vjS/F54O2j2Q+q/DZOn8Jzc1+kKBVImDltHjHxUM0i+WbrN7PWECQQC+"
                    + "TeMPVIkBCSYBvfuDxdtcQyIDyvFKpc9R9jbr7/YPVUuNI8DU6GaaCCl+GEw+UiNzQgtRVqvsC1ZXZJ3B/hKjAkABUDLL"
                    + "KwWHxOkCx22q+zVq5BdXyrbQ9mn1X7jaiSAzRG+BlS888+31ZFIxFuXxhvwxBS13Yp5yOaoo6zb/bl8hAkEAsDrB8NbG"
                    + "7vFvVgxDLXCCToGuuOqC0PXg2nEH+c4sWlHUPRQ8vEYizQ6GVcTcCie+B0miRG2zULh2g/Ro2ihMFg==")
            let key = try UnwrappingKey(PrivateKeyForm(.rsaPrivateKey, der: der.span))
            let wrapped = bytes(
                "eFkJ7U1tq6zJkh1wsI0ifGaPa8S1n28vanmc4tFyHO8Q1ISywhJ7P8L4lmew4vsngmkW7gOiTNGGXasiBsLW29lc"
                    + "hIcHY2F3dlzC+Fpii5LEvJjISuWfFGNxmarqsbdV33FuUsjZd3ia97fe59X9OJUBELodfbWqdwnG+ddP56g=")
            return try key.unwrap(untested: wrapped.span, expecting: 32).array
        }
    }

    /// Decrypts the example of GB/T 32918.5-2017 annex C, and then what was encrypted just now.
    ///
    /// Encryption draws its own k, so that it can only be checked by way of a decryption that has
    /// given the known answer before.
    ///
    /// - Parameter alteration: is XORed into the last byte of the expected answer.
    static func sm2IsRight(alteration: UInt8) throws(RequestCryptoError) -> Bool {
        try isRight("ZW5jcnlwdGlvbiBzdGFuZGFyZA==", alteration: alteration) { () throws(RequestCryptoError) in
            let scalar = bytes("OUUgj3shRLE/NuOKxtOflYiTk2koYLUaQvuB7033xbg=")
            let point = bytes(
                "BAn53zEeVCGhUN19Fh5LxcZyF5+tGDP8B2uwj/NW81AgzOpJDOJndaUtxupxjMGqYArtBfvzXghKZjL2By2prRM=")
            let key = try UnwrappingKey(PrivateKeyForm(sm2Scalar: scalar.span, point: point))
            let wrapped = bytes(
                "BATr/HGOjReYYgQyJo53/rZBXi7eDgc8D09kDs0uFJpz6Fj52B5UMKV7Ntqrj5UKPGTm7mpjCU2ZKDr/dn4STfBZ"
                    + "mDwY+AniYpI8U67CldMDg7VOOdYJ0WCvyxkI0L2HZiGIbKmJypx9WAhzB8qTCS1lHvo=")
            let message = try key.unwrap(untested: wrapped.span, expecting: 19)
            let again = try key.publicKey.wrap(untested: message)
            return try key.unwrap(untested: again.span, expecting: 19).array
        }
    }

    /// Encrypts the same example with its k.
    ///
    /// - Parameter alteration: is XORed into the last byte of the expected answer.
    static func sm2KernelIsRight(alteration: UInt8) throws(RequestCryptoError) -> Bool {
        let wrapped =
            "BATr/HGOjReYYgQyJo53/rZBXi7eDgc8D09kDs0uFJpz6Fj52B5UMKV7Ntqrj5UKPGTm7mpjCU2ZKDr/dn4STfBZ"
            + "mDwY+AniYpI8U67CldMDg7VOOdYJ0WCvyxkI0L2HZiGIbKmJypx9WAhzB8qTCS1lHvo="
        return try isRight(wrapped, alteration: alteration) { () throws(RequestCryptoError) in
            let point = bytes(
                "BAn53zEeVCGhUN19Fh5LxcZyF5+tGDP8B2uwj/NW81AgzOpJDOJndaUtxupxjMGqYArtBfvzXghKZjL2By2prRM=")
            let scalar = bytes("WSduJ9UGhhoWaA862cAtzO88wfo82+TObVS4DerBvCE=")
            let message = Array("encryption standard".utf8)
            return SM2Table(point: point)?.encrypt(message.span, scalar: scalar.span) ?? []
        }
    }

    private static func isRight(
        _ expected: String, alteration: UInt8, _ compute: () throws(RequestCryptoError) -> [UInt8]
    ) throws(RequestCryptoError) -> Bool {
        var expected = bytes(expected)
        expected[expected.count - 1] ^= alteration
        return try compute() == expected
    }

    private static func secret(_ text: String) -> SecretBytes {
        SecretBytes(copying: Array(text.utf8).span)
    }

    /// The bytes of a constant of this file.
    private static func bytes(_ base64: String) -> [UInt8] {
        do throws(Base64Error) {
            return try Base64.decode(base64)
        } catch {
            preconditionFailure("a constant of this file is not base64: \(error)")
        }
    }
}

extension SecretBytes {
    /// A copy of bytes that are secret by type only.
    fileprivate var array: [UInt8] { withBytes { bytes in bytes.indices.map { bytes[$0] } } }
}
