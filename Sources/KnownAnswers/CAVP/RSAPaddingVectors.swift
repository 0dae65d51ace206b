// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import RequestDigests
internal import SecretMemory

/// RSA's published vectors for PKCS#1 v1.5 encryption: keys and examples as blocks of hexadecimal under comments, the
/// seed of an example being the padding string.
///
/// Source: RSA Laboratories' test vectors (`pkcs1v15crypt-vectors.txt`), as PyPI's `cryptography_vectors` has them.
enum RSAPaddingVectors {
    static func isSuch(_ text: String) -> Bool {
        text.contains("# Seed:") && text.contains("# Encryption:") && text.contains("# Modulus:")
    }

    static func check(_ text: String, path: String) throws(NotUnderstood) -> VectorFileReport {
        var report = VectorFileReport(path: path, format: .cavp, algorithm: "RSAES-PKCS1-v1_5")
        var key: [String: [UInt8]] = [:]
        var isPrivate = false
        var example: [String: [UInt8]] = [:]
        var keyNumber = 0
        for block in try LabelledBlocks(text).blocks {
            switch block.label {
            case "Public key":
                (key, isPrivate, keyNumber) = ([:], false, keyNumber + 1)
            case "Private key": isPrivate = true
            case "Message", "Seed": example[block.label] = block.bytes
            case "Encryption":
                example[block.label] = block.bytes
                let number = report.total + 1
                report.record(
                    outcome(key: key, example: example), of: "example \(number), key \(keyNumber)")
                example = [:]
            default:
                // The private half names its parts like the public one; only "Exponent" means something else.
                key[isPrivate && block.label == "Exponent" ? "Private exponent" : block.label] = block.bytes
            }
        }
        if report.total == 0 { report.report(problem: "has no examples") }
        return report
    }

    private static func outcome(key: [String: [UInt8]], example: [String: [UInt8]]) -> CaseOutcome {
        guard let modulus = key["Modulus"], let exponent = key["Exponent"] ?? key["Public exponent"],
            let message = example["Message"], let seed = example["Seed"], let ciphertext = example["Encryption"]
        else { return .failed("is not understood: it has not all of key, message, seed and encryption") }
        do throws(RequestCryptoError) {
            let wrapped = try WrappingKey(modulus: modulus, publicExponent: exponent)
                .wrap(SecretBytes(copying: message.span), paddingString: seed)
            guard wrapped == ciphertext else { return .failed("wrapping has another result") }
            let parts = [
                "Private exponent", "Prime 1", "Prime 2", "Prime exponent 1", "Prime exponent 2", "Coefficient",
            ]
            .compactMap { key[$0] }
            guard parts.count == 6 else { return .failed("is not understood: the private key is not whole") }
            let opened = try UnwrappingKey(modulus: modulus, publicExponent: exponent, privateParts: parts)
                .decryptPKCS1(ciphertext.span)
            return opened.withBytes { equalWithoutEarlyExit($0, message.span) }
                ? .passed : .failed("unwrapping has another result")
        } catch {
            return .failed("cannot be checked: \(error)")
        }
    }
}

/// A text as labels, each with the hexadecimal under it.
private struct LabelledBlocks {
    private(set) var blocks: [(label: String, bytes: [UInt8])] = []

    init(_ text: String) throws(NotUnderstood) {
        for raw in text.split(whereSeparator: \.isNewline) {
            if raw.first == "#" {
                let label = raw.dropFirst().split(separator: ":", maxSplits: 1).first.map(String.init) ?? ""
                let words = label.split(separator: " ").joined(separator: " ")
                if !words.isEmpty, words.first != "-" { blocks.append((words, [])) }
                continue
            }
            // What stands before the first label is an introduction.
            guard !blocks.isEmpty else { continue }
            guard let bytes = Hex.decode(raw.filter { $0 != " " }.lowercased()) else {
                throw NotUnderstood("has a line of hexadecimal that is none")
            }
            blocks[blocks.count - 1].bytes += bytes
        }
    }
}
