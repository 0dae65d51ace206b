// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
internal import StrictJSON

/// How a generated file came about, in the words that stand in it.
struct VectorOrigin {
    let seed: VectorSeed
    let count: Int

    /// The command that makes the same values again.
    var command: String { "tcface vectors generate --seed \(seed.value) --count \(count)" }

    var header: [String] {
        [
            "Made by: \(command)",
            "All values but RSA keys come from SHA-256(label, 00, seed, counter), seed and counter 8 bytes big endian.",
        ]
    }

    func source(_ label: String) -> String {
        "derived: this project, \(command), label \(VectorSeed.labelPrefix)\(label)"
    }
}

/// The notes on flags.
enum VectorFlag {
    static func note(_ flag: String) -> JSONValue {
        let (type, description) = notes[flag] ?? ("FUNCTIONALITY", "See the README of the vectors.")
        return .object([.text("bugType", type), .text("description", description)])
    }

    private static let notes: [String: (String, String)] = [
        "Normal": ("BASIC", "A derived value."),
        "NonEmptyAad": ("FUNCTIONALITY", "With associated data, which the envelope never has."),
        "BadPadding": ("MISSING_STEP", "The padding is not PKCS #7. All have to be refused in the same manner."),
        "InvalidCiphertext": ("MISSING_STEP", "The ciphertext is empty or not a multiple of the block."),
        "ModifiedCiphertext": ("AUTH_BYPASS", "A bit of the ciphertext is changed."),
        "ModifiedTag": ("AUTH_BYPASS", "A bit of the tag is changed."),
        "ModifiedIv": ("AUTH_BYPASS", "A bit of the IV is changed."),
        "ModifiedKey": ("AUTH_BYPASS", "A bit of the key is changed."),
        "ModifiedAad": ("AUTH_BYPASS", "A bit of the associated data is changed."),
        "TruncatedCiphertext": ("AUTH_BYPASS", "Bytes of the ciphertext are missing."),
        "ExtendedCiphertext": ("AUTH_BYPASS", "The ciphertext has bytes too many."),
        "TruncatedTag": ("AUTH_BYPASS", "The tag has fewer than 16 bytes."),
        "ExtendedTag": ("AUTH_BYPASS", "The tag has more than 16 bytes."),
        "NoLeadingByte": ("FUNCTIONALITY", "The form without the leading 04, which some libraries write."),
        "PointNotOnCurve": ("CONFIDENTIALITY", "C1 does not lie on the curve."),
        "WrongLeadingByte": ("FUNCTIONALITY", "The first byte is none of the point forms."),
        "ModifiedC1": ("AUTH_BYPASS", "C1 is another point of the curve."),
        "ModifiedC2": ("AUTH_BYPASS", "The encrypted message is changed."),
        "ModifiedC3": ("AUTH_BYPASS", "The hash is changed."),
        "Truncated": ("MISSING_STEP", "Bytes are missing at the end."),
        "Extended": ("MISSING_STEP", "Bytes too many."),
        "WrongOrder": ("FUNCTIONALITY", "The order C1, C2, C3 of the standard's first edition."),
        "WrongKey": ("AUTH_BYPASS", "Wrapped for another key."),
        "MessageTooLong": ("MISSING_STEP", "The message leaves fewer than 8 bytes for the padding string."),
        "InvalidPaddingString": ("MISSING_STEP", "The padding string has a zero byte or the wrong length."),
        "SpecialCasePadding": ("FUNCTIONALITY", "The padding string is not random; it is valid all the same."),
        "InvalidPkcs1Padding": ("CONFIDENTIALITY", "The padding is invalid. All have to be refused alike."),
        "InvalidCiphertextFormat": ("CONFIDENTIALITY", "The wrong length, or not below the modulus."),
        "InvalidByte": ("MISSING_STEP", "A byte that is neither one of the 64 symbols nor the padding."),
        "Whitespace": ("MISSING_STEP", "White space, which MIME and PEM allow and RFC 4648 section 4 does not."),
        "UrlSafeAlphabet": ("MISSING_STEP", "A symbol of the other alphabet, section 5."),
        "MisplacedPadding": ("MISSING_STEP", "A padding character where none can be."),
        "NonCanonicalTail": ("MISSING_STEP", "Unused bits of the last symbol are not zero."),
        "DataAfterPadding": ("MISSING_STEP", "Something follows a padded group."),
        "Media": ("FUNCTIONALITY", "The body is made from media bytes."),
        "AlphanumericKey": ("FUNCTIONALITY", "The data key is text of letters and digits."),
        "OpenOnly": ("FUNCTIONALITY", "A valid document that this project would not write."),
        "NonceReuse": ("CONFIDENTIALITY", "Several fields under one IV, which a sealer does only when told to."),
        "LiteralIv": ("FUNCTIONALITY", "Iv is 16 characters of text, not base64 (the KMS flow)."),
        "Malformed": ("MISSING_STEP", "One fault, of the class that expect names."),
        "Tampered": ("AUTH_BYPASS", "Changed after sealing, of the class that expect names."),
        "Confusion": ("MISSING_STEP", "EncryptedBody (the member) and EncryptionBody (the list entry) mixed up."),
        "ImplicitRejection": ("CONFIDENTIALITY", "The wrapped key is badly padded; see the README."),
    ]
}

extension JSONValue {
    static func hex(_ bytes: [UInt8]) -> JSONValue { .string(Hex.encode(bytes.span)) }
}

extension [UInt8] {
    /// The same bytes with one bit changed.
    func flippingBit(_ bit: Int) -> [UInt8] {
        var changed = self
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        return changed
    }
}
