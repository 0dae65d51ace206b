// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import RequestDigests

/// One question of an ACVP set with its answer.
struct ACVPCase {
    let algorithm: String
    let group: VectorFields
    let test: VectorFields
    let answer: VectorFields

    func check() throws -> CaseOutcome {
        let type = try group.text("testType")
        switch (algorithm, type) {
        case ("ACVP-AES-CBC", "AFT"): return try checkAESCBC()
        case ("ACVP-AES-CBC", "MCT"): return try checkAESCBCMonteCarlo()
        case ("HMAC-SHA-1", "AFT"), ("HMAC-SHA2-256", "AFT"): return try checkHMAC()
        case ("SHA2-256", "AFT"): return try checkSHA256()
        case ("SHA2-256", "MCT"): return try checkSHA256MonteCarlo()
        case ("SHA2-256", "LDT"): return try checkLargeData()
        default: return .skipped("\(algorithm) (\(type)) is not part of this project")
        }
    }

    // MARK: - AES-CBC

    private func checkAESCBC() throws -> CaseOutcome {
        if let reason = try reasonToSkipAES() { return .skipped(reason) }
        let iv = try test.hex("iv")
        let backends = ContentBackend.available(for: .aes256CBC)
        guard !backends.isEmpty else { return .skipped(ContentAlgorithm.aes256CBC.isNotOffered) }
        for backend in backends {
            let cipher = RawCBC(key: try test.hex("key"), backend: backend)
            let matches =
                try isEncryption
                ? cipher.encrypt(test.hex("pt"), iv: iv) == answer.hex("ct")
                : cipher.decrypt(test.hex("ct"), iv: iv) == answer.hex("pt")
            guard matches else { return .failed("\(try group.text("direction")) with \(backend) has another result") }
        }
        return .passed
    }

    /// NIST SP 800-38A Monte Carlo: 100 keys, each with 1000 chained blocks.
    private func checkAESCBCMonteCarlo() throws -> CaseOutcome {
        if let reason = try reasonToSkipAES() { return .skipped(reason) }
        let (from, to) = try isEncryption ? ("pt", "ct") : ("ct", "pt")
        var chain = AESMonteCarlo(
            key: try test.hex("key"), iv: try test.hex("iv"), input: try test.hex(from),
            direction: try isEncryption ? .encrypt : .decrypt)
        for (round, expected) in try monteCarloResults().enumerated() {
            let (key, iv, input) = (chain.key, chain.iv, chain.input)
            let output = try chain.next()
            guard try key == expected.hex("key"), try iv == expected.hex("iv"), try input == expected.hex(from),
                try output == expected.hex(to)
            else { return .failed("round \(round) has another result") }
        }
        return .passed
    }

    private var isEncryption: Bool {
        get throws(NotUnderstood) { try group.text("direction") == "encrypt" }
    }

    /// The results of a Monte Carlo test, of which the specifications have one number only: fewer would check less, and
    /// none would pass whatever comes out.
    private func monteCarloResults() throws(NotUnderstood) -> [VectorFields] {
        let results = try answer.objects("resultsArray")
        guard results.count == Self.monteCarloRounds else {
            throw NotUnderstood(
                "has \(results.count) results of a Monte Carlo test, which has \(Self.monteCarloRounds)")
        }
        return results
    }

    private static let monteCarloRounds = 100

    private func reasonToSkipAES() throws(NotUnderstood) -> String? {
        let bits = try group.int("keyLen")
        return bits == 256 ? nil : "AES with a \(bits)-bit key is not part of this project, which has AES-256"
    }

    // MARK: - HMAC and SHA-256

    private func checkHMAC() throws -> CaseOutcome {
        let key = try test.hex("key")
        let message = try test.hex("msg")
        let bits = try test.optionalInt("macLen") ?? group.int("macLen")
        let full =
            algorithm == "HMAC-SHA-1"
            ? HMACSHA1(key: key.span).authenticate(message.span).array
            : HMACSHA256(key: key.span).authenticate(message.span).array
        let expected = try TagLength(bits: bits).tag(of: full)
        return try expected == answer.hex("mac") ? .passed : .failed("the tag has another value")
    }

    private func checkSHA256() throws -> CaseOutcome {
        let bits = try test.int("len")
        guard bits >= 0 else { throw NotUnderstood("has a message of \(bits) bits") }
        guard bits % 8 == 0 else { return .skipped("a message of \(bits) bits is not whole bytes") }
        let message = Array(try test.hex("msg").prefix(bits / 8))
        return try SHA256Hasher.hash(message).hex == answer.text("md").lowercased()
            ? .passed : .failed("the digest has another value")
    }

    private func checkSHA256MonteCarlo() throws -> CaseOutcome {
        let isAlternate = try group.optionalText("mctVersion") == "alternate"
        var seed = try test.hex("msg")
        let length = isAlternate ? seed.count : nil
        for (round, expected) in try monteCarloResults().enumerated() {
            seed = DigestMonteCarlo.round(from: seed, length: length) { SHA256Hasher.hash($0).array }
            guard try seed == expected.hex("md") else { return .failed("round \(round) has another result") }
        }
        return .passed
    }

    private static let largestMessage = 16 << 30

    /// A short content repeated to gigabytes, hashed as a stream.
    private func checkLargeData() throws -> CaseOutcome {
        let large = try test.object("largeMsg")
        guard try large.text("expansionTechnique") == "repeating" else {
            throw NotUnderstood("expands its message by \"\(try large.text("expansionTechnique"))\"")
        }
        let content = try large.hex("content")
        let (bits, contentBits) = (try large.int("fullLength"), try large.int("contentLength"))
        guard bits % 8 == 0, contentBits == content.count * 8, !content.isEmpty else {
            throw NotUnderstood("has a message that is not whole bytes")
        }
        // NIST's largest have 8 GiB; what is longer is no test but an endless loop.
        guard (0...Self.largestMessage).contains(bits / 8) else {
            throw NotUnderstood("has a message of \(bits / 8) bytes, more than \(Self.largestMessage)")
        }
        var block: [UInt8] = []
        while block.count < 1 << 16 { block += content }
        var hasher = SHA256Hasher()
        var left = bits / 8
        while left > 0 {
            let count = min(left, block.count)
            hasher.update(block.span.extracting(..<count))
            left -= count
        }
        return try hasher.finish().hex == answer.text("md").lowercased()
            ? .passed : .failed("the digest of \(bits / 8) bytes has another value")
    }
}
