// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestDigests
internal import SecretMemory

/// What is in a legacy `Authorization` header: a tag, and the text it is over.
struct LegacyAuthorization {
    /// Why a header cannot be read.
    struct Problem: Error {
        let explanation: String
    }

    let original: String
    let fields: [String: String]
    private let tagBytes: [UInt8]

    /// The tag as 40 hexadecimal digits.
    var tag: String { Hex.encode(tagBytes) }

    static func read(_ header: String) -> Result<LegacyAuthorization, Problem> {
        let bytes: [UInt8]
        do throws(Base64Error) {
            bytes = try Base64.decode(header)
        } catch {
            return .failure(Problem(explanation: undecodable(header, error)))
        }
        guard bytes.count > HMACSHA1.tagByteCount else {
            return .failure(
                Problem(explanation: "the header holds \(bytes.count) bytes: the text after the tag is missing"))
        }
        let text = bytes[HMACSHA1.tagByteCount...]
        guard text.allSatisfy({ ByteSet.visible.contains($0) }) else {
            let isHexadecimal = bytes.prefix(40).allSatisfy { ByteSet.word.contains($0) } && bytes.count > 40
            return .failure(
                Problem(
                    explanation: isHexadecimal
                        ? "the tag is in hexadecimal digits: put its 20 bytes in front of the text"
                        : "the text after the tag has bytes that are not printable ASCII"))
        }
        let original = String(decoding: text, as: UTF8.self)
        var fields: [String: String] = [:]
        for field in original.split(separator: "&", omittingEmptySubsequences: false) {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, ["a", "b", "k", "e", "t", "r", "u", "f"].contains(parts[0]) else {
                return .failure(unknown(field, bytes))
            }
            guard fields.updateValue(String(parts[1]), forKey: String(parts[0])) == nil else {
                return .failure(Problem(explanation: "the field \(parts[0]) is there twice"))
            }
        }
        return .success(
            LegacyAuthorization(
                original: original, fields: fields, tagBytes: Array(bytes.prefix(HMACSHA1.tagByteCount))))
    }

    /// A field that is a number without a sign.
    func number(_ field: String) -> Int64? {
        guard let text = fields[field], !text.isEmpty, ByteSet.decimal.firstOutsider(in: text) == nil else {
            return nil
        }
        return Int64(text)
    }

    /// Whether the tag is the credential's over the text, or over another one, compared without an
    /// early exit.
    func isSigned(by credential: Credential, text: String? = nil) -> Bool {
        credential.withSecretKey { fits(HMACSHA1(key: $0), text: text ?? original) }
    }

    /// Whether the tag is over the text under what a recipe makes of the key's bytes.
    func isSigned(by credential: Credential, recipe: KeyRecipe) -> Bool {
        let key = recipe.firstKey(for: credential)
        return fits(HMACSHA1(key: key), text: original)
    }

    private func fits(_ key: borrowing HMACSHA1, text: String) -> Bool {
        equalWithoutEarlyExit(key.authenticate(text.utf8.span).span, tagBytes.span)
    }

    private static func undecodable(_ header: String, _ error: Base64Error) -> String {
        if header.utf8.contains(UInt8(ascii: "&")) {
            return "the text stands beside the base64: encode tag and text in one piece"
        }
        if header.utf8.contains(UInt8(ascii: "%")) {
            return "the header is percent-encoded: send the base64 as it is"
        }
        return "the header is not base64: \(error.message)"
    }

    private static func unknown(_ field: Substring, _ bytes: [UInt8]) -> Problem {
        let startsWithDigits = bytes.prefix(40).allSatisfy { ByteSet.word.contains($0) } && bytes.count > 40
        return Problem(
            explanation: startsWithDigits
                ? "the tag is in hexadecimal digits: put its 20 bytes in front of the text"
                : "the text has a part that is no field: \(field)")
    }
}
