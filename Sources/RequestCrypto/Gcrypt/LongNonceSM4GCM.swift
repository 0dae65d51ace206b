// SPDX-License-Identifier: Apache-2.0

/// SM4-GCM under a nonce of any length, as the standard has it; the wire takes 12 bytes and nothing else.
///
/// For the published vectors that exercise the counter through the nonce (NIST SP 800-38D section 7.1 step 2).
package enum LongNonceSM4GCM {
    /// Whether libgcrypt offers SM4.
    package static var isAvailable: Bool { GcryptCipher.isAvailable(for: .sm4GCM) }

    /// Encrypts a message.
    ///
    /// - Throws: `invalidIV` for an empty nonce; `algorithmUnavailable`; `libraryFailure`.
    package static func seal(
        _ message: [UInt8], key: [UInt8], nonce: [UInt8], associatedData: [UInt8]
    ) throws(RequestCryptoError) -> (ciphertext: [UInt8], tag: AuthenticationTag) {
        let cipher = try cipher(.encrypt, key: key, nonce: nonce, associatedData: associatedData)
        let ciphertext = try process(message, with: cipher)
        return (ciphertext, try cipher.tag())
    }

    /// Decrypts a message and checks its tag.
    ///
    /// - Throws: `authenticationFailed`, and as ``seal(_:key:nonce:associatedData:)``.
    package static func open(
        _ ciphertext: [UInt8], tag: AuthenticationTag, key: [UInt8], nonce: [UInt8], associatedData: [UInt8]
    ) throws(RequestCryptoError) -> [UInt8] {
        let cipher = try cipher(.decrypt, key: key, nonce: nonce, associatedData: associatedData)
        let message = try process(ciphertext, with: cipher)
        guard try cipher.accepts(tag) else {
            throw RequestCryptoError(.authenticationFailed, "the tag does not fit the ciphertext")
        }
        return message
    }

    private static func cipher(
        _ direction: ContentCipher.Direction, key: [UInt8], nonce: [UInt8], associatedData: [UInt8]
    ) throws(RequestCryptoError) -> GcryptCipher {
        guard !nonce.isEmpty else { throw RequestCryptoError(.invalidIV, "a nonce cannot be empty") }
        let cipher = try GcryptCipher(.sm4GCM, direction, key: key.span, iv: nonce.span)
        if !associatedData.isEmpty { try cipher.authenticate(associatedData.span) }
        return cipher
    }

    private static func process(
        _ input: [UInt8], with cipher: borrowing GcryptCipher
    ) throws(RequestCryptoError) -> [UInt8] {
        var result: [UInt8] = []
        guard !input.isEmpty else { return result }
        try result.append(addingCapacity: input.count) { output throws(RequestCryptoError) in
            try cipher.process(input.span, into: &output)
        }
        return result
    }
}
