// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import RequestDigests
internal import SecretMemory

extension GroupChecker {
    /// RSA decryption with PKCS#1 v1.5 padding.
    func checkRSADecryption(_ test: VectorFields, paddingErrors: inout Set<String>) throws -> CaseOutcome {
        let key = try UnwrappingKey(pem: try group.text("privateKeyPem"))
        let message = try test.hex("msg")
        let ciphertext = try test.hex("ct")
        let result = try expectedResult(of: test)
        do throws(RequestCryptoError) {
            let opened = try key.decryptPKCS1(ciphertext.span)
            let matches = opened.withBytes { equalWithoutEarlyExit($0, message.span) }
            return result.outcome(matches: matches, wasRefused: false, what: "decrypting")
        } catch {
            guard error.isRefusal else { throw error }
            if test.flags.contains("InvalidPkcs1Padding") { paddingErrors.insert("\(error.code): \(error)") }
            return result.outcome(matches: false, wasRefused: true, what: "decrypting")
        }
    }

    /// RSA encryption with PKCS#1 v1.5 padding of given bytes.
    func checkRSAWrapping(_ test: VectorFields) throws -> CaseOutcome {
        let result = try expectedResult(of: test)
        let message = try test.hex("msg")
        let ciphertext = try test.hex("ct")
        for form in ["publicKeyPem", "publicKeySpkiPem"] {
            let key = try WrappingKey(pem: try group.text(form))
            let padding = try test.optionalHex("ps")
            let wrapped: [UInt8]?
            do throws(RequestCryptoError) {
                let secret = SecretBytes(copying: message.span)
                wrapped =
                    if let padding {
                        try key.wrap(secret, paddingString: padding)
                    } else {
                        try key.wrap(secret)
                    }
            } catch {
                guard error.isRefusal else { throw error }
                wrapped = nil
            }
            let outcome = result.outcome(
                matches: wrapped != nil && (result == .invalid || wrapped == ciphertext), wasRefused: wrapped == nil,
                what: "wrapping")
            guard outcome == .passed else { return outcome }
        }
        guard result == .valid, group.has("privateKeyPem") else { return .passed }
        let opened = try UnwrappingKey(pem: try group.text("privateKeyPem")).decryptPKCS1(ciphertext.span)
        return result.outcome(
            matches: opened.withBytes { equalWithoutEarlyExit($0, message.span) }, wasRefused: false,
            what: "unwrapping")
    }

    /// SM2 encryption, as `04‖x‖y‖C3‖C2`.
    func checkSM2(_ test: VectorFields) throws -> CaseOutcome {
        let result = try expectedResult(of: test)
        let message = try test.hex("msg")
        let ciphertext = try test.hex("ct")
        if result == .valid, let scalar = try test.optionalHex("k") {
            let wrapped = try WrappingKey(pem: try group.text("publicKeyPem")).wrap(message, scalar: scalar)
            let outcome = result.outcome(matches: wrapped == ciphertext, wasRefused: false, what: "wrapping")
            guard outcome == .passed else { return outcome }
        }
        guard group.has("privateKeyPem") else {
            guard result == .valid else { return .skipped("unwrapping needs a private key that only the vendor has") }
            // Wrapping is random without k, and nobody can unwrap: nothing was checked.
            guard test.has("k") else { throw NotUnderstood("has neither \"k\" nor a private key to check it with") }
            return .passed
        }
        let key = try UnwrappingKey(pem: try group.text("privateKeyPem"))
        do throws(RequestCryptoError) {
            let opened = try key.unwrap(ciphertext.span, expecting: message.count)
            let matches = opened.withBytes { equalWithoutEarlyExit($0, message.span) }
            return result.outcome(matches: matches, wasRefused: false, what: "unwrapping")
        } catch {
            guard error.isRefusal else { throw error }
            return result.outcome(matches: false, wasRefused: true, what: "unwrapping")
        }
    }

    /// SM3.
    func checkSM3(_ test: VectorFields) throws -> CaseOutcome {
        let message = try test.hex("msg")
        let digest = try SM3.hash(message.span)
        return try expectedResult(of: test)
            .outcome(matches: digest == test.hex("digest"), wasRefused: false, what: "the digest")
    }
}
