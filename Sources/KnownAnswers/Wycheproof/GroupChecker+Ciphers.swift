// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import RequestDigests

extension GroupChecker {
    /// AES-CBC with PKCS#7, through every backend.
    func checkAESCBC(_ test: VectorFields) throws -> CaseOutcome {
        let keyBits = try test.hex("key").count * 8
        guard keyBits == 256 else {
            return .skipped("AES with a \(keyBits)-bit key is not part of this project, which has AES-256")
        }
        return try checkCipher(.aes256CBC, test, tag: nil)
    }

    /// SM4-GCM, through every backend.
    func checkSM4GCM(_ test: VectorFields) throws -> CaseOutcome {
        try checkCipher(.sm4GCM, test, tag: test.hex("tag"))
    }

    private func checkCipher(
        _ algorithm: ContentAlgorithm, _ test: VectorFields, tag: [UInt8]?
    ) throws -> CaseOutcome {
        let backends = ContentBackend.available(for: algorithm)
        guard !backends.isEmpty else { return .skipped(algorithm.isNotOffered) }
        let result = try expectedResult(of: test)
        let message = try test.hex("msg")
        let ciphertext = try test.hex("ct")
        for backend in backends {
            let cipher = MessageCipher(
                algorithm, key: try test.hex("key"), iv: try test.hex("iv"),
                associatedData: try test.optionalHex("aad") ?? [], backend: backend)
            let opened: [UInt8]?
            do throws(RequestCryptoError) { opened = try cipher.open(ciphertext, tag: tag ?? []) } catch {
                guard error.isRefusal else { throw error }
                opened = nil
            }
            var outcome = result.outcome(
                matches: opened == message, wasRefused: opened == nil, what: "decrypting with \(backend)")
            if outcome == .passed, result == .valid {
                let sealed = try cipher.seal(message)
                let matches = sealed.ciphertext == ciphertext && sealed.tag == tag
                outcome = result.outcome(matches: matches, wasRefused: false, what: "encrypting with \(backend)")
            }
            guard outcome == .passed else { return outcome }
        }
        return .passed
    }

    /// HMAC, whose tag may be cut short.
    func checkHMAC(_ test: VectorFields) throws -> CaseOutcome {
        let key = try test.hex("key")
        let message = try test.hex("msg")
        let tag = try test.hex("tag")
        let full =
            algorithm == "HMACSHA1"
            ? HMACSHA1(key: key.span).authenticate(message.span).array
            : HMACSHA256(key: key.span).authenticate(message.span).array
        let expected = try TagLength(bits: group.int("tagSize")).tag(of: full)
        return try expectedResult(of: test)
            .outcome(matches: expected == tag, wasRefused: false, what: "the tag")
    }
}

extension RequestCryptoError {
    /// Whether the error says that the input is bad, and not that something here does not work.
    var isRefusal: Bool {
        let own: Set<Code> = [.algorithmUnavailable, .selfTestFailed, .libraryFailure, .randomUnavailable]
        return !own.contains(code)
    }
}
