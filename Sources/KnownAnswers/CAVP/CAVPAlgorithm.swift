// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import RequestDigests

/// What a record of a CAVP file is about, told by its section and its fields, then by the file's comments and name.
enum CAVPAlgorithm {
    case aesCBC(isMonteCarlo: Bool)
    case sha1
    case sha256
    case sm3
    case hmacSHA1
    case hmacSHA256
    case sm4(mode: String)
    case other(String)

    init(of record: CAVPRecord, title: CAVPTitle) throws(NotUnderstood) {
        func has(_ name: String) -> Bool { record.value(name) != nil }

        if has("plaintext"), has("ciphertext"), has("key") {
            if title.contains("SM4") {
                let mode = ["GCM", "CCM", "ECB", "CBC", "CFB", "OFB", "CTR", "XTS"].first(where: title.has(word:))
                self = .sm4(mode: mode ?? "unnamed mode")
            } else if title.contains("CBC") {
                self = .aesCBC(isMonteCarlo: title.contains("MCT"))
            } else {
                self = .other(String(title.text.prefix(60)))
            }
        } else if has("key"), has("msg"), has("md") || has("mac") {
            switch Self.digestLength(record) {
            case 20: self = .hmacSHA1
            case 32: self = .hmacSHA256
            case let length?: self = .other("HMAC with a digest of \(length) bytes")
            // The title speaks for the records that no section speaks for.
            case nil where title.contains("SHA1") || title.contains("SHA-1"): self = .hmacSHA1
            case nil where title.contains("SHA256") || title.contains("SHA-256"): self = .hmacSHA256
            case nil: self = .other("HMAC")
            }
        } else if has("md") {
            switch Self.digestLength(record) {
            case 20: self = .sha1
            case 32: self = .sha256
            case nil where title.has(word: "SM3"): self = .sm3
            case let length: self = .other("a digest of \(length.map(String.init) ?? "unknown") bytes")
            }
        } else {
            throw NotUnderstood(
                "is no vector file of a known kind: its fields are "
                    + record.fields.map(\.name).joined(separator: ", "))
        }
    }

    var name: String {
        switch self {
        case .aesCBC: "AES-CBC"
        case .sha1: "SHA-1"
        case .sha256: "SHA-256"
        case .sm3: "SM3"
        case .hmacSHA1: "HMAC-SHA-1"
        case .hmacSHA256: "HMAC-SHA-256"
        case .sm4(let mode): "SM4-\(mode)"
        case .other(let name): name
        }
    }

    func check(_ record: CAVPRecord) throws -> CaseOutcome {
        switch self {
        case .aesCBC(let isMonteCarlo): try checkAES(record, isMonteCarlo: isMonteCarlo)
        case .sm4(mode: "GCM"): try checkSM4GCM(record)
        case .sm4(let mode): try checkSM4(record, mode: mode)
        case .hmacSHA1, .hmacSHA256: try checkHMAC(record)
        case .sha1, .sha256, .sm3: try checkDigest(record)
        case .other(let name): .skipped("\(name) is not part of this project")
        }
    }

    private static func digestLength(_ record: CAVPRecord) -> Int? {
        for entry in record.section {
            let parts = entry.split(separator: "=").map { $0.filter { $0 != " " } }
            if parts.count == 2, parts[0] == "L" { return Int(parts[1]) }
        }
        return nil
    }

    // MARK: - Ciphers

    private func checkAES(_ record: CAVPRecord, isMonteCarlo: Bool) throws -> CaseOutcome {
        let key = try record.hex("key")
        guard key.count == 32 else {
            return .skipped("AES with a \(key.count * 8)-bit key is not part of this project, which has AES-256")
        }
        let (plaintext, ciphertext) = (try record.hex("plaintext"), try record.hex("ciphertext"))
        let isEncryption = !record.section.contains("DECRYPT")
        if isMonteCarlo {
            var chain = AESMonteCarlo(
                key: key, iv: try record.hex("iv"), input: isEncryption ? plaintext : ciphertext,
                direction: isEncryption ? .encrypt : .decrypt)
            let output = try chain.next()
            return output == (isEncryption ? ciphertext : plaintext) ? .passed : .failed("the chain has another end")
        }
        let backends = ContentBackend.available(for: .aes256CBC)
        guard !backends.isEmpty else { return .skipped(ContentAlgorithm.aes256CBC.isNotOffered) }
        for backend in backends {
            let cipher = RawCBC(key: key, backend: backend)
            let matches =
                try isEncryption
                ? cipher.encrypt(plaintext, iv: record.hex("iv")) == ciphertext
                : cipher.decrypt(ciphertext, iv: record.hex("iv")) == plaintext
            guard matches else { return .failed("\(backend) has another result") }
        }
        return .passed
    }

    private func checkSM4GCM(_ record: CAVPRecord) throws -> CaseOutcome {
        let (plaintext, ciphertext, tag) = (
            try record.hex("plaintext"), try record.hex("ciphertext"), try record.hex("tag")
        )
        let backends = ContentBackend.available(for: .sm4GCM)
        guard !backends.isEmpty else { return .skipped(ContentAlgorithm.sm4GCM.isNotOffered) }
        for backend in backends {
            let cipher = MessageCipher(
                .sm4GCM, key: try record.hex("key"), iv: try record.hex("iv"),
                associatedData: try record.optionalHex("aad") ?? [], backend: backend)
            let sealed = try cipher.seal(plaintext)
            guard sealed.ciphertext == ciphertext, sealed.tag == tag, try cipher.open(ciphertext, tag: tag) == plaintext
            else { return .failed("\(backend) has another result") }
        }
        return .passed
    }

    private func checkSM4(_ record: CAVPRecord, mode: String) throws -> CaseOutcome {
        guard let mode = SM4Mode(rawValue: mode) else { return .skipped("SM4-\(mode) is not part of this project") }
        let (key, iv) = (try record.hex("key"), try record.optionalHex("iv") ?? [])
        let (plaintext, ciphertext) = (try record.hex("plaintext"), try record.hex("ciphertext"))
        guard try mode.encrypt(plaintext, key: key, iv: iv) == ciphertext,
            try mode.decrypt(ciphertext, key: key, iv: iv) == plaintext
        else { return .failed("SM4-\(mode.rawValue) has another result") }
        return .passed
    }

    // MARK: - Digests and tags

    private func checkHMAC(_ record: CAVPRecord) throws -> CaseOutcome {
        let (key, message) = (try record.hex("key"), try record.hex("msg"))
        let expected = try record.optionalHex("md") ?? record.hex("mac")
        // NIST's files say in bytes how much of the tag they have.
        if record.value("tlen") != nil, try record.int("tlen") != expected.count {
            throw NotUnderstood("has a tag of \(expected.count) bytes, and says \(try record.int("tlen"))")
        }
        let full =
            if case .hmacSHA1 = self {
                HMACSHA1(key: key.span).authenticate(message.span).array
            } else {
                HMACSHA256(key: key.span).authenticate(message.span).array
            }
        return try TagLength(bits: expected.count * 8).tag(of: full) == expected
            ? .passed : .failed("the tag has another value")
    }

    private func checkDigest(_ record: CAVPRecord) throws -> CaseOutcome {
        let expected = try record.hex("md")
        if let seed = record.seed {
            let end = try DigestMonteCarlo.round(from: CAVPRecord.bytes(seed, of: "seed"), digest: digest(of:))
            return end == expected ? .passed : .failed("the round has another end")
        }
        let bits = try record.int("len")
        guard bits >= 0 else { throw NotUnderstood("has a message of \(bits) bits") }
        guard bits % 8 == 0 else { return .skipped("a message of \(bits) bits is not whole bytes") }
        // A message of no bits is written as one byte.
        let message = Array(try record.hex("msg").prefix(bits / 8))
        return try digest(of: message) == expected ? .passed : .failed("the digest has another value")
    }

    private func digest(of message: [UInt8]) throws -> [UInt8] {
        switch self {
        case .sha1: return SHA1.hash(message.span).array
        case .sm3: return try SM3.hash(message.span)
        default: return SHA256Hasher.hash(message).array
        }
    }
}
